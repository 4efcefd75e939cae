import { actAs, type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { sightOf } from '../graph/node-store.ts';
import { mayWalk, reachNode } from '../graph/walk-input.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { findIdentifier } from './identifier-store.ts';
import type { IdentifierSecrets } from './keep-identifier.ts';

/** An identifier as it was written, for whoever has a link of it; each look is in the audit. Refusals: `access.not-permitted`, `graph-node.not-found` */
export async function unmaskIdentifier(
  ctx: Ctx,
  input: { readonly identifier: string },
): Promise<Result<{ readonly display: string }>> {
  const may = await mayWalk(ctx);
  if (!may.ok) return may;
  return ctx.transaction(async (tx): Promise<Result<{ display: string }>> => {
    const reached = await reachNode(tx, { kind: 'IDENTIFIER', id: input.identifier }, await sightOf(tx));
    if (!reached.ok) return reached;
    const row = await actAs(tx, systemActor('offences.unmask'), (platform) =>
      findIdentifier(platform, input.identifier),
    );
    if (!row) return refuse('graph-node.not-found');
    const { display } = await openJson<IdentifierSecrets>(ctx.kernel, 'identifier', row);
    tx.audit({
      action: 'graph.unmask',
      object: { kind: 'graph-node', id: row.id },
      fieldClasses: ['evidence'],
      codes: { kind: row.kind },
    });
    return ok({ display });
  });
}

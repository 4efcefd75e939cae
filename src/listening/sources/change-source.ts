import { actorName, type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { sourceFault } from '../collectors/index.ts';
import { refuse } from '../refusals.ts';
import { cleaned, faultOf, type SourceSettings, sealSecrets } from './create-source.ts';
import { sourceAct } from './source-act.ts';
import { changeSourceRow } from './source-store.ts';

/** Changes a source; what is absent stays. Refusals: `listening-source.not-found`, `listening-source.invalid` (field) */
export async function changeSource(
  ctx: Ctx,
  input: { readonly source: string } & Partial<SourceSettings>,
): Promise<Result<void>> {
  const { source: given, secrets, ...change } = input;
  const id = parseId<'source'>(given);
  if (id === undefined) return refuse('listening-source.not-found');
  const field = faultOf(change);
  if (field !== undefined) return refuse('listening-source.invalid', { field });
  const sealedSecrets = secrets === undefined ? undefined : await sealSecrets(ctx, id, secrets);
  return sourceAct(ctx, 'listening-source.manage', id, async (tx, source) => {
    const fault = sourceFault(source.kind, change.settings ?? source.settings, secrets);
    if (fault !== undefined) return refuse('listening-source.invalid', { field: fault });
    await changeSourceRow(
      tx,
      id,
      { ...cleaned(change), ...(sealedSecrets === undefined ? {} : { sealedSecrets }) },
      actorName(tx.actor),
    );
    tx.audit({
      action: 'listening-source.manage',
      object: { kind: 'listening-source', id },
      codes: { fields: Object.keys(change).sort().join(' '), secrets: secrets !== undefined },
    });
    return ok();
  });
}

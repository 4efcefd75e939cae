import { z } from '@hono/zod-openapi';
import { actAs, type Ctx, listSchema, ok, type Result, systemActor } from '../../kernel/index.ts';
import { sightOf } from '../graph/node-store.ts';
import { nodeViewSchema, viewNodes } from '../graph/node-view.ts';
import { inTimeClass, mayWalk } from '../graph/walk-input.ts';
import { isReached } from '../graph/walk-store.ts';
import { readWritten, type WrittenIdentifier } from './add-identifier.ts';
import { marksOf } from './identifier-marks.ts';
import { findIdentifier, lookingAlike } from './identifier-store.ts';

export const foundIdentifiersSchema = z.object({
  /** The same, however it was written; null where the reader has no link of it. */
  same: nodeViewSchema.nullable(),
  /** Others that look like it: a warning, not a link. */
  alike: listSchema(nodeViewSchema),
});
export type FoundIdentifiers = Readonly<z.output<typeof foundIdentifiersSchema>>;

const FIND = systemActor('offences.find-identifier');

/**
 * Looks for an identifier among those that the reader's links lead to. What others hold is found by `askDeconfliction`, which tells them.
 * Refusals: `access.not-permitted`, `identifier.unusable`
 */
export async function findIdentifiers(ctx: Ctx, input: WrittenIdentifier): Promise<Result<FoundIdentifiers>> {
  const may = await mayWalk(ctx);
  if (!may.ok) return may;
  const form = readWritten(input);
  if (!form.ok) return form;
  return inTimeClass(() =>
    ctx.transaction(async (tx) => {
      const sight = await sightOf(tx);
      const { id, skeletonBlind } = await marksOf(ctx.kernel, form.value);
      const { same, alike } = await actAs(tx, FIND, async (platform) => ({
        same: await findIdentifier(platform, id),
        alike: skeletonBlind === null ? [] : await lookingAlike(platform, form.value.kind, skeletonBlind, id, sight),
      }));
      const own = same && (await isReached(tx, same.node, sight)) ? [same.node] : [];
      const seen = await viewNodes(ctx, tx, [...own, ...alike.map(({ node }) => node)]);
      tx.audit({ action: 'graph.find', object: { kind: 'graph-node', id }, codes: { kind: form.value.kind } });
      return ok({
        same: (same && seen.get(same.node)) ?? null,
        alike: alike.flatMap(({ node }) => seen.get(node) ?? []),
      });
    }),
  );
}

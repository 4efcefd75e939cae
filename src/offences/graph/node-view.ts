import { z } from '@hono/zod-openapi';
import { actAs, listSchema, systemActor, type Tx } from '../../kernel/index.ts';
import { fileReferences } from '../files/file-store.ts';
import { seriesReferences } from '../series/series-store.ts';
import { hubReason, linkKind, nodeCode, nodeKind } from './link-lists.ts';
import { nodeFacts } from './node-store.ts';

/** A point of the graph as a reader sees it: what it is, and of an identifier no more than its mask. */
export const nodeViewSchema = z.object({
  kind: nodeKind.zod,
  id: z.uuid(),
  /** Of a file or a series that the reader knows of. */
  reference: z.string().nullable(),
  identifierKind: z.string().nullable(),
  mask: z.string().nullable(),
  childOwned: z.boolean(),
  hub: z.object({ reason: hubReason.zod, until: z.iso.datetime() }).nullable(),
});
export type NodeView = Readonly<z.output<typeof nodeViewSchema>>;

export const tieViewSchema = z.object({
  /** Places in the list of nodes. */
  from: z.int(),
  to: z.int(),
  links: z.int(),
  kinds: listSchema(linkKind.zod),
  first: z.iso.date(),
  last: z.iso.date(),
});
export type TieView = Readonly<z.output<typeof tieViewSchema>>;

const WALK = systemActor('offences.walk');

/** What a reader sees of points that their own links lead to, by number. */
export async function viewNodes(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, NodeView>> {
  const facts = await actAs(tx, WALK, (platform) => nodeFacts(platform, ids));
  const files = facts.filter(({ kind }) => nodeCode(kind) === 'FILE').map(({ object }) => object);
  const series = facts.filter(({ kind }) => nodeCode(kind) === 'SERIES').map(({ object }) => object);
  const references = new Map([
    ...(files.length === 0 ? [] : await fileReferences(tx, files)),
    ...(series.length === 0 ? [] : await seriesReferences(tx, series)),
  ]);
  return new Map(
    facts.map((one) => [
      one.id,
      {
        kind: nodeCode(one.kind),
        id: one.object,
        reference: references.get(one.object) ?? null,
        identifierKind: one.identifier_kind,
        mask: one.mask,
        childOwned: one.child_owned === true,
        hub:
          one.hub === null || one.hub_until === null || !hubReason.has(one.hub)
            ? null
            : { reason: one.hub, until: one.hub_until.toISOString() },
      },
    ]),
  );
}

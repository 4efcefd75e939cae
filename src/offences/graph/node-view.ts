import { z } from '@hono/zod-openapi';
import { actAs, type Ctx, listSchema, systemActor, type Tx } from '../../kernel/index.ts';
import { namesOfObjects } from '../../work/index.ts';
import { personPlaces } from '../assertions/assertion-store.ts';
import { fileReferences } from '../files/file-store.ts';
import { hubReason, linkKind, type NodeKind, nodeCode, nodeKind } from './link-lists.ts';
import { nodeFacts } from './node-store.ts';

/** A point of the graph as a reader sees it: what it is, and of an identifier no more than its mask. */
export const nodeViewSchema = z.object({
  kind: nodeKind.zod,
  id: z.uuid(),
  /** What people call it, as far as the reader knows of it where it stands. */
  reference: z.string().nullable(),
  /** Of a person of interest: their file, whose code is the reference, and their number in it. */
  person: z.object({ file: z.uuid(), number: z.int() }).nullable(),
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

/** What the rest of the platform calls the objects of points. */
const OBJECT_KINDS: Partial<Record<NodeKind, string>> = {
  FILE: 'offence-file',
  REPORT: 'report',
  ITEM: 'content-item',
  MACHINE_REPORT: 'machine-report',
  LISTENING_ALERT: 'listening-alert',
  SERIES: 'offence-series',
};

/** What a reader sees of points that their own links lead to, by number. */
export async function viewNodes(ctx: Ctx, tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, NodeView>> {
  const facts = await actAs(tx, WALK, (platform) => nodeFacts(platform, ids));
  const references = await namesOfObjects(
    ctx,
    tx,
    facts.flatMap(({ kind, object }) => {
      const objectKind = OBJECT_KINDS[nodeCode(kind)];
      return objectKind === undefined ? [] : [{ kind: objectKind, id: object }];
    }),
  );
  const persons = await personsIn(
    tx,
    facts.flatMap(({ kind, object }) => (nodeCode(kind) === 'PERSON' ? [object] : [])),
  );
  return new Map(
    facts.map((one) => [
      one.id,
      {
        kind: nodeCode(one.kind),
        id: one.object,
        reference: persons.get(one.object)?.reference ?? references.get(one.object) ?? null,
        person: persons.get(one.object)?.person ?? null,
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

/** Persons of interest as a page names them, by id: the code of their file and their number in it, as far as the reader sees them there. */
async function personsIn(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly reference: string | null; readonly person: NodeView['person'] }>> {
  if (ids.length === 0) return new Map();
  const places = await personPlaces(tx, ids);
  const codes = await fileReferences(tx, [...new Set(places.map(({ file }) => file))]);
  return new Map(
    places.map(({ id, file, number }) => [id, { reference: codes.get(file) ?? null, person: { file, number } }]),
  );
}

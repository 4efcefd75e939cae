import { sql } from 'kysely';
import { type Actor, actAs, exclusionsOf, rows, systemActor, type Tx } from '../../kernel/index.ts';
import { OFFENCE_FILE } from '../files/file-clocks.ts';
import { visibilityPolicy } from './graph-policies.ts';
import type { ClassRow } from './graph-tables.ts';
import { nodeNumber } from './link-lists.ts';
import type { Sight } from './view.ts';

/** A point of the graph as the rest of the platform knows it. */
export interface NodeName {
  readonly kind: number;
  readonly object: string;
}

/**
 * The classes that the actor is in, worked out anew each time under the actor's own row lock. A person's are looked for where they can be,
 * of their unit, of the files that they have a part in and of the country, so that the number of files of others costs nothing.
 */
export async function visibleClasses(tx: Tx): Promise<readonly number[]> {
  const classes = await classesUnderLock(tx);
  toldTo.set(classes, tx.actor);
  return classes;
}

/** Lists of classes that a row lock has told, and whom. */
const toldTo = new WeakMap<readonly number[], Actor>();

/** Of the classes of a question those that the actor is in: what the row lock has just told is not asked again. */
export async function ownClasses(tx: Tx, classes: readonly number[]): Promise<readonly number[]> {
  if (toldTo.get(classes) === tx.actor) return classes;
  return idsOf(
    await rows(
      tx,
      sql<{
        id: number;
      }>`select class.id from offences.visibility_class as class where class.id = any(${[...classes]}::integer[])`,
    ),
  );
}

async function classesUnderLock(tx: Tx): Promise<readonly number[]> {
  const { actor, now } = tx;
  const may = visibilityPolicy.filter(actor, 'graph.walk', now, 'class');
  const all = sql`select class.id from offences.visibility_class as class where ${may}`;
  if (actor.kind !== 'person') return idsOf(await rows(tx, sql<{ id: number }>`${all} order by class.id`));
  const files = actor.grants.filter(({ objectKind }) => objectKind === OFFENCE_FILE).map(({ objectId }) => objectId);
  return idsOf(
    await rows(
      tx,
      sql<{ id: number }>`
        ${all} and (class.agency = ${actor.agency} or class.level = 'NATION' or class.file_id = any(${files}::uuid[])
          or class.one_agency = ${actor.agency} or class.one_file = any(${files}::uuid[])) order by class.id`,
    ),
  );
}

const idsOf = (found: readonly { readonly id: number }[]): number[] => found.map(({ id }) => id);

const KEPT_FROM = systemActor('offences.walk');

/**
 * What the actor sees of the graph now: their classes, but for the items that they are kept from and the machine reports that led to them,
 * whoever sees those links.
 */
export async function sightOf(tx: Tx): Promise<Sight> {
  const classes = await visibleClasses(tx);
  const { actor } = tx;
  if (actor.kind !== 'person') return { classes };
  const without = await actAs(tx, KEPT_FROM, async (platform) => {
    const items = (await exclusionsOf(platform, actor))
      .filter(({ objectKind }) => objectKind === 'content-item')
      .map(({ objectId }) => objectId);
    return items.length === 0 ? [] : nodesOfItems(platform, items);
  });
  return { classes, without };
}

/** The points of items, and of the machine reports that are linked to them. As the platform. */
async function nodesOfItems(tx: Tx, items: readonly string[]): Promise<number[]> {
  return idsOf(
    await rows(
      tx,
      sql<{ id: number }>`
        with item as (select node.id from offences.node where node.kind = ${nodeNumber('ITEM')} and node.object = any(${[...items]}::uuid[]))
        select item.id from item
        union
        select report.id from item join offences.adjacency as link on link.src = item.id
        join offences.node as report on report.id = link.dst and report.kind = ${nodeNumber('MACHINE_REPORT')}`,
    ),
  );
}

/** Number of the class of a file, of a unit, of the country or of nobody; as the platform. Of two files: `classOfBoth`. */
export async function classNumber(
  tx: Tx,
  of: { readonly file: string } | { readonly unit: string } | { readonly level: 'NATION' | 'CLOSED' },
): Promise<number> {
  const found = () =>
    rows(
      tx,
      'file' in of
        ? sql<Pick<ClassRow, 'id'>>`select id from offences.visibility_class where file_id = ${of.file}::uuid`
        : 'unit' in of
          ? sql<
              Pick<ClassRow, 'id'>
            >`select id from offences.visibility_class where level = 'UNIT' and agency = ${of.unit}`
          : sql<Pick<ClassRow, 'id'>>`select id from offences.visibility_class where level = ${of.level}`,
    );
  const [known] = await found();
  if (known) return known.id;
  if (!('unit' in of)) throw new Error('a file or the country has no visibility class');
  await rows(
    tx,
    sql`insert into offences.visibility_class (level, agency) values ('UNIT', ${of.unit}) on conflict (agency) where level = 'UNIT' do nothing`,
  );
  const [made] = await found();
  if (!made) throw new Error('the visibility class of a unit was not made');
  return made.id;
}

/** Number of the class of those who have a part in both of two files; made where there is none. As the platform. */
export async function classOfBoth(tx: Tx, files: readonly [string, string]): Promise<number> {
  const [one, other] = files.toSorted() as [string, string];
  if (one === other) return classNumber(tx, { file: one });
  const found = () =>
    rows(
      tx,
      sql<
        Pick<ClassRow, 'id'>
      >`select id from offences.visibility_class where one_file = ${one}::uuid and other_file = ${other}::uuid`,
    );
  const [known] = await found();
  if (known) return known.id;
  await rows(
    tx,
    sql`
      insert into offences.visibility_class (level, one_file, one_agency, other_file, other_agency)
      select 'BOTH', one.id, one.lead_agency, other.id, other.lead_agency
      from offences.offence_file as one join offences.offence_file as other on other.id = ${other}::uuid where one.id = ${one}::uuid
      on conflict (one_file, other_file) where one_file is not null do nothing`,
  );
  const [made] = await found();
  if (!made) throw new Error('the visibility class of two files was not made');
  return made.id;
}

/** Their numbers, in the order of the question; made where there are none. As the platform. */
export async function nodeNumbers(tx: Tx, of: readonly NodeName[]): Promise<number[]> {
  if (of.length === 0) return [];
  const kinds = of.map(({ kind }) => kind);
  const objects = of.map(({ object }) => object);
  const find = () => findNodes(tx, of);
  const known = await find();
  if (known.every((one) => one !== undefined)) return known as number[];
  await rows(
    tx,
    sql`
      insert into offences.node (kind, object)
      select kind, object from unnest(${kinds}::smallint[], ${objects}::uuid[]) as wanted(kind, object) on conflict (kind, object) do nothing`,
  );
  return (await find()) as number[];
}

/** The numbers of those that are there, in the order of the question. As the platform. */
export async function findNodes(tx: Tx, of: readonly NodeName[]): Promise<(number | undefined)[]> {
  if (of.length === 0) return [];
  const found = await rows(
    tx,
    sql<{ id: number; kind: number; object: string }>`
      select node.id, node.kind, node.object from unnest(${of.map(({ kind }) => kind)}::smallint[], ${of.map(({ object }) => object)}::uuid[]) as wanted(kind, object)
      join offences.node on node.kind = wanted.kind and node.object = wanted.object`,
  );
  const byName = new Map(found.map(({ id, kind, object }) => [`${kind} ${object}`, id]));
  return of.map(({ kind, object }) => byName.get(`${kind} ${object}`));
}

export interface NodeFacts extends NodeName {
  readonly id: number;
  /** Of an identifier. */
  readonly identifier_kind: string | null;
  readonly mask: string | null;
  readonly child_owned: boolean | null;
  /** Why it is a shared point now. */
  readonly hub: string | null;
  readonly hub_until: Date | null;
}

/** What a page shows of points that the reader's links lead to. As the platform. */
export function nodeFacts(tx: Tx, ids: readonly number[]): Promise<NodeFacts[]> {
  return rows(
    tx,
    sql<NodeFacts>`
      select node.id, node.kind, node.object, identifier.kind as identifier_kind, identifier.mask, identifier.child_owned, hub.reason as hub, hub.until_at as hub_until
      from offences.node
      left join offences.identifier on identifier.node = node.id
      left join offences.hub on hub.node = node.id and hub.ended_at is null and hub.until_at > ${tx.now}
      where node.id = any(${[...ids]}::integer[])`,
  );
}

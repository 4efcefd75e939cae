import { sql } from 'kysely';
import { rows, run, type Tx } from '../../kernel/index.ts';
import { itemPolicy } from '../policies.ts';
import type { GradeRow } from './grade.ts';

/** Writes a person's grade. @returns whether it is their first of the item */
export async function insertGrade(tx: Tx, row: GradeRow): Promise<boolean> {
  return (
    (await run(
      tx,
      sql`
        insert into takedown.grade (id, item_id, grader, agency, stage, national_class, inhope, industry, depiction, age_group, not_illegal_reason, given_at, sealed)
        values (${row.id}, ${row.item_id}, ${row.grader}, ${row.agency}, ${row.stage}, ${row.national_class}, ${row.inhope}, ${row.industry},
          ${row.depiction}, ${row.age_group}, ${row.not_illegal_reason}, ${row.given_at}, ${row.sealed})
        on conflict do nothing`,
    )) === 1
  );
}

/** The grades of an item, for somebody who has given theirs. */
export const gradesOf = (tx: Tx, item: string): Promise<GradeRow[]> =>
  rows(tx, sql<GradeRow>`select * from takedown.grades_of(${item}::uuid) order by given_at, id`);

/** The grades that the row lock shows to the actor: their own, and all of them once the item is decided. */
export const visibleGrades = (tx: Tx, item: string): Promise<GradeRow[]> =>
  rows(tx, sql<GradeRow>`select * from takedown.grade where item_id = ${item}::uuid order by given_at, id`);

export const unsealGrades = (tx: Tx, item: string): Promise<unknown> =>
  rows(tx, sql`select takedown.unseal_grades(${item}::uuid)`);

export const differingClasses = (tx: Tx, item: string): Promise<{ national_class: string; inhope: string }[]> =>
  rows(tx, sql<{ national_class: string; inhope: string }>`select * from takedown.differing_classes(${item}::uuid)`);

export const hasGraded = async (tx: Tx, item: string, person: string): Promise<boolean> =>
  (await rows(tx, sql`select 1 from takedown.grade where item_id = ${item}::uuid and grader = ${person}::uuid`))
    .length > 0;

const states = { blind: ['GRADED_ONCE', 'TRIAGED'], third: ['DISPUTED'] } as const;

/**
 * The item that this person should grade next: the highest score, and among equals one that somebody has graded already.
 * Not one that they graded or entered, and not those named.
 */
export async function nextToGrade(
  tx: Tx,
  person: string,
  kind: 'blind' | 'third',
  skipped: readonly string[],
): Promise<string | undefined> {
  const may = itemPolicy.filter(
    tx.actor,
    kind === 'blind' ? 'content-item.grade' : 'content-item.settle',
    tx.now,
    'item',
  );
  const found = [];
  for (const state of states[kind]) {
    const [row] = await rows(
      tx,
      sql<{ id: string; score: number }>`
        select item.id, item.score from takedown.item as item
        where item.state = ${state} and ${may} and item.id <> all(${[...skipped]}::uuid[])
          and not exists (select 1 from takedown.grade as own where own.item_id = item.id and own.grader = ${person}::uuid)
        order by item.score desc, item.id limit 1`,
    );
    if (row) found.push(row);
  }
  return found.toSorted((one, other) => other.score - one.score)[0]?.id;
}

/** How many items wait for a grade of this person, up to a hundred. */
export async function countToGrade(tx: Tx, person: string, kind: 'blind' | 'third'): Promise<number> {
  const may = itemPolicy.filter(
    tx.actor,
    kind === 'blind' ? 'content-item.grade' : 'content-item.settle',
    tx.now,
    'item',
  );
  const [row] = await rows(
    tx,
    sql<{ items: number }>`
      select count(*)::integer as items from (
        select 1 from takedown.item as item where item.state = any(${[...states[kind]]}::text[]) and ${may}
          and not exists (select 1 from takedown.grade as own where own.item_id = item.id and own.grader = ${person}::uuid) limit 100) as waiting`,
  );
  return row?.items ?? 0;
}

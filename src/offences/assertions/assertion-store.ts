import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import { PERSON_OF_INTEREST, SAME_PERSON_CLAIM } from '../graph/link-origins.ts';
import type {
  ArticleRow,
  AssertionTables,
  ClaimOfFile,
  ClaimRow,
  OutcomeRow,
  PersonRow,
  Said,
} from './assertion-tables.ts';

const table = tablesOf<AssertionTables>();

export const insertPerson = (tx: Tx, row: PersonRow): Promise<void> =>
  table.insertRow(tx, 'offences.person_of_interest', row);
export const findPerson = (tx: Tx, file: string, id: string): Promise<PersonRow | undefined> =>
  table.findRow(tx, 'offences.person_of_interest', { id, file_id: file });
export const personsOf = (tx: Tx, file: string): Promise<PersonRow[]> =>
  table.listRows(tx, 'offences.person_of_interest', { file_id: file }, ['said_at', 'id']);

/** A person of any file that the reader has a part in. */
export const findPersonSeen = (tx: Tx, id: string): Promise<PersonRow | undefined> =>
  table.findRow(tx, 'offences.person_of_interest', { id });

/** The place of a person among those of their file, from 1. */
const placeIn = (person: 'one' | 'other' | 'person') => sql<number>`
  (select count(*)::integer from offences.person_of_interest as before
   where before.file_id = ${sql.ref(`${person}.file_id`)} and (before.said_at, before.id) <= (${sql.ref(`${person}.said_at`)}, ${sql.ref(`${person}.id`)}))`;

/** Of persons those whom the reader sees, each with their file and their place in it. */
export function personPlaces(
  tx: Tx,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly file: string; readonly number: number }[]> {
  return rows(
    tx,
    sql<{ id: string; file: string; number: number }>`
      select person.id, person.file_id as file, ${placeIn('person')} as number from offences.person_of_interest as person
      where person.id = any(${[...ids]}::uuid[])`,
  );
}

/** Persons who stand and are no point of the graph. As the platform. */
export function untiedPersons(tx: Tx, limit: number): Promise<PersonRow[]> {
  return rows(
    tx,
    sql<PersonRow>`
      select person.* from offences.person_of_interest as person where person.taken_back_at is null and not exists (
        select from offences.link where origin_kind = ${PERSON_OF_INTEREST} and origin_id = person.id and link.taken_back_at is null)
      order by person.id limit ${limit}`,
  );
}

/** What is said of two who stand, that they are one, and is no link. As the platform. */
export function untiedClaims(tx: Tx, limit: number): Promise<ClaimRow[]> {
  return rows(
    tx,
    sql<ClaimRow>`
      select claim.* from offences.same_person_claim as claim
      join offences.person_of_interest as one on one.id = claim.one_id and one.taken_back_at is null
      join offences.person_of_interest as other on other.id = claim.other_id and other.taken_back_at is null
      where claim.says = 'SAME' and claim.taken_back_at is null and not exists (
        select from offences.link where origin_kind = ${SAME_PERSON_CLAIM} and origin_id = claim.id and link.taken_back_at is null)
      order by claim.id limit ${limit}`,
  );
}

export const insertClaim = (tx: Tx, row: ClaimRow): Promise<void> =>
  table.insertRow(tx, 'offences.same_person_claim', row);
/**
 * What was said of persons of a file, in it or in another that the reader has a part in: a person whom the reader does not see is in no
 * claim. A number is the person's place among those of their file.
 */
export function claimsOf(tx: Tx, file: string): Promise<ClaimOfFile[]> {
  return rows(
    tx,
    sql<ClaimOfFile>`
      select claim.*, one.file_id as one_file, other.file_id as other_file, ${placeIn('one')} as one_number, ${placeIn('other')} as other_number
      from offences.same_person_claim as claim
      join offences.person_of_interest as one on one.id = claim.one_id
      join offences.person_of_interest as other on other.id = claim.other_id
      where one.file_id = ${file}::uuid or other.file_id = ${file}::uuid
      order by claim.said_at, claim.id`,
  );
}

export const insertArticle = (tx: Tx, row: ArticleRow): Promise<void> =>
  table.insertRow(tx, 'offences.file_article', row);
export const articlesOf = (tx: Tx, file: string): Promise<ArticleRow[]> =>
  rows(
    tx,
    sql<ArticleRow>`
      select file_article.*, act_on::text as act_on from offences.file_article where file_id = ${file}::uuid order by article, said_at, id`,
  );

export const insertOutcome = (tx: Tx, row: OutcomeRow): Promise<void> =>
  table.insertRow(tx, 'offences.offence_outcome', row);
export const outcomesOf = (tx: Tx, file: string): Promise<OutcomeRow[]> =>
  rows(
    tx,
    sql<OutcomeRow>`
      select offence_outcome.*, decided_on::text as decided_on from offences.offence_outcome where file_id = ${file}::uuid order by offence_outcome.decided_on, said_at, id`,
  );

/** Kinds of assertion by the table that they stand in. */
const TABLES = {
  person: 'offences.person_of_interest',
  claim: 'offences.same_person_claim',
  article: 'offences.file_article',
  outcome: 'offences.offence_outcome',
} as const;
export type AssertionKind = keyof typeof TABLES;
export const assertionKinds = Object.keys(TABLES) as AssertionKind[];

export const findAssertion = (
  tx: Tx,
  kind: AssertionKind,
  file: string,
  id: string,
): Promise<(Said & { readonly id: string }) | undefined> =>
  table.findRow(tx, TABLES[kind], { id, file_id: file } as never) as Promise<(Said & { id: string }) | undefined>;

/** Marks assertions that still stand as taken back. @returns how many were */
export function takeBackRows(
  tx: Tx,
  kind: AssertionKind,
  match: Readonly<Record<string, string>>,
  why: { readonly reason: string; readonly by: string },
): Promise<number> {
  return table.updateRows(tx, TABLES[kind], { ...match, taken_back_at: null } as never, {
    taken_back_at: tx.now,
    taken_back_by: why.by,
    taken_back_reason: why.reason,
  });
}

import { sql } from 'kysely';
import { columnsOf, prepared, rows, type Tx } from '../../kernel/index.ts';
import type { EntryStatus } from '../entries/entry.ts';
import type { EntryClass } from '../entries/entry-view.ts';
import { matchEventPolicy } from '../policies.ts';
import type { MatchHitRow, MatchLogRow } from './match-log-view.ts';

export interface MatchableEntry {
  readonly entry: string;
  readonly number: number;
  readonly mediaKind: 'image' | 'video';
  readonly status: EntryStatus;
  readonly ownerAgency: string;
  readonly classes: readonly EntryClass[];
  readonly sources: readonly string[];
}

/** Of these entries those that the actor may be told of, with what may be told. */
export function matchableEntries(tx: Tx, entries: readonly string[]): Promise<MatchableEntry[]> {
  return rows(
    tx,
    sql<MatchableEntry>`
      select entry_id as entry, number, media_kind as "mediaKind", status, owner_agency as "ownerAgency", classes, sources
      from hashes.matchable_entries(${[...entries]}::uuid[])`,
  );
}

export interface MatchEvent {
  readonly id: string;
  readonly at: Date;
  readonly agency: string;
  readonly actor: string;
  readonly purpose: string;
  readonly questions: number;
  readonly refused: number;
  readonly indexSeq: number;
  /** 16 bytes for each question. */
  readonly marks: Buffer;
  readonly digest: Buffer;
  readonly hits: readonly MatchHit[];
}

export interface MatchHit {
  readonly question: number;
  readonly signalType: string;
  readonly asked: Buffer;
  readonly entry: string;
  readonly bank: string;
  readonly distance: number;
  readonly threshold: number;
  readonly variant: string;
  readonly decision: 'matched' | 'watched' | 'suppressed';
}

const INSERT_EVENTS = prepared(
  'hashes.insert-match-events',
  `with used as (
    insert into hashes.quota_use (agency, day, questions) values ($1, $2, $3)
    on conflict (agency, day) do update set questions = hashes.quota_use.questions + excluded.questions)
  insert into hashes.match_event (id, at, agency, actor, purpose, questions, refused, hits, index_seq, question_marks, digest)
  select * from unnest($4::uuid[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::integer[], $10::integer[], $11::integer[],
    $12::bigint[], $13::bytea[], $14::bytea[])`,
);

const INSERT_HITS = prepared(
  'hashes.insert-match-hits',
  `insert into hashes.match_hit (event_id, question, signal_type, asked, entry_id, bank_code, distance, threshold, variant, decision)
  select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::bytea[], $5::uuid[], $6::text[], $7::smallint[], $8::smallint[],
    $9::text[], $10::text[])`,
);

/** Writes requests with their hits, and adds their questions to what the agency used on a day of Viet Nam. */
export async function insertEvents(tx: Tx, events: readonly MatchEvent[], agency: string, day: string): Promise<void> {
  await tx.run(INSERT_EVENTS, [
    agency,
    day,
    events.reduce((sum, event) => sum + event.questions, 0),
    ...columnsOf(events, 'id', 'at', 'agency', 'actor', 'purpose', 'questions', 'refused'),
    events.map((one) => one.hits.length),
    ...columnsOf(events, 'indexSeq', 'marks', 'digest'),
  ]);
  const hits = events.flatMap((event) => event.hits.map((hit) => ({ ...hit, event: event.id })));
  if (hits.length === 0) return;
  await tx.run(INSERT_HITS, [
    hits.map((hit) => hit.event),
    hits.map((hit) => hit.question),
    hits.map((hit) => hit.signalType),
    hits.map((hit) => hit.asked),
    hits.map((hit) => hit.entry),
    hits.map((hit) => hit.bank),
    hits.map((hit) => hit.distance),
    hits.map((hit) => hit.threshold),
    hits.map((hit) => hit.variant),
    hits.map((hit) => hit.decision),
  ]);
}

export async function usedOn(tx: Tx, agency: string, day: string): Promise<number> {
  const [row] = await rows(
    tx,
    sql<{ n: number }>`select questions as n from hashes.quota_use where agency = ${agency} and day = ${day}`,
  );
  return row?.n ?? 0;
}

/** Requests before a moment, newest first. */
export function matchLogRows(
  tx: Tx,
  input: { before: Date; agency: string | null; onlyHits: boolean; limit: number },
): Promise<MatchLogRow[]> {
  return rows(
    tx,
    sql<MatchLogRow>`
      select id, at, agency, actor, purpose, questions, refused, hits from hashes.match_event as event
      where at < ${input.before} and (${input.agency}::text is null or agency = ${input.agency}) and (not ${input.onlyHits}::boolean or hits > 0)
        and ${matchEventPolicy.filter(tx.actor, 'hash-log.read', tx.now, 'event')}
      order by at desc, id desc limit ${input.limit}`,
  );
}

export function hitsOf(tx: Tx, events: readonly string[]): Promise<MatchHitRow[]> {
  return rows(
    tx,
    sql<MatchHitRow>`
      select event_id as event, question, signal_type as "signalType", entry_id as entry, bank_code as bank, distance, threshold, decision
      from hashes.match_hit where event_id = any(${[...events]}::uuid[]) order by event_id, question, distance, entry_id`,
  );
}

export interface StoredEvent {
  readonly id: string;
  readonly at: Date;
  readonly agency: string;
  readonly actor: string;
  readonly purpose: string;
  readonly questions: number;
  readonly refused: number;
  readonly indexSeq: number;
  readonly marks: Buffer;
  readonly digest: Buffer;
}

/** A stored request with its hits, for the proof that it is as it was written. */
export async function storedEvent(tx: Tx, id: string): Promise<MatchEvent | undefined> {
  const [event] = await rows(
    tx,
    sql<StoredEvent>`
      select id, at, agency, actor, purpose, questions, refused, index_seq as "indexSeq", question_marks as marks, digest from hashes.match_event where id = ${id}::uuid`,
  );
  if (!event) return undefined;
  const hits = await rows(
    tx,
    sql<MatchHit>`
      select question, signal_type as "signalType", asked, entry_id as entry, bank_code as bank, distance, threshold, variant, decision
      from hashes.match_hit where event_id = ${id}::uuid order by question, entry_id`,
  );
  return { ...event, hits };
}

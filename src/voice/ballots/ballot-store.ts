import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type {
  BallotRefusalRow,
  BallotRow,
  ConsultationRow,
  PaperBatchRow,
  PaperEntryRow,
  SheetRow,
  SlipRow,
  VoiceTables,
} from '../tables.ts';
import { type BallotFault, type BallotWay, type Stratum, strata, stratumOf } from './ballot.ts';
import type { BoxCounts, StratumContent } from './ballot-box.ts';

const table = tablesOf<VoiceTables>();

/** The parts of the count of one way. */
const PARTS = 16;

/**
 * The consultation, held open until the transaction ends: the close waits for it, and other ballots do not. Whoever closes stands in one queue
 * with ballots (`findConsultation`), so that a stream of them does not pass it by for ever, as shared locks of a row would.
 */
export async function holdConsultation(tx: Tx, code: string): Promise<ConsultationRow | undefined> {
  await run(tx, sql`select pg_advisory_xact_lock_shared(hashtextextended(${`voice ${code}`}, 0))`);
  return (await rows(tx, sql<ConsultationRow>`select * from voice.consultation where code = ${code} for share`))[0];
}

/** Counts tokens that were given. */
export const countIssued = (tx: Tx, consultation: string, way: BallotWay, tokens: number): Promise<number> =>
  run(
    tx,
    sql`insert into voice.token_issue (consultation_id, way, part, tokens) values (${consultation}, ${way}, ${randomInt(PARTS)}, ${tokens})
      on conflict (consultation_id, way, part) do update set tokens = voice.token_issue.tokens + excluded.tokens`,
  );

export const countRefused = (
  tx: Tx,
  consultation: string,
  way: BallotWay,
  fault: BallotFault,
  ballots = 1,
): Promise<number> =>
  run(
    tx,
    sql`insert into voice.ballot_refusal (consultation_id, stratum, fault, ballots) values (${consultation}, ${stratumOf[way]}, ${fault}, ${ballots})
      on conflict (consultation_id, stratum, fault) do update set ballots = voice.ballot_refusal.ballots + excluded.ballots`,
  );

export const findBallot = (tx: Tx, consultation_id: string, receipt: string): Promise<BallotRow | undefined> =>
  table.findRow(tx, 'voice.ballot', { consultation_id, receipt });

/** @returns whether it is there now by this statement, and not by another that came first */
export const addBallot = async (tx: Tx, row: BallotRow): Promise<boolean> =>
  (
    await rows(
      tx,
      sql<{ receipt: string }>`insert into voice.ballot (consultation_id, receipt, stratum, way, choices)
        values (${row.consultation_id}, ${row.receipt}, ${row.stratum}, ${row.way}, ${row.choices})
        on conflict do nothing returning receipt`,
    )
  ).length > 0;

export const addBallots = (tx: Tx, ballots: readonly BallotRow[]): Promise<void> =>
  table.insertRow(tx, 'voice.ballot', ballots);

/** How many were given, came back and were refused; nothing of how anybody voted. */
export async function boxCounts(tx: Tx, consultation_id: string): Promise<BoxCounts> {
  const issued = await rows(
    tx,
    sql<{ way: BallotWay; tokens: number }>`
      select way, sum(tokens)::bigint as tokens from voice.token_issue where consultation_id = ${consultation_id} group by way`,
  );
  const used = await rows(
    tx,
    sql<{ stratum: Stratum; ballots: number }>`
      select stratum, count(*) as ballots from voice.ballot where consultation_id = ${consultation_id} group by stratum`,
  );
  const refused: BallotRefusalRow[] = await table.listRows(tx, 'voice.ballot_refusal', { consultation_id });
  return { issued, used, refused };
}

/** What stands in the box. The caller has seen that the consultation is closed, or closes it in this transaction. */
export async function boxContents(tx: Tx, consultation_id: string): Promise<Record<Stratum, StratumContent>> {
  const ballots = await table.listRows(tx, 'voice.ballot', { consultation_id });
  const of = (stratum: Stratum): StratumContent => {
    const own = ballots.filter((ballot) => ballot.stratum === stratum);
    return { receipts: own.map(({ receipt }) => receipt), ballots: own.map(({ choices }) => choices) };
  };
  return Object.fromEntries(strata.map((stratum) => [stratum, of(stratum)])) as Record<Stratum, StratumContent>;
}

export const insertSheet = (tx: Tx, row: SheetRow): Promise<void> => table.insertRow(tx, 'voice.sheet', row);
export const insertSlips = (tx: Tx, slips: readonly SlipRow[]): Promise<void> =>
  table.insertRow(tx, 'voice.slip', slips);

/** A slip with its sheet, locked: of two who use it at once, one comes second. */
export async function findSlip(
  tx: Tx,
  digest: Buffer,
): Promise<{ readonly slip: SlipRow; readonly sheet: SheetRow } | undefined> {
  const slip = await table.findRow(tx, 'voice.slip', { digest }, 'for update');
  const sheet = slip && (await table.findRow(tx, 'voice.sheet', { id: slip.sheet_id }));
  return slip && sheet && { slip, sheet };
}

export const useSlip = (tx: Tx, digest: Buffer): Promise<number> =>
  table.updateRows(tx, 'voice.slip', { digest }, { used: true });

/** How many slips of each sheet came back: for who hands them out. */
export const sheetsOf = (tx: Tx, consultation: string): Promise<(SheetRow & { used: number })[]> =>
  rows(
    tx,
    sql<SheetRow & { used: number }>`
      select sheet.*, count(*) filter (where slip.used) as used
      from voice.sheet join voice.slip on slip.sheet_id = sheet.id
      where sheet.consultation_id = ${consultation} group by sheet.id order by sheet.made_at desc`,
  );

export const insertBatch = (tx: Tx, row: PaperBatchRow): Promise<void> => table.insertRow(tx, 'voice.paper_batch', row);
export const findBatch = (tx: Tx, id: string, lock?: 'for update'): Promise<PaperBatchRow | undefined> =>
  table.findRow(tx, 'voice.paper_batch', { id }, lock);
export const batchesOf = (tx: Tx, consultation_id: string): Promise<PaperBatchRow[]> =>
  table.listRows(tx, 'voice.paper_batch', { consultation_id }, ['begun_at']);
export const updateBatch = (
  tx: Tx,
  id: string,
  set: Partial<Pick<PaperBatchRow, 'state' | 'counted_at'>>,
): Promise<number> => table.updateRows(tx, 'voice.paper_batch', { id }, set);
export const entriesOf = (tx: Tx, batch_id: string): Promise<PaperEntryRow[]> =>
  table.listRows(tx, 'voice.paper_entry', { batch_id }, ['typed_at', 'person']);

/** Papers of a stack that is like another by no chance any more. */
const UNLIKELY_TWICE = 10;

/**
 * Of the batches of a consultation, what people typed other than one of them: of those that wait, and of those that count where they are so
 * large that nobody else wrote the same.
 */
export const entriesOfOthers = (tx: Tx, consultation: string, person: string): Promise<PaperEntryRow[]> =>
  rows(
    tx,
    sql<PaperEntryRow>`
      select entry.* from voice.paper_entry as entry join voice.paper_batch as batch on batch.id = entry.batch_id
      where batch.consultation_id = ${consultation} and entry.person <> ${person}
        and (batch.state <> 'COUNTED' or batch.papers >= ${UNLIKELY_TWICE})`,
  );

/** Papers that were typed and never counted, since no second person came to the same: at the close they are late. */
export const waitingPapers = async (tx: Tx, consultation: string): Promise<number> =>
  (
    await rows(
      tx,
      sql<{ papers: number }>`
        select coalesce(sum(papers), 0)::integer as papers from voice.paper_batch
        where consultation_id = ${consultation} and state <> 'COUNTED'`,
    )
  )[0]?.papers ?? 0;

export async function putEntry(tx: Tx, row: PaperEntryRow): Promise<void> {
  const { batch_id, person, choices, typed_at } = row;
  const changed = await table.updateRows(tx, 'voice.paper_entry', { batch_id, person }, { choices, typed_at });
  if (changed === 0) await table.insertRow(tx, 'voice.paper_entry', row);
}

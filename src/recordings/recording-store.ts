import { sql } from 'kysely';
import { rows, type Tx } from '../kernel/index.ts';
import type { Recording } from './recording.ts';

const columns = sql`id, screen, script_digest as "scriptDigest", file, media_type as "mediaType", size, milliseconds, put_by as "putBy", put_at as "putAt"`;

export async function insertRecording(tx: Tx, one: Recording): Promise<void> {
  await sql`
    insert into recordings.recording (id, screen, script_digest, file, media_type, size, milliseconds, put_by, put_at)
    values (${one.id}, ${one.screen}, ${one.scriptDigest}, ${one.file}, ${one.mediaType}, ${one.size}, ${one.milliseconds}, ${one.putBy}, ${one.putAt})`.execute(
    tx.query<object>(),
  );
}

/** One that was not withdrawn. */
export async function keptRecording(tx: Tx, id: string, options: { lock: boolean }): Promise<Recording | undefined> {
  const lock = options.lock ? sql`for update` : sql``;
  const [one] = await rows(
    tx,
    sql<Recording>`select ${columns} from recordings.recording where id = ${id}::uuid and withdrawn_at is null ${lock}`,
  );
  return one;
}

/** Those that were not withdrawn: one a screen at most. */
export function keptRecordings(tx: Tx): Promise<Recording[]> {
  return rows(
    tx,
    sql<Recording>`select ${columns} from recordings.recording where withdrawn_at is null order by screen`,
  );
}

/** Two people who put one for the same screen come after one another; the second replaces the first. */
export async function lockScreen(tx: Tx, screen: string): Promise<Recording | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`recordings ${screen}`}, 0))`.execute(tx.query<object>());
  const [one] = await rows(
    tx,
    sql<Recording>`select ${columns} from recordings.recording where screen = ${screen} and withdrawn_at is null`,
  );
  return one;
}

export async function markWithdrawn(tx: Tx, id: string, by: string): Promise<void> {
  await sql`update recordings.recording set withdrawn_at = ${tx.now}, withdrawn_by = ${by} where id = ${id}::uuid`.execute(
    tx.query<object>(),
  );
}

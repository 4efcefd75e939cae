import { sql } from 'kysely';
import { rows, type Tx } from '../kernel/index.ts';
import type { SpokenText } from './spoken-text.ts';

const columns = sql`id, object, text_digest as "textDigest", sound_digest as "soundDigest", file, media_type as "mediaType", size, milliseconds, put_by as "putBy", put_at as "putAt"`;

export async function insertSpokenText(tx: Tx, one: SpokenText): Promise<void> {
  await sql`
    insert into recordings.spoken_text (id, object, text_digest, sound_digest, file, media_type, size, milliseconds, put_by, put_at)
    values (${one.id}, ${one.object}, ${one.textDigest}, ${one.soundDigest}, ${one.file}, ${one.mediaType}, ${one.size}, ${one.milliseconds}, ${one.putBy}, ${one.putAt})`.execute(
    tx.query<object>(),
  );
}

/** Those that were not withdrawn, of some objects or of all. */
export function keptSpokenTexts(tx: Tx, objects?: readonly string[]): Promise<SpokenText[]> {
  const of = objects === undefined ? sql`` : sql`and object = any(${objects}::text[])`;
  return rows(
    tx,
    sql<SpokenText>`select ${columns} from recordings.spoken_text where withdrawn_at is null ${of} order by object`,
  );
}

export async function keptSpokenText(tx: Tx, id: string): Promise<SpokenText | undefined> {
  const [one] = await rows(
    tx,
    sql<SpokenText>`select ${columns} from recordings.spoken_text where id = ${id}::uuid and withdrawn_at is null`,
  );
  return one;
}

/** Two people who speak the same part come after one another; the second replaces the first. */
export async function lockSpokenObject(tx: Tx, object: string): Promise<SpokenText | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`spoken text ${object}`}, 0))`.execute(tx.query<object>());
  return (await keptSpokenTexts(tx, [object]))[0];
}

export async function markSpokenWithdrawn(tx: Tx, id: string, by: string): Promise<void> {
  await sql`update recordings.spoken_text set withdrawn_at = ${tx.now}, withdrawn_by = ${by} where id = ${id}::uuid`.execute(
    tx.query<object>(),
  );
}

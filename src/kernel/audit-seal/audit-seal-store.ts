import { type Kysely, sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { StoredSeal } from './audit-seal.ts';

/** Seals in the order of their runs: all, or those that name one chain. */
export async function sealRows(db: Kysely<unknown>, organisation?: string): Promise<StoredSeal[]> {
  const { rows } = await sql<StoredSeal>`
    select run, body, mac from kernel.audit_seal
    where ${organisation ?? null}::text is null or body::jsonb -> 'heads' ? ${organisation ?? ''} order by run`.execute(
    db,
  );
  return rows;
}

/** Seals after a run, in order. */
export async function sealsAfter(db: Kysely<unknown>, run: number, most: number): Promise<StoredSeal[]> {
  const { rows } = await sql<StoredSeal>`
    select run, body, mac from kernel.audit_seal where run > ${run} order by run limit ${most}`.execute(db);
  return rows;
}

export interface GrownChain {
  readonly organisation: string;
  readonly sealedSequence: number;
  readonly sealedHash: Buffer | null;
}

/** Chains that have entries beyond their last seal. */
export async function grownChains(db: Kysely<unknown>): Promise<GrownChain[]> {
  const { rows } = await sql<GrownChain>`
    select head.organisation, coalesce(sealed.sequence, 0) as "sealedSequence", sealed.hash as "sealedHash"
    from kernel.audit_head as head left join kernel.audit_sealed_head as sealed using (organisation)
    where head.sequence > coalesce(sealed.sequence, 0) order by head.organisation`.execute(db);
  return rows;
}

/** Keeps two processes from making the same seal until the transaction ends. @returns the last one */
export async function lockLastSeal(tx: Tx): Promise<StoredSeal | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('kernel.audit-seal', 0))`.execute(tx.query());
  const { rows } =
    await sql<StoredSeal>`select run, body, mac from kernel.audit_seal order by run desc limit 1`.execute(tx.query());
  return rows[0];
}

export async function insertSeal(
  tx: Tx,
  seal: StoredSeal,
  heads: readonly { organisation: string; sequence: number; hash: Buffer }[],
): Promise<void> {
  await sql`insert into kernel.audit_seal (run, at, body, mac) values (${seal.run}, ${tx.now}, ${seal.body}, ${seal.mac})`.execute(
    tx.query(),
  );
  await sql`
    insert into kernel.audit_sealed_head (organisation, sequence, hash)
    select organisation, sequence, decode(hash, 'hex') from jsonb_to_recordset(${JSON.stringify(
      heads.map((one) => ({ ...one, hash: one.hash.toString('hex') })),
    )}::jsonb) as given (organisation text, sequence bigint, hash text)
    on conflict (organisation) do update set sequence = excluded.sequence, hash = excluded.hash`.execute(tx.query());
}

/** The run up to which a place was told; 0 where it was told nothing. */
export async function publishedRun(tx: Tx, target: string): Promise<number> {
  const { rows } = await sql<{
    run: number;
  }>`select run from kernel.audit_publication where target = ${target}`.execute(tx.query());
  return rows[0]?.run ?? 0;
}

export async function rememberPublished(tx: Tx, target: string, run: number): Promise<void> {
  await sql`insert into kernel.audit_publication (target, run) values (${target}, ${run})
    on conflict (target) do update set run = excluded.run`.execute(tx.query());
}

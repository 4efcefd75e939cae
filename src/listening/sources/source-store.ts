import { sql } from 'kysely';
import { rows, run, type Tx } from '../../kernel/index.ts';
import { sourcePolicy } from '../listening-policy.ts';
import type { SourceState } from './source.ts';

export interface SourceRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly purposeCode: string;
  readonly legalBasis: string;
  readonly agency: string;
  readonly client: string | null;
  readonly provinceCode: string | null;
  readonly lane: 0 | 1 | 2;
  readonly ratePerHour: number;
  readonly sampling: number;
  readonly weight: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly demonstration: boolean;
  readonly sealedSecrets: Buffer | null;
  readonly sealedCursor: Buffer | null;
  readonly state: SourceState;
  readonly stateReason: string | null;
  readonly failures: number;
  readonly malformed: number;
  readonly seen: number;
  readonly lookedAt: Date | null;
  readonly nextLookAt: Date | null;
}

const columns = sql`source.id, kind, name, purpose_code as "purposeCode", legal_basis as "legalBasis", agency, client, province_code as "provinceCode", lane,
  rate_per_hour as "ratePerHour", sampling, weight, settings, is_demonstration as demonstration, sealed_secrets as "sealedSecrets", sealed_cursor as "sealedCursor", state,
  state_reason as "stateReason", failures, malformed, seen, looked_at as "lookedAt", next_look_at as "nextLookAt"`;

export async function sourceRow(tx: Tx, id: string): Promise<SourceRow | undefined> {
  return (
    await rows(tx, sql<SourceRow>`select ${columns} from listening.source as source where source.id = ${id}::uuid`)
  )[0];
}

export function sourceRows(tx: Tx): Promise<SourceRow[]> {
  return rows(tx, sql<SourceRow>`select ${columns} from listening.source as source order by name, id`);
}

export type SourceAction = (typeof sourcePolicy.actions)[number];

/** The source, locked, if the actor may do this to it. */
export async function lockSource(
  tx: Tx,
  id: string,
  { action }: { readonly action: SourceAction },
): Promise<SourceRow | undefined> {
  const [row] = await rows(
    tx,
    sql<SourceRow>`select ${columns} from listening.source as source
      where source.id = ${id}::uuid and ${sourcePolicy.filter(tx.actor, action, tx.now, 'source')} for update`,
  );
  return row;
}

export type NewSource = Pick<
  SourceRow,
  | 'id'
  | 'kind'
  | 'name'
  | 'purposeCode'
  | 'legalBasis'
  | 'agency'
  | 'client'
  | 'provinceCode'
  | 'lane'
  | 'ratePerHour'
  | 'sampling'
  | 'weight'
  | 'settings'
  | 'demonstration'
  | 'sealedSecrets'
>;

export async function insertSource(tx: Tx, source: NewSource, by: string): Promise<void> {
  await run(
    tx,
    sql`insert into listening.source (id, kind, name, purpose_code, legal_basis, agency, client, province_code, lane, rate_per_hour, sampling, weight, settings,
        is_demonstration, sealed_secrets, state, next_look_at, created_by, created_at, changed_by, changed_at)
      values (${source.id}, ${source.kind}, ${source.name}, ${source.purposeCode}, ${source.legalBasis}, ${source.agency}, ${source.client}, ${source.provinceCode},
        ${source.lane}, ${source.ratePerHour}, ${source.sampling}, ${source.weight}, ${JSON.stringify(source.settings)}::jsonb, ${source.demonstration}, ${source.sealedSecrets},
        'PAUSED', ${tx.now}, ${by}, ${tx.now}, ${by}, ${tx.now})`,
  );
}

export async function changeSourceRow(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<
      SourceRow,
      | 'name'
      | 'purposeCode'
      | 'legalBasis'
      | 'client'
      | 'provinceCode'
      | 'lane'
      | 'ratePerHour'
      | 'sampling'
      | 'weight'
      | 'settings'
      | 'sealedSecrets'
    >
  >,
  by: string,
): Promise<void> {
  const set = [
    ...(change.name === undefined ? [] : [sql`name = ${change.name}`]),
    ...(change.purposeCode === undefined ? [] : [sql`purpose_code = ${change.purposeCode}`]),
    ...(change.legalBasis === undefined ? [] : [sql`legal_basis = ${change.legalBasis}`]),
    ...(change.client === undefined ? [] : [sql`client = ${change.client}`]),
    ...(change.provinceCode === undefined ? [] : [sql`province_code = ${change.provinceCode}`]),
    ...(change.lane === undefined ? [] : [sql`lane = ${change.lane}`]),
    ...(change.ratePerHour === undefined ? [] : [sql`rate_per_hour = ${change.ratePerHour}`]),
    ...(change.sampling === undefined ? [] : [sql`sampling = ${change.sampling}`]),
    ...(change.weight === undefined ? [] : [sql`weight = ${change.weight}`]),
    ...(change.settings === undefined ? [] : [sql`settings = ${JSON.stringify(change.settings)}::jsonb`]),
    ...(change.sealedSecrets === undefined ? [] : [sql`sealed_secrets = ${change.sealedSecrets}`]),
    sql`changed_by = ${by}`,
    sql`changed_at = ${tx.now}`,
  ];
  await run(tx, sql`update listening.source set ${sql.join(set)} where id = ${id}::uuid`);
}

/** Moves a source to another state; a source that runs again is looked at soon, with its counts of failures gone. */
export async function setSourceState(
  tx: Tx,
  id: string,
  state: SourceState,
  reason: string | null,
  by: string,
): Promise<void> {
  await run(
    tx,
    sql`update listening.source set state = ${state}, state_reason = ${reason}, changed_by = ${by}, changed_at = ${tx.now},
        failures = case when ${state} = 'RUNNING' then 0 else failures end, malformed = case when ${state} = 'RUNNING' then 0 else malformed end,
        seen = case when ${state} = 'RUNNING' then 0 else seen end, next_look_at = case when ${state} = 'RUNNING' then ${tx.now} else next_look_at end
      where id = ${id}::uuid`,
  );
}

export async function saveCursor(tx: Tx, id: string, sealed: Buffer | null): Promise<void> {
  await run(tx, sql`update listening.source set sealed_cursor = ${sealed} where id = ${id}::uuid`);
}

/** What the last look came to. */
export async function saveLook(
  tx: Tx,
  id: string,
  look: {
    readonly failures: number;
    readonly malformed: number;
    readonly seen: number;
    readonly nextLookAt: Date;
  },
): Promise<void> {
  await run(
    tx,
    sql`update listening.source set failures = ${look.failures}, malformed = ${look.malformed}, seen = ${look.seen}, looked_at = ${tx.now},
      next_look_at = ${look.nextLookAt} where id = ${id}::uuid`,
  );
}

/** Sources whose look is due. */
export async function dueSources(tx: Tx, kinds: readonly string[], most: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`
      select id from listening.source where state = 'RUNNING' and kind = any(${[...kinds]}::text[]) and next_look_at <= ${tx.now} order by lane, next_look_at limit ${most}`,
  );
  return found.map(({ id }) => id);
}

export interface SourceCounts {
  readonly offered: number;
  readonly accepted: number;
  readonly known: number;
  readonly sampledOut: number;
  readonly refused: number;
  readonly truncated: number;
  readonly malformed: number;
  readonly deleted: number;
}

export async function countSource(tx: Tx, source: string, counts: SourceCounts): Promise<void> {
  await run(
    tx,
    sql`insert into listening.source_hour as held (hour, source_id, offered, accepted, known, sampled_out, refused, truncated, malformed, deleted)
      values (date_trunc('hour', ${tx.now}::timestamptz), ${source}, ${counts.offered}, ${counts.accepted}, ${counts.known}, ${counts.sampledOut}, ${counts.refused},
        ${counts.truncated}, ${counts.malformed}, ${counts.deleted})
      on conflict (hour, source_id) do update set offered = held.offered + excluded.offered, accepted = held.accepted + excluded.accepted,
        known = held.known + excluded.known, sampled_out = held.sampled_out + excluded.sampled_out, refused = held.refused + excluded.refused,
        truncated = held.truncated + excluded.truncated, malformed = held.malformed + excluded.malformed, deleted = held.deleted + excluded.deleted`,
  );
}

/** Counts of each source since a moment. */
export function countsSince(tx: Tx, since: Date): Promise<(SourceCounts & { readonly source: string })[]> {
  return rows(
    tx,
    sql`select source_id as source, sum(offered)::integer as offered, sum(accepted)::integer as accepted, sum(known)::integer as known,
        sum(sampled_out)::integer as "sampledOut", sum(refused)::integer as refused, sum(truncated)::integer as truncated, sum(malformed)::integer as malformed,
        sum(deleted)::integer as deleted
      from listening.source_hour where hour >= ${since} group by source_id`,
  );
}

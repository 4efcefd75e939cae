import { sql } from 'kysely';
import { columnsOf, prepared, rows, run, type Tx } from '../../kernel/index.ts';
import { alertPolicy } from '../listening-policy.ts';
import type { AlertState, DeliveryView } from '../listening-view.ts';

export type Recipient = DeliveryView['recipient'];

export interface NewAlert {
  readonly id: string;
  readonly reference: string;
  readonly cluster: string;
  readonly label: string;
  readonly severity: number;
  readonly window: Date;
  readonly source: string;
  readonly observation: string;
  readonly version: string;
  readonly origin: string;
  readonly dueAt: Date | null;
}

const INSERT_ALERTS = prepared(
  'listening.insert-alerts',
  `insert into listening.alert (id, reference, cluster_id, label, severity, window_start, state, source_id, observation_id, pipeline_version_id, origin, raised_at,
      due_at, is_demonstration)
    select given.id, reference, cluster, label, severity, win, 'RAISED', source.id, observation, version, origin, $1::timestamptz, due, source.is_demonstration
    from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::smallint[], $7::timestamptz[], $8::uuid[], $9::uuid[], $10::uuid[], $11::text[],
        $12::timestamptz[])
      as given(id, reference, cluster, label, severity, win, source, observation, version, origin, due)
    join listening.source as source on source.id = given.source
    on conflict (cluster_id, label, window_start) do nothing
    returning id, (select agency from listening.source as source where source.id = source_id) as agency`,
);

/** Raises what was not raised before; the ids of those, each with the agency whose source it came from. */
export async function insertAlerts(tx: Tx, alerts: readonly NewAlert[]): Promise<ReadonlyMap<string, string>> {
  if (alerts.length === 0) return new Map();
  const raised = await tx.run<{ id: string; agency: string }>(INSERT_ALERTS, [
    tx.now,
    ...columnsOf(
      alerts,
      'id',
      'reference',
      'cluster',
      'label',
      'severity',
      'window',
      'source',
      'observation',
      'version',
      'origin',
      'dueAt',
    ),
  ]);
  return new Map(raised.map(({ id, agency }) => [id, agency]));
}

export interface AlertRecord {
  readonly id: string;
  readonly reference: string;
  readonly cluster: string;
  readonly label: string;
  readonly severity: number;
  readonly window: Date;
  readonly state: AlertState;
  readonly source: string;
  readonly sourceName: string;
  readonly sourceKind: string;
  readonly agency: string;
  readonly provinceCode: string | null;
  readonly observation: string;
  readonly version: string;
  readonly origin: string;
  readonly posts: number;
  readonly raisedAt: Date;
  readonly dueAt: Date | null;
  readonly metAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly demonstration: boolean;
}

const columns = sql`alert.id, alert.reference, alert.cluster_id as cluster, alert.label, alert.severity, alert.window_start as window, alert.state, alert.source_id as source, source.name as "sourceName",
  source.kind as "sourceKind", source.agency, source.province_code as "provinceCode", alert.observation_id as observation, alert.pipeline_version_id as version,
  alert.origin, coalesce(cluster.posts, 0) as posts, alert.raised_at as "raisedAt", alert.due_at as "dueAt", alert.met_at as "metAt",
  alert.decided_by as "decidedBy", alert.decided_at as "decidedAt", alert.decision_reason as "decisionReason", alert.is_demonstration as demonstration`;
const from = sql`listening.alert as alert join listening.source as source on source.id = alert.source_id left join listening.cluster as cluster on cluster.id = alert.cluster_id`;

export async function alertRecord(tx: Tx, id: string): Promise<AlertRecord | undefined> {
  return (await rows(tx, sql<AlertRecord>`select ${columns} from ${from} where alert.id = ${id}::uuid`))[0];
}

/** The alert, locked, if the actor may decide it. */
export async function lockAlert(tx: Tx, id: string): Promise<AlertRecord | undefined> {
  return (
    await rows(
      tx,
      sql<AlertRecord>`select ${columns} from ${from} where alert.id = ${id}::uuid
        and ${alertPolicy.filter(tx.actor, 'listening-alert.decide', tx.now, 'alert')} for update of alert`,
    )
  )[0];
}

export interface AlertFilters {
  readonly state?: AlertState | undefined;
  readonly severity?: number | undefined;
  readonly label?: string | undefined;
  readonly source?: string | undefined;
  /** The province that a source of any of its posts is of. */
  readonly province?: string | undefined;
  /** The campaign it is of. */
  readonly cluster?: string | undefined;
  /** Those whose clock ran out and whom nobody has answered for yet. */
  readonly overdue?: boolean | undefined;
}

/** Alerts, the ones that must be looked at first, first. */
export async function alertRecords(
  tx: Tx,
  filters: AlertFilters,
  offset: number,
  most: number,
): Promise<{ readonly found: AlertRecord[]; readonly total: number }> {
  const where = sql`(${filters.state ?? null}::text is null or alert.state = ${filters.state ?? null})
    and (${filters.severity ?? null}::integer is null or alert.severity = ${filters.severity ?? null})
    and (${filters.label ?? null}::text is null or alert.label = ${filters.label ?? null})
    and (${filters.source ?? null}::uuid is null or alert.source_id = ${filters.source ?? null}::uuid)
    and (${filters.province ?? null}::text is null or exists (select 1 from listening.observation as observation
      where observation.cluster_id = alert.cluster_id and observation.source_id = any(array(select id from listening.source as source where source.province_code = ${filters.province ?? null}))))
    and (${filters.cluster ?? null}::uuid is null or alert.cluster_id = ${filters.cluster ?? null}::uuid)
    and (${filters.overdue ?? false} = false or (alert.due_at <= ${tx.now} and alert.met_at is null))`;
  const [found, [counted]] = await Promise.all([
    rows(
      tx,
      sql<AlertRecord>`select ${columns} from ${from} where ${where}
        order by alert.state = 'RAISED' desc, alert.severity desc, coalesce(alert.due_at, 'infinity'), alert.raised_at desc, alert.id offset ${offset} limit ${most}`,
    ),
    rows(
      tx,
      sql<{
        n: number;
      }>`select count(*)::integer as n from (select 1 from listening.alert as alert where ${where} limit 1000) as counted`,
    ),
  ]);
  return { found, total: counted?.n ?? 0 };
}

export async function decideAlertRow(
  tx: Tx,
  id: string,
  state: AlertState,
  by: string,
  reason: string | null,
): Promise<void> {
  await run(
    tx,
    sql`update listening.alert set state = ${state}, decided_by = ${by}, decided_at = ${tx.now}, decision_reason = ${reason}, met_at = coalesce(met_at, ${tx.now}::timestamptz)
      where id = ${id}::uuid`,
  );
}

/** Writes on an alert's row that it has reached somebody who acts. */
export async function markMet(tx: Tx, id: string): Promise<void> {
  await run(
    tx,
    sql`update listening.alert set met_at = coalesce(met_at, ${tx.now}::timestamptz) where id = ${id}::uuid`,
  );
}

/** The agencies whose sources alerts came from. */
export function alertAgencies(
  tx: Tx,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly agency: string }[]> {
  return rows(
    tx,
    sql`select alert.id, source.agency from listening.alert as alert join listening.source as source on source.id = alert.source_id
      where alert.id = any(${[...ids]}::uuid[])`,
  );
}

/** The references of alerts that the actor may know of. */
export async function alertReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string; reference: string }>(
    tx,
    sql`select alert.id, alert.reference from listening.alert as alert where alert.id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map(({ id, reference }) => [id, reference]));
}

/** Writes on the rows of alerts when their clock now ends. */
export async function retimeAlerts(
  tx: Tx,
  moved: readonly { readonly id: string; readonly due: Date }[],
): Promise<void> {
  await run(
    tx,
    sql`update listening.alert as alert set due_at = given.due
      from unnest(${moved.map((one) => one.id)}::uuid[], ${moved.map((one) => one.due)}::timestamptz[]) as given(id, due) where alert.id = given.id`,
  );
}

export async function openAlertCounts(
  tx: Tx,
): Promise<{ readonly s4: number; readonly s3: number; readonly s2: number; readonly overdue: number }> {
  const [row] = await rows(
    tx,
    sql<{ s4: number; s3: number; s2: number; overdue: number }>`
      select count(*) filter (where severity = 4)::integer as s4, count(*) filter (where severity = 3)::integer as s3, count(*) filter (where severity = 2)::integer as s2,
        count(*) filter (where due_at <= ${tx.now} and met_at is null)::integer as overdue
      from listening.alert where state = 'RAISED'`,
  );
  return row ?? { s4: 0, s3: 0, s2: 0, overdue: 0 };
}

export interface NewDelivery {
  readonly id: string;
  readonly key: Buffer;
  readonly alert: string;
  readonly recipient: Recipient;
}

export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await run(
    tx,
    sql`insert into listening.outbox (id, idempotency_key, alert_id, recipient, state, run_at, created_at)
      select id, key, alert, recipient, 'WAITING', ${tx.now}::timestamptz, ${tx.now}::timestamptz
      from unnest(${deliveries.map((one) => one.id)}::uuid[], ${deliveries.map((one) => one.key)}::bytea[], ${deliveries.map((one) => one.alert)}::uuid[],
        ${deliveries.map((one) => one.recipient)}::text[]) as given(id, key, alert, recipient)
      on conflict (idempotency_key) do nothing`,
  );
}

export interface DeliveryRow {
  readonly id: string;
  readonly key: Buffer;
  readonly alert: string;
  readonly recipient: Recipient;
  readonly state: 'WAITING' | 'DELIVERED' | 'NO_RECEIVER' | 'FAILED';
  readonly attempts: number;
  readonly reason: string | null;
  readonly deliveredAt: Date | null;
  readonly receipt: string | null;
}

const deliveryColumns = sql`id, idempotency_key as key, alert_id as alert, recipient, state, attempts, reason, delivered_at as "deliveredAt", receipt`;

export function deliveriesOf(tx: Tx, alert: string): Promise<DeliveryRow[]> {
  return rows(
    tx,
    sql<DeliveryRow>`select ${deliveryColumns} from listening.outbox where alert_id = ${alert}::uuid order by created_at, recipient`,
  );
}

/** One delivery that is due, locked so that no second worker makes it too. */
export async function nextDelivery(tx: Tx): Promise<DeliveryRow | undefined> {
  return (
    await rows(
      tx,
      sql<DeliveryRow>`select ${deliveryColumns} from listening.outbox where state = 'WAITING' and run_at <= ${tx.now} order by run_at limit 1 for update skip locked`,
    )
  )[0];
}

export async function saveDelivery(
  tx: Tx,
  id: string,
  change: {
    readonly state: DeliveryRow['state'];
    readonly attempts: number;
    readonly runAt: Date;
    readonly reason: string | null;
    readonly receipt: string | null;
  },
): Promise<void> {
  await run(
    tx,
    sql`update listening.outbox set state = ${change.state}, attempts = ${change.attempts}, run_at = ${change.runAt}, reason = ${change.reason},
      receipt = ${change.receipt}, delivered_at = case when ${change.state} = 'DELIVERED' then ${tx.now}::timestamptz end where id = ${id}::uuid`,
  );
}

import {
  actOnRecord,
  type Ctx,
  canBy,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  refuseRequest,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type Distribution, distributionOf } from '../scorecards/distribution.pure.ts';
import type { DrillKind } from './drill.ts';
import { drillCallPolicy, drillPolicy } from './drill-policies.ts';
import { callsOf, callsOfAgency, closeCalls, drillRows, findDrill, updateDrill } from './drill-store.ts';
import type { DrillCallRow, DrillRow } from './drill-tables.ts';

const MOST = 200;
const MINUTE = 60_000;

export interface DrillInList {
  readonly id: string;
  readonly reference: string;
  readonly kind: DrillKind;
  readonly urgent: boolean;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly endedAt: string | null;
  readonly called: number;
  readonly acknowledged: number;
  readonly demonstration: boolean;
}

/** One member's part in a drill. */
export interface DrillCall {
  readonly id: string;
  readonly agency: string;
  readonly reference: string;
  readonly kind: DrillKind;
  readonly urgent: boolean;
  readonly calledAt: string;
  readonly dueAt: string;
  readonly told: number;
  readonly acknowledgedAt: string | null;
  readonly via: 'PAGE' | 'MACHINE' | null;
  /** Minutes from the call to the answer. */
  readonly minutes: number | null;
  readonly late: boolean;
  readonly closed: boolean;
}

const minutesOf = (row: DrillCallRow) =>
  row.acknowledged_at === null ? null : (row.acknowledged_at.getTime() - row.called_at.getTime()) / MINUTE;

function callView(row: DrillCallRow, now: Date): DrillCall {
  return {
    id: row.id,
    agency: row.agency,
    reference: row.reference,
    kind: row.kind,
    urgent: row.urgent,
    told: row.told,
    calledAt: row.called_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    via: row.acknowledged_via,
    minutes: minutesOf(row),
    late: (row.acknowledged_at ?? now) > row.due_at,
    closed: row.closed_at !== null,
  };
}

const inList = (row: DrillRow, called: number, acknowledged: number): DrillInList => ({
  id: row.id,
  reference: row.reference,
  kind: row.kind,
  urgent: row.urgent,
  called,
  acknowledged,
  startedAt: row.started_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  demonstration: row.is_demonstration,
});

/** All drills, the newest first. Refusal: `access.not-permitted` */
export async function listDrills(ctx: Ctx): Promise<Result<DrillInList[]>> {
  if (!drillPolicy.couldEver(ctx.actor, 'drill.read', ctx.now)) return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) =>
    ok((await drillRows(tx, MOST)).map((row) => inList(row, row.called, row.acknowledged))),
  );
}

const drillRecord: RecordKind<DrillRow, 'drill.read' | 'drill.end'> = {
  kind: 'drill',
  acts: personsOnly,
  find: (tx, id, { lock }) => findDrill(tx, id, lock ? 'for update' : undefined),
  can: canBy(drillPolicy, ({ ended_at }) => ({ ended_at })),
  notFound: () => refuse('drill.not-found'),
};

export interface DrillResults extends DrillInList {
  readonly calls: readonly DrillCall[];
  /** Minutes to the answer; who did not answer counts as longer than all who did. */
  readonly minutes: Distribution;
  readonly mayEnd: boolean;
}

/** A drill with who answered when. Refusals: those of an act on a record, `drill.not-found` */
export function drillResults(ctx: Ctx, input: { readonly drill: string }): Promise<Result<DrillResults>> {
  return actOnRecord(drillRecord, ctx, 'drill.read', { id: input.drill, readOnly: true }, async (tx, row, actor) => {
    const calls = await callsOf(tx, row.id);
    const over = row.ended_at !== null || tx.now > row.due_at;
    return ok({
      ...inList(row, calls.length, calls.filter((one) => one.acknowledged_at !== null).length),
      calls: calls.map((one) => callView(one, tx.now)),
      // While it runs, who has not answered yet may still do so.
      minutes: distributionOf(
        calls.flatMap((one) => minutesOf(one) ?? (over ? Number.POSITIVE_INFINITY : [])),
        MINUTE_EDGES,
      ),
      mayEnd: drillPolicy.can(actor, 'drill.end', row, tx.now),
    });
  });
}

/** Edges of the bins of minutes to an answer. */
const MINUTE_EDGES = [0, 5, 15, 30, 60, 120, 240] as const;

/** Ends a drill: who has not answered by now did not. Refusals: those of an act on a record, `drill.not-found` */
export function endDrill(ctx: Ctx, input: { readonly drill: string }): Promise<Result<void>> {
  return actOnRecord(drillRecord, ctx, 'drill.end', { id: input.drill }, async (tx, row, actor) => {
    await updateDrill(tx, row.id, { ended_at: tx.now, ended_by: actor.person });
    await closeCalls(tx, row.id);
    tx.audit({ action: 'drill.end', object: { kind: 'drill', id: row.id } });
    return ok();
  });
}

/** The parts of one organisation in drills, the newest first, as far as the reader sees them. Refusal: `access.not-permitted` */
export async function listDrillCalls(ctx: Ctx, input: { readonly agency: string }): Promise<Result<DrillCall[]>> {
  if (!drillCallPolicy.couldEver(ctx.actor, 'drill-call.read', ctx.now)) return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) =>
    ok((await callsOfAgency(tx, input.agency, MOST)).map((row) => callView(row, tx.now))),
  );
}

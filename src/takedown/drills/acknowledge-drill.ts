import {
  type Actor,
  actOnRecord,
  anybody,
  type Ctx,
  canBy,
  ok,
  type RecordKind,
  type Result,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { drillCallPolicy } from './drill-policies.ts';
import { findCall, updateCall } from './drill-store.ts';
import type { DrillCallRow } from './drill-tables.ts';

const callRecord: RecordKind<DrillCallRow, 'drill-call.acknowledge', Actor> = {
  kind: 'drill-call',
  acts: anybody,
  find: (tx, id, { lock }) => findCall(tx, id, lock ? 'for update' : undefined),
  can: canBy(drillCallPolicy, ({ agency }) => ({ agency })),
  notFound: () => refuse('drill.not-found'),
};

/**
 * Says that a drill was received: a signed-in person of the member, or its machine; never a link. The first counts, again is no error.
 * Refusals: those of an act on a record, `drill.not-found`, `drill.closed`
 */
export function acknowledgeDrill(
  ctx: Ctx,
  input: { readonly call: string },
): Promise<Result<{ readonly acknowledgedAt: string; readonly late: boolean }>> {
  return actOnRecord(callRecord, ctx, 'drill-call.acknowledge', { id: input.call }, async (tx, row, actor) => {
    if (row.acknowledged_at !== null)
      return ok({ acknowledgedAt: row.acknowledged_at.toISOString(), late: row.acknowledged_at > row.due_at });
    if (row.closed_at !== null) return refuse('drill.closed');
    await updateCall(tx, row.id, {
      acknowledged_at: tx.now,
      acknowledged_by: actor.kind === 'person' ? actor.person : actor.kind === 'machine' ? actor.client : actor.kind,
      acknowledged_via: actor.kind === 'machine' ? 'MACHINE' : 'PAGE',
    });
    const late = tx.now > row.due_at;
    tx.audit({ action: 'drill-call.acknowledge', object: { kind: 'drill', id: row.drill_id }, codes: { late } });
    tx.notify({ topic: 'network.drill', id: row.drill_id, roles: ['vncop_coordinator'] });
    return ok({ acknowledgedAt: tx.now.toISOString(), late });
  });
}

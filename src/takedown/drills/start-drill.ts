import { type Ctx, HOUR, newCode, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { hasAgreement, isDemonstrationPerson, listMemberships, memberRoles, postNotice } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { CALLED_MOST, type DrillKind, drillDue, drillKinds, QUIET_HOURS } from './drill.ts';
import { drillPolicy } from './drill-policies.ts';
import { insertCall, insertDrill, runningDrill } from './drill-store.ts';
import { askDrillPush } from './push-drill.ts';

export interface StartDrill {
  readonly kind: string;
  readonly urgent?: boolean | undefined;
  /** Codes of the agencies that are called. */
  readonly members: readonly string[];
}

/**
 * Calls members to a drill: a notice in the inbox of their people, what their machine reads, and an announcement to their webhook or mailbox
 * that says it is a drill. It is a row of its own that names no item, no order and no address. Members whose agreement covers no drills are left out, and said so.
 * Refusals: `access.not-permitted`, `drill.unusable`, `drill.too-soon`
 */
export async function startDrill(
  ctx: Ctx,
  input: StartDrill,
): Promise<Result<{ readonly id: string; readonly called: number; readonly leftOut: readonly string[] }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !drillPolicy.can(actor, 'drill.start', { ended_at: null }, ctx.now)) {
    await ctx.auditRefused({ action: 'drill.start', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  if (!(drillKinds as readonly string[]).includes(input.kind)) return refuse('drill.unusable', { field: 'kind' });
  const kind = input.kind as DrillKind;
  const wanted = [...new Set(input.members)];
  if (wanted.length === 0 || wanted.length > CALLED_MOST) return refuse('drill.unusable', { field: 'members' });
  const known = await listMemberships(ctx, { states: ['ACTIVE'] });
  if (!known.ok) return known;
  const active = new Set(known.value.map(({ agency }) => agency));
  if (!wanted.every((one) => active.has(one))) return refuse('drill.unusable', { field: 'members' });
  const urgent = input.urgent === true;
  const invented = await isDemonstrationPerson(ctx, actor.person);
  return ctx.transaction(async (tx) => {
    if (await runningDrill(tx, kind, new Date(tx.now.getTime() - QUIET_HOURS * HOUR))) return refuse('drill.too-soon');
    const leftOut: string[] = [];
    for (const agency of wanted) if (!(await hasAgreement(tx, agency, 'DRILLS'))) leftOut.push(agency);
    const called = wanted.filter((agency) => !leftOut.includes(agency));
    if (called.length === 0) return refuse('drill.unusable', { field: 'members' });
    const id = newId<'drill'>(tx.now.getTime());
    const reference = `DT-${newCode()}`;
    const dueAt = drillDue(tx.now, urgent);
    await insertDrill(tx, {
      id,
      reference,
      kind,
      urgent,
      agency: actor.agency,
      started_by: actor.person,
      started_at: tx.now,
      due_at: dueAt,
      ended_at: null,
      ended_by: null,
      is_demonstration: invented,
    });
    for (const agency of called) {
      const call = newId<'drill-call'>(tx.now.getTime());
      const told = await postNotice(
        tx,
        { roles: memberRoles, agency },
        { kind: 'drill.called', object: { kind: 'drill-call', id: call }, facts: { kind, urgent } },
      );
      await insertCall(tx, {
        id: call,
        drill_id: id,
        agency,
        reference,
        kind,
        urgent,
        called_at: tx.now,
        due_at: dueAt,
        told,
        acknowledged_at: null,
        acknowledged_by: null,
        acknowledged_via: null,
        closed_at: null,
      });
      tx.notify({ topic: 'network.drill', id, agency });
    }
    await askDrillPush(tx, id);
    tx.audit({
      action: 'drill.start',
      object: { kind: 'drill', id },
      codes: { kind, urgent, members: called.length, leftOut: leftOut.length },
    });
    return ok({ id, called: called.length, leftOut });
  });
}

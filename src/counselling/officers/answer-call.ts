import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { stepOnto, writeStep } from './climb-ladder.ts';
import { nextRung, type RingOutcome } from './ladder.pure.ts';
import { auditOfCall, callAct, type OnCall, tellCallChanged } from './officer-record.ts';
import { insertStep, stepsOf, updateCall } from './officer-store.ts';
import type { OfficerCallRow } from './officer-tables.ts';
import { callView, type OfficerCall } from './officer-view.ts';
import { settleCall } from './settle-call.ts';

/**
 * Somebody of 111 rang and says what came of it. An answer ends the ladder; anything else asks the next at once.
 * @returns refusals `officer-call.over`, `officer-call.nobody-to-ring`
 */
export async function tellRing(
  ctx: Ctx,
  input: OnCall & { readonly outcome: RingOutcome },
): Promise<Result<OfficerCall>> {
  const { outcome, ...on } = input;
  return callAct(ctx, 'officer-call.ring', on, async (tx, call, person) => {
    if (call.state !== 'OPEN') return refuse('officer-call.over');
    const asked = (await stepsOf(tx, call.id)).findLast(({ rung }) => rung === call.rung);
    if (asked?.outcome !== 'TO_RING') return refuse('officer-call.nobody-to-ring');
    if (outcome === 'ANSWERED')
      return ok(await callView(tx, await settleCall(tx, call, { person: null, teller: person.person })));
    const { officer, agency } = asked;
    const written = await writeStep(tx, call, { outcome, agency, officer, by: person.person });
    const now = await stepOnto(tx, lawOf(ctx.kernel), written, nextRung(call.rung));
    tx.audit({ ...auditOfCall(now), action: 'officer-call.ring', codes: { step: outcome, drill: now.drill } });
    tellCallChanged(tx, now);
    return ok(await callView(tx, now));
  });
}

/** The officer takes the call on their page, also late; the second who presses finds it taken. @returns refusals `officer-call.over` */
export async function acknowledgeCall(ctx: Ctx, on: OnCall): Promise<Result<OfficerCall>> {
  return callAct(ctx, 'officer-call.acknowledge', on, async (tx, call, person) => {
    const taken = takenBy(call, person.person);
    if (taken) return taken.ok ? ok(await callView(tx, call)) : taken;
    return ok(await callView(tx, await settleCall(tx, call, { person: person.person, teller: null })));
  });
}

/** In an exercise somebody of 111 plays the officer. */
export async function playOfficer(ctx: Ctx, on: OnCall): Promise<Result<OfficerCall>> {
  return callAct(ctx, 'officer-call.play', on, async (tx, call, person) => {
    const taken = takenBy(call, person.person);
    if (taken) return taken.ok ? ok(await callView(tx, call)) : taken;
    return ok(await callView(tx, await settleCall(tx, call, { person: person.person, teller: null })));
  });
}

/** Whether there is nothing left to take: pressed twice by one person it is once. */
function takenBy(call: OfficerCallRow, person: string): Result<void> | undefined {
  if (call.state === 'OPEN' || call.state === 'UNANSWERED') return undefined;
  return call.acknowledged_by === person ? ok() : refuse('officer-call.over');
}

/** 111 needs nobody any more: the child is safe, or somebody else is there. @returns refusals `officer-call.over` */
export async function withdrawCall(ctx: Ctx, on: OnCall): Promise<Result<OfficerCall>> {
  return callAct(ctx, 'officer-call.ring', on, async (tx, call, person) => {
    if (call.state !== 'OPEN' && call.state !== 'UNANSWERED') return refuse('officer-call.over');
    await insertStep(tx, call, { outcome: 'WITHDRAWN', agency: call.organisation, by: person.person });
    const now = await updateCall(tx, call.id, { state: 'WITHDRAWN', next_at: null });
    tx.audit({ ...auditOfCall(now), action: 'officer-call.withdraw', codes: { drill: now.drill } });
    tellCallChanged(tx, now);
    return ok(await callView(tx, now));
  });
}

/** The province has looked at it that its commune did not answer. Twice is once. */
export async function lookAtMissed(ctx: Ctx, on: OnCall): Promise<Result<void>> {
  return callAct(ctx, 'officer-call.look-at', on, async (tx, call, person) => {
    if (!call.missed) return refuse('officer-call.answered');
    if (call.looked_at !== null) return ok();
    const now = await updateCall(tx, call.id, { looked_at: tx.now, looked_at_by: person.person });
    tx.audit({ ...auditOfCall(now), action: 'officer-call.look-at' });
    tellCallChanged(tx, now);
    return ok();
  });
}

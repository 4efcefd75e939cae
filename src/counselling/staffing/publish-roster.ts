import { actOnRecord, addDays, type Ctx, type OnRecord, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { brokenRules } from './roster.pure.ts';
import { rosterInput } from './roster-input.ts';
import { assignmentsOf, changeRoster, lockDesk, onCallOfRoster, publishedBetween } from './roster-store.ts';
import { rosterRecord } from './staffing-act.ts';

/**
 * Publishes a draft: from now on the desk sees it. Who publishes second hears what the first one did.
 * Refusals: those of an act on a record, `roster.not-draft`, `roster.not-ready`, `roster.days-taken`, `roster.breaks-rule` (facts: `broken`)
 */
export function publishRoster(ctx: Ctx, on: OnRecord): Promise<Result<void>> {
  return actOnRecord(rosterRecord, ctx, 'roster.plan', on, async (tx, roster, actor) => {
    if (roster.state !== 'DRAFT') return refuse('roster.not-draft');
    if (roster.best === null) return refuse('roster.not-ready');
    await lockDesk(tx, roster.desk);
    const last = addDays(roster.from, roster.days - 1);
    if ((await publishedBetween(tx, roster.desk, roster.from, last)).length > 0) return refuse('roster.days-taken');
    const input = await rosterInput(tx, roster);
    const made = { assignments: await assignmentsOf(tx, roster.id), onCall: await onCallOfRoster(tx, roster.id) };
    // Leave that was granted since, or a roster that was published beside it.
    const broken = brokenRules(input, made);
    if (broken.length > 0)
      return refuse('roster.breaks-rule', { facts: { broken: broken.length, rule: broken[0]?.rule ?? '' } });
    await changeRoster(tx, roster, { state: 'PUBLISHED', publishedBy: actor.person });
    tx.audit({
      action: 'roster.publish',
      object: { kind: 'roster', id: roster.id },
      codes: { from: roster.from, days: roster.days, shifts: made.assignments.length },
    });
    return ok();
  });
}

/** Puts a draft away. Refusals: those of an act on a record, `roster.not-draft` */
export function discardRoster(ctx: Ctx, on: OnRecord): Promise<Result<void>> {
  return actOnRecord(rosterRecord, ctx, 'roster.plan', on, async (tx, roster) => {
    if (roster.state !== 'DRAFT') return refuse('roster.not-draft');
    await changeRoster(tx, roster, { state: 'DISCARDED' });
    tx.audit({ action: 'roster.discard', object: { kind: 'roster', id: roster.id } });
    return ok();
  });
}

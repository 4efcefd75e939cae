import { DAY, ok, startOfVietnamDate, vietnamDate } from '../../kernel/index.ts';
import { type Duty, type DutySource, dutyOf, noDuties, ownClock } from '../../work/index.ts';
import { casePolicy, communeRoles } from '../access/case-policy.ts';
import { planDates } from '../plan/plan-store.ts';
import { planSource } from '../plan/save-plan.ts';
import { type CommuneTurn, communeTurn } from './commune-turn.ts';

/** How far ahead visits and actions of plans are shown, in days. */
const AHEAD = 14;
/** And how long after, where nobody wrote that they were done. */
const BEHIND = 60;
/** How long before the end of its day a visit is due soon, in days. */
const SOON = 4;

/** Visits and actions of approved plans that are due or were not written down. */
export const planDuties: DutySource = {
  kind: 'plan',
  topics: ['cases.'],
  async list(ctx) {
    const { actor, now } = ctx;
    if (actor.kind !== 'person' || !casePolicy.couldEver(actor, 'case.list', now)) return ok(noDuties);
    const works = casePolicy.couldEver(actor, 'case.work', now);
    const turn = await communeTurn(ctx);
    if (!turn.ok) return turn;
    const day = (shift: number) => vietnamDate(new Date(now.getTime() + shift * DAY));
    return ctx.transaction(async (tx) => {
      const { actions, monitoring } = await planDates(tx, day(-BEHIND), day(AHEAD + 1));
      tx.audit({ action: 'case.list', codes: { planned: actions.length + monitoring.length } });
      return ok({
        duties: [
          ...monitoring.map((one) => planDuty(turn.value, one, 'visit')),
          ...actions.map((one) => planDuty(turn.value, one, 'log', one.service)),
        ],
        more: false,
      });
    });

    function planDuty(
      turn: CommuneTurn,
      one: {
        readonly day: string;
        readonly case_id: string;
        readonly reference: string;
        readonly assigned_to: string | null;
      },
      act: 'visit' | 'log',
      service?: string,
    ): Duty {
      const due = new Date(startOfVietnamDate(one.day).getTime() + DAY - 1);
      return dutyOf({
        object: { kind: 'case', id: one.case_id },
        part: [act, one.day, service ?? ''].join(' ').trim(),
        reference: one.reference,
        act,
        facts: service === undefined ? {} : { service },
        clock: ownClock(new Date(due.getTime() - AHEAD * DAY), due, SOON / AHEAD),
        basis: planSource,
        turn: { roles: ['commune_child_officer'] },
        mine: works && turn.has({ roles: communeRoles, assignedTo: one.assigned_to }),
        since: null,
      });
    }
  },
};

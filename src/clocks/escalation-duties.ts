import { ok } from '../kernel/index.ts';
import { lawOf } from '../vocabulary/index.ts';
import { type DutySource, noDuties, ruledClock } from '../work/index.ts';
import { clockPolicy } from './clock-policy.ts';
import { clocksOverview } from './clocks-overview.ts';

const MOST = 200;

/** Breaches that were raised to the actor's agency and that nobody there has looked at. */
export const escalationDuties: DutySource = {
  kind: 'escalation',
  topics: ['clocks.', 'cases.'],
  async list(ctx) {
    if (!clockPolicy.couldEver(ctx.actor, 'clock.oversee', ctx.now)) return ok(noDuties);
    const overview = await clocksOverview(ctx);
    if (!overview.ok) return overview;
    const { escalations } = overview.value;
    return ok({
      duties: escalations.map((one) => ({
        object: { kind: 'clock', id: one.clock },
        part: one.level,
        reference: one.subject.reference,
        act: 'see',
        facts: { rule: one.rule, level: one.level, agency: one.owner, commune: one.commune ?? '' },
        urgency: null,
        danger: false,
        clock: ruledClock(lawOf(ctx.kernel), { rule: one.rule, startedAt: one.dueAt, dueAt: one.dueAt }),
        basis: null,
        turn: { agency: one.owner },
        mine: true,
        assigned: false,
        since: one.at,
      })),
      more: escalations.length >= MOST,
    });
  },
};

import { ok } from '../kernel/index.ts';
import { lawOf } from '../vocabulary/index.ts';
import { listedDuties, ruledClock } from '../work/index.ts';
import { clockPolicy } from './clock-policy.ts';
import { clocksOverview } from './clocks-overview.ts';

/** Breaches that were raised to the actor's agency and that nobody there has looked at. */
export const escalationDuties = listedDuties({
  kind: 'escalation',
  topics: ['clocks.', 'cases.'],
  may: ({ actor, now }) => clockPolicy.couldEver(actor, 'clock.oversee', now),
  async rows(ctx) {
    const overview = await clocksOverview(ctx);
    return overview.ok ? ok(overview.value.escalations) : overview;
  },
  most: 200,
  duty: (one, ctx) => ({
    object: { kind: 'clock', id: one.clock },
    part: one.level,
    reference: one.subject.reference,
    act: 'see',
    facts: { rule: one.rule, level: one.level, agency: one.owner, commune: one.commune ?? '' },
    clock: ruledClock(lawOf(ctx.kernel), { rule: one.rule, startedAt: one.dueAt, dueAt: one.dueAt }),
    turn: { agency: one.owner },
    since: one.at,
  }),
});

import { ok, type PersonActor } from '../../kernel/index.ts';
import { type DutySource, listedDuties, ownClock } from '../../work/index.ts';
import { officerCallPolicy } from './officer-policy.ts';
import { callsSeen } from './officer-store.ts';
import type { OfficerCallRow } from './officer-tables.ts';

const EACH = 100;

/**
 * Calls for a child in danger in the list of what waits: to be taken, for the commune and its province; to be rung, for 111; and to be
 * looked at by the province where its commune did not answer. An exercise is nobody's duty.
 */
export const officerDuties: DutySource = listedDuties<{ readonly call: OfficerCallRow; readonly reader: PersonActor }>({
  kind: 'officer-call',
  topics: ['officer-call.'],
  most: EACH,
  may: ({ actor, now }) => actor.kind === 'person' && officerCallPolicy.couldEver(actor, 'officer-call.see', now),
  async rows(ctx) {
    const { actor: reader } = ctx;
    if (reader.kind !== 'person') return ok([]);
    return ctx.transaction(
      async (tx) => {
        const open = await callsSeen(tx, { states: ['OPEN', 'UNANSWERED'], drill: false }, EACH);
        const missed = await callsSeen(tx, { drill: false, notLookedAt: true }, EACH);
        const may = (call: OfficerCallRow, action: 'acknowledge' | 'ring' | 'look-at') =>
          officerCallPolicy.can(reader, `officer-call.${action}`, call, ctx.now);
        const waits = open.filter((call) => may(call, 'acknowledge') || may(call, 'ring'));
        const looks = missed.filter((call) => may(call, 'look-at') && !open.some(({ id }) => id === call.id));
        return ok([...waits, ...looks].slice(0, EACH).map((call) => ({ call, reader })));
      },
      { keep: true },
    );
  },
  duty: ({ call, reader }, ctx) => {
    const open = call.state === 'OPEN' || call.state === 'UNANSWERED';
    const rings = officerCallPolicy.can(reader, 'officer-call.ring', call, ctx.now);
    const act = !open ? 'look-at-missed' : rings ? 'ring-officer' : 'acknowledge-call';
    return {
      object: { kind: 'officer-call', id: call.id },
      reference: call.reference,
      act,
      facts: { kind: call.kind, agency: call.agency },
      danger: open,
      turn: {
        roles: rings
          ? ['111_counsellor']
          : open && call.rung !== 'PROVINCE'
            ? ['commune_child_officer']
            : ['province_child_officer'],
      },
      clock: open && call.next_at !== null ? ownClock(call.opened_at, call.next_at) : null,
      since: call.opened_at,
    };
  },
});

import { addDays, type Tx } from '../../kernel/index.ts';
import { NIGHT_WINDOW_DAYS, type RosterInput } from './roster.pure.ts';
import { publishedWork, type RosterRow } from './roster-store.ts';
import { rosterRulesOf } from './staffing.ts';
import { ruleValues } from './staffing-act.ts';
import { leaveBetween, onCallRegions, shiftKinds, wishesOf } from './staffing-store.ts';

/** All that decides a roster: people with their wishes, leave that was granted, rules in force, what is published around it. */
export async function rosterInput(tx: Tx, roster: RosterRow): Promise<RosterInput> {
  const { desk, from, days, needs, people } = roster;
  const last = addDays(from, days - 1);
  const wishes = new Map((await wishesOf(tx, desk)).map((wish) => [wish.person, wish]));
  const leave = await leaveBetween(tx, desk, from, last);
  const around = await publishedWork(
    tx,
    desk,
    addDays(from, -NIGHT_WINDOW_DAYS),
    addDays(last, NIGHT_WINDOW_DAYS),
    roster.id,
  );
  return {
    from,
    days,
    shifts: await shiftKinds(tx),
    regions: (await onCallRegions(tx)).map(({ code }) => code),
    members: people.map((person) => ({
      person,
      region: wishes.get(person)?.region ?? null,
      dislikes: wishes.get(person)?.dislikes ?? {},
    })),
    needs,
    away: leave.filter(({ state }) => state === 'GRANTED'),
    around,
    rules: rosterRulesOf(await ruleValues(tx)),
  };
}

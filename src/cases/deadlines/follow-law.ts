import type { Tx } from '../../kernel/index.ts';
import type { Law } from '../../vocabulary/index.ts';
import { type ClockChange, clocksMovedBy, ruleThatBinds, timesOf } from './deadline.ts';
import { openClockOf, openClocksOf, retimeClock } from './deadline-store.ts';

/** Sets the open clocks of cases and referrals of a rule's code by the law, as far as the actor oversees them. @returns those that moved */
export async function followLaw(tx: Tx, law: Law, code: string): Promise<ClockChange[]> {
  const clocks = await openClocksOf(tx, code);
  const moved = clocksMovedBy(law.rules, code, clocks.map(openClockOf), law.days, tx.now);
  const byId = new Map(clocks.map((clock) => [clock.id, clock]));
  for (const { id } of moved) {
    const clock = byId.get(id);
    const rule = clock && ruleThatBinds(law.rules, code, clock.started_at, clock.urgency);
    if (clock && rule) await retimeClock(tx, id, rule.id, timesOf(rule, clock.started_at, law.days));
  }
  // The cases' own rows are brought up to date by the platform: some of them are above the ministry's ceiling.
  await tx.enqueue('cases.refresh-next-due', { code });
  return moved;
}

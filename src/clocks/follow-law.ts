import { actAs, type Ctx, systemActor, type Tx } from '../kernel/index.ts';
import { type Law, ruleThatBinds, timesOf } from '../vocabulary/index.ts';
import { type ClockChange, clocksMovedBy, type OpenClock } from './clock.ts';

import { clockKind } from './clock-kind.ts';
import { openClocksOf, retimeClocks } from './clock-store.ts';

const BATCH = 1000;
/** By then every transaction that started a clock under the law before has ended. */
const AGAIN_AFTER_MS = 60_000;

/**
 * Sets the open clocks of a rule's code by the law, those of every module, in the transaction that changes it; each module brings its own
 * columns up to date. As the platform: some of the rows are above the ceiling of who changes the law. @returns those that moved
 */
export async function followLaw(ctx: Ctx, tx: Tx, law: Law, code: string): Promise<ClockChange[]> {
  return actAs(tx, systemActor('clocks.follow-law'), async (platform) => {
    const clocks = await openClocksOf(platform, code);
    const byId = new Map(clocks.map((clock) => [clock.id, clock]));
    const moved = clocksMovedBy(law.rules, code, clocks, law.days, tx.now);
    for (let at = 0; at < moved.length; at += BATCH) {
      const batch = moved.slice(at, at + BATCH).map(({ id }) => byId.get(id) as OpenClock);
      await retimeClocks(platform, batch.flatMap(timesBy(law)));
    }
    for (const kind of new Set(moved.map(({ object }) => object.kind))) {
      const own = moved.filter(({ object }) => object.kind === kind);
      await clockKind(ctx.kernel, kind).moved?.(
        platform,
        own.map(({ object, dueAfter }) => ({ object: object.id, rule: code, dueAt: dueAfter })),
      );
    }
    return moved;
  });
}

function timesBy(law: Law) {
  return (clock: OpenClock) => {
    const rule = ruleThatBinds(law.rules, clock.ruleCode, clock.startedAt, clock.urgency);
    return rule ? [{ id: clock.id, rule: rule.id, ...timesOf(rule, clock.startedAt, law.days) }] : [];
  };
}

/** Lets the clocks of the codes be looked at once more when those that were being started meanwhile have come to stand. */
export async function followLawAgain(tx: Tx, codes: readonly string[]): Promise<void> {
  await tx.enqueue('clocks.follow-law', { codes }, { runAt: new Date(tx.now.getTime() + AGAIN_AFTER_MS) });
}

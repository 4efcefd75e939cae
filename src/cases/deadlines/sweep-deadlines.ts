import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { noticesOfClocks } from '../process/case-notices.ts';
import { supervisors } from '../referrals/directory.ts';
import { provincesToSweep, sweepBatch } from './deadline-store.ts';

const BATCH = 50_000;
/** A backlog is swept over two connections, so that it is not one processor's work. */
const LANES = 2;

export interface Swept {
  readonly warned: number;
  readonly breached: number;
  readonly raised: number;
  /** Agencies that were told. */
  readonly told: readonly string[];
}

/**
 * Looks at every open clock once: warns, marks breaches, escalates. Runs every minute and may run in several workers at
 * once; each batch is one transaction, so that a worker that is killed loses only its batch, and another one does it.
 */
export async function sweepDeadlines(ctx: Ctx, options: { batch?: number } = {}): Promise<Result<Swept>> {
  const platform = ctx.as(systemActor('cases.sweep-deadlines'));
  const provinces = await platform.transaction(async (tx) => ok(await provincesToSweep(tx)));
  if (!provinces.ok) return provinces;
  const map: Record<string, string> = {};
  for (const province of provinces.value) {
    const found = await supervisors(platform, province);
    if (found.province) map[province] = found.province.code;
    if (found.central) map[''] = found.central.code;
  }
  const size = options.batch ?? BATCH;
  const sum = { warned: 0, breached: 0, raised: 0, told: new Set<string>() };
  /** @returns whether there may be more */
  const sweepOne = async (): Promise<Result<boolean>> => {
    const done = await platform.transaction(async (tx) => {
      const batch = await sweepBatch(tx, map, size);
      await noticesOfClocks(tx, batch.told);
      for (const { agency } of batch.told) tx.notify({ topic: 'cases.clock', id: agency, agency });
      if (batch.warned + batch.breached + batch.raised > 0) {
        tx.audit({
          action: 'clock.sweep',
          codes: { warned: batch.warned, breached: batch.breached, raised: batch.raised },
        });
      }
      return ok(batch);
    });
    if (!done.ok) return done;
    sum.warned += done.value.warned;
    sum.breached += done.value.breached;
    sum.raised += done.value.raised;
    for (const { agency } of done.value.told) sum.told.add(agency);
    return ok(Math.max(done.value.warned, done.value.breached, done.value.raised) >= size);
  };
  const lane = async (): Promise<Result<boolean>> => {
    for (;;) {
      const more = await sweepOne();
      if (!more.ok || !more.value) return more;
    }
  };
  let swept = await sweepOne();
  if (swept.ok && swept.value) {
    const lanes = await Promise.all(Array.from({ length: LANES }, lane));
    swept = lanes.find((one) => !one.ok) ?? ok(false);
  }
  return swept.ok ? ok({ ...sum, told: [...sum.told] }) : swept;
}

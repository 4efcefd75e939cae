import { type Ctx, ok, type Result, systemActor, type Tx } from '../kernel/index.ts';
import { type AddressedNotice, postNotices } from '../members/index.ts';
import { clockKind, clockKinds } from './clock-kind.ts';
import { supervisorsOf } from './supervisors.ts';
import { type AgencyMessage, areasToSweep, type SweepCount, sweepBatch } from './sweep-store.ts';

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
 * Looks at every open clock of every module once: warns, marks breaches, escalates, and lets the module of the object hear of what ran
 * out. Runs every minute and may run in several workers at once; each batch is one transaction, so that a worker that is killed loses
 * only its batch, and another one does it.
 */
export async function sweepClocks(ctx: Ctx, options: { batch?: number } = {}): Promise<Result<Swept>> {
  const platform = ctx.as(systemActor('clocks.sweep'));
  const areas = await platform.transaction(async (tx) => ok(await areasToSweep(tx)));
  if (!areas.ok) return areas;
  const supervisors = await supervisorsOf(platform, areas.value);
  const eachOf = ctx.kernel.offered
    .of(clockKinds)
    .filter((one) => one.breached !== undefined)
    .map((one) => one.kind);
  const size = options.batch ?? BATCH;
  const sum = { warned: 0, breached: 0, raised: 0, told: new Set<string>() };
  /** @returns whether there may be more */
  const sweepOne = async (): Promise<Result<boolean>> => {
    const done = await platform.transaction(async (tx) => {
      const batch = await sweepBatch(tx, supervisors, eachOf, size);
      await tell(ctx, tx, batch.told);
      await letModulesHear(ctx, tx, batch.ranOut);
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

/** One notice for each kind of object to an agency's people, with the number, and the object where it is one alone. */
async function tell(ctx: Ctx, tx: Tx, told: readonly AgencyMessage[]): Promise<void> {
  const notices = told.flatMap(({ agency, telling, level, kind, count, object, record }): AddressedNotice[] => {
    const { told: whom } = clockKind(ctx.kernel, kind);
    const roles = level === 'OWNER' ? whom[telling === 'due-soon' ? 'dueSoon' : 'breached'] : whom[level];
    if (roles.length === 0) return [];
    return [
      {
        to: { agency, roles },
        kind: `clock.${telling}`,
        object: count === 1 ? { kind, id: object } : null,
        ...(count === 1 ? { record } : {}),
        facts: { count },
      },
    ];
  });
  await postNotices(tx, notices);
  for (const agency of new Set(told.map((one) => one.agency))) tx.notify({ topic: 'clocks.clock', id: agency, agency });
}

async function letModulesHear(ctx: Ctx, tx: Tx, ranOut: SweepCount['ranOut']): Promise<void> {
  for (const kind of ctx.kernel.offered.of(clockKinds)) {
    const own = ranOut.filter((one) => one.kind === kind.kind);
    if (own.length > 0) await kind.breached?.(tx, own);
  }
}

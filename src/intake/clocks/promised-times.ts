import { type Ctx, DAY, HOUR, type Kernel, ok, systemActor, vietnamDate } from '../../kernel/index.ts';
import { type Day, type DeadlineUnit, deadlineRuleAt, lawOf } from '../../vocabulary/index.ts';
import { INTAKE } from '../intake-desk.ts';
import { type MeasuredTimes, measuredTimes } from './promise-store.ts';

/** A time as a page tells it. */
export interface PromisedTime {
  readonly amount: number;
  readonly unit: DeadlineUnit;
  /** What nine of ten waited at most; otherwise what the rule in force asks for. */
  readonly measured: boolean;
}

export interface PromisedTimes {
  readonly read: PromisedTime;
  /** Null where there is danger and no measure: then nothing is promised but the telephone. */
  readonly answer: PromisedTime | null;
}

/** Figures of the last 30 days; fewer reports than this promise nothing. */
const SINCE = 30 * DAY;
const ENOUGH = 20;
/** A report of this last hour that nobody has looked at yet says nothing about how long it will wait. */
const SETTLED = HOUR;
/** How long a figure is told before it is measured again. */
const FRESH = 10 * 60_000;

/** Steps that a measured time is rounded up to, in minutes: a promise is told in round times. */
const STEPS = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1_440];

const measures = new WeakMap<Kernel, Map<boolean, { readonly at: number; readonly times: MeasuredTimes }>>();

/**
 * When a report that is sent now is read and answered, by whether it says that there is danger: what was measured, and
 * where too few were, what the rule in force asks for.
 * @throws when a rule is missing: then nothing could be promised
 */
export async function promisedTimes(ctx: Ctx, { danger }: { readonly danger: boolean }): Promise<PromisedTimes> {
  const { reports, read, answered } = await measured(ctx, danger);
  const enough = reports >= ENOUGH;
  return {
    read: enough && read !== null ? roundedUp(read) : byRule(ctx, 'DL-SCREEN', danger),
    answer: enough && answered !== null ? roundedUp(answered) : danger ? null : byRule(ctx, 'DL-FEEDBACK', danger),
  };
}

async function measured(ctx: Ctx, danger: boolean): Promise<MeasuredTimes> {
  const kept = measures.get(ctx.kernel) ?? new Map();
  measures.set(ctx.kernel, kept);
  const known = kept.get(danger);
  const now = ctx.now.getTime();
  if (known && now >= known.at && now - known.at < FRESH) return known.times;
  const found = await ctx.as(systemActor('intake.promised-times')).transaction(async (tx) => {
    const since = new Date(now - SINCE);
    return ok(await measuredTimes(tx, { desk: INTAKE.desk, danger, since, settled: new Date(now - SETTLED) }));
  });
  if (!found.ok) throw new Error(found.refusal.code);
  kept.set(danger, { at: now, times: found.value });
  return found.value;
}

/** @param seconds rounded up, so that it is never less than what was measured */
function roundedUp(seconds: number): PromisedTime {
  const minutes = Math.max(1, seconds / 60);
  const step = STEPS.find((one) => minutes <= one);
  if (step === undefined) return { amount: Math.ceil(minutes / 1_440), unit: 'calendar_day', measured: true };
  if (step < 120 && step % 60 !== 0) return { amount: step, unit: 'minute', measured: true };
  return { amount: step / 60, unit: 'hour', measured: true };
}

function byRule(ctx: Ctx, code: 'DL-SCREEN' | 'DL-FEEDBACK', danger: boolean): PromisedTime {
  const { rules } = lawOf(ctx.kernel);
  const rule = deadlineRuleAt(rules, code, vietnamDate(ctx.now) as Day, danger ? 'U1' : undefined);
  if (!rule) throw new Error(`no deadline rule ${code} is in force`);
  return { amount: rule.amount, unit: rule.unit, measured: false };
}

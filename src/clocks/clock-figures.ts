import { type Ctx, DAY, ok, type Result, refuseRequest, startOfVietnamDate } from '../kernel/index.ts';
import { type Cell, hideSmall, SMALLEST_SHOWN } from '../vocabulary/index.ts';
import { clockPolicy } from './clock-policy.ts';
import { type ClockTally, clockTallies } from './oversight-store.ts';

export const clockMeasures = ['met', 'metLate', 'resting', 'dueSoon', 'breached'] as const;
export type ClockMeasure = (typeof clockMeasures)[number];

/** One line of the figures: an area (empty where none is concerned) or a rule. A number is null where it is too small to leave the house, or would tell such a number. */
export interface ClockLine {
  readonly key: string;
  readonly counts: Readonly<Record<ClockMeasure, Cell>>;
  readonly all: Cell;
  /** Median hours from start to end of the clocks that ended; null where none did, or too few to leave the house. */
  readonly medianHours: number | null;
}

export interface ClockFigures {
  /** Provinces, or the communes of one province. */
  readonly level: 'province' | 'commune';
  readonly areas: readonly ClockLine[];
  readonly rules: readonly ClockLine[];
  readonly whole: Readonly<Record<ClockMeasure, Cell>>;
}

const PROVINCE = /^\d{2}$/;

/**
 * How the clocks of a time went, by area and by rule, without identities: each clock that started within the days given counts once.
 * The reader may see every one of these clocks by itself, so the figures are whole; small cells are hidden in those that leave.
 * @param input.from first day, `yyyy-mm-dd` in Viet Nam
 * @param input.to last day
 * @param input.province shows its communes instead of the provinces
 * @param input.leaving the figures go into a file or to somebody else
 */
export async function clockFigures(
  ctx: Ctx,
  input: {
    readonly from: string;
    readonly to: string;
    readonly province?: string;
    readonly rule?: string;
    readonly leaving?: boolean;
  },
): Promise<Result<ClockFigures>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !clockPolicy.couldEver(actor, 'clock.oversee', ctx.now)) {
    await ctx.auditRefused({ action: 'clock.oversee' });
    return refuseRequest('access.not-permitted');
  }
  const [from, to] = [startOfVietnamDate(input.from), startOfVietnamDate(input.to)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) || to < from)
    return refuseRequest('request.invalid', { field: 'from' });
  if (input.province !== undefined && !PROVINCE.test(input.province))
    return refuseRequest('request.invalid', { field: 'province' });
  const filter = {
    from,
    to: new Date(to.getTime() + DAY),
    ...(input.province === undefined ? {} : { province: input.province }),
  };
  const level = input.province === undefined ? 'province' : 'commune';
  return ctx.transaction(async (tx) => {
    const areas = await clockTallies(tx, `${level}_code`, {
      ...filter,
      ...(input.rule === undefined ? {} : { rule: input.rule }),
    });
    const rules = await clockTallies(tx, 'rule_code', filter);
    const leaving = input.leaving === true;
    tx.audit({ action: 'clock.oversee', codes: { areas: areas.length, rules: rules.length, leaving } });
    const byArea = linesOf(areas, leaving);
    return ok({ level, areas: byArea.lines, rules: linesOf(rules, leaving).lines, whole: byArea.whole });
  });
}

function linesOf(
  tallies: readonly ClockTally[],
  leaving: boolean,
): { lines: ClockLine[]; whole: ClockFigures['whole'] } {
  const counted = tallies.map((row) => [row.met, row.met_late, row.resting, row.due_soon, row.breached]);
  const { cells, ofRows, ofColumns } = leaving ? hideSmall(counted) : summed(counted);
  const named = (line: readonly Cell[] | undefined) =>
    Object.fromEntries(
      clockMeasures.map((measure, at) => [measure, line === undefined ? 0 : (line[at] ?? null)]),
    ) as ClockFigures['whole'];
  return {
    lines: tallies.map((row, at) => ({
      key: row.key,
      counts: named(cells[at]),
      all: ofRows[at] ?? null,
      medianHours:
        (leaving && row.met + row.met_late < SMALLEST_SHOWN) || row.median_hours === null
          ? null
          : Math.round(row.median_hours * 10) / 10,
    })),
    whole: named(tallies.length === 0 ? undefined : ofColumns),
  };
}

/** The table with its sums, everything shown. */
function summed(cells: readonly (readonly number[])[]): ReturnType<typeof hideSmall> {
  const add = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0);
  return {
    cells,
    ofRows: cells.map(add),
    ofColumns: clockMeasures.map((_, at) => add(cells.map((line) => line[at] ?? 0))),
  };
}

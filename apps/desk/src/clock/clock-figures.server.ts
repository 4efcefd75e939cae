import type { ClockLine, ClockMeasure } from '../../../../src/clocks/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { DAY } from '../../../../src/kernel/time.pure.ts';
import { adminUnit } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { dateParam } from '../../../shared/written-date.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { lawNow, vietnamDay } from '../deadline-rule/current-law.server.ts';
import { m } from '../paraglide/messages.js';
import { personOf, valueOrError } from '../server/answer.server.ts';
import { clockName } from '../server/codes.server.ts';

const PERIOD_DAYS = 90;

/** What the address asks for, and how far the reader's oversight goes. */
export interface FigureQuery {
  readonly from: string;
  readonly to: string;
  readonly province: string | undefined;
  readonly commune: string | undefined;
  readonly rule: string | undefined;
  readonly late: boolean;
  /** The reader oversees the nation, and may look into one province after the other. */
  readonly nation: boolean;
}

export interface FigureRow {
  readonly key: string;
  readonly name: string;
  readonly counts: Readonly<Record<ClockMeasure, number | null>>;
  readonly all: number | null;
  readonly medianHours: number | null;
  /** Part of the clocks that were not kept, 0 to 1; null where it would tell a small cell. */
  readonly missed: number | null;
}

export function figureQuery(app: App, ctx: Ctx, params: URLSearchParams): FigureQuery {
  const actor = personOf(ctx);
  const nation = actor.assignments.some((held) => held.role === 'ministry_child_officer');
  const own = actor.assignments.find((held) => held.role === 'province_child_officer')?.province;
  const day = (name: string, otherwise: Date) => dateParam(params, name) ?? vietnamDay(otherwise);
  const to = day('den', ctx.now);
  const from = day('tu', new Date(Date.parse(to) - (PERIOD_DAYS - 1) * DAY));
  const commune = adminUnit(params.get('xa') ?? '')?.code;
  const province = nation ? adminUnit(params.get('tinh') ?? '')?.code : own;
  return {
    from: [from, to].sort()[0] as string,
    to,
    province: province ?? (commune ? app.modules.vocabulary.provinceOf(commune)?.code : undefined),
    commune,
    rule: params.get('quy-tac') || undefined,
    late: params.get('loc') === 'qua-han',
    nation,
  };
}

/**
 * The figures by area and by step, worst first; hidden ones last, so that the order tells nothing of them.
 * @param leaving they go into a file: small numbers are hidden
 */
export async function figuresOf(app: App, ctx: Ctx, asked: FigureQuery, leaving = false) {
  const figures = valueOrError(
    ctx,
    await app.modules.clocks.clockFigures(ctx, {
      from: asked.from,
      to: asked.to,
      ...(asked.province ? { province: asked.province } : {}),
      ...(asked.rule ? { rule: asked.rule } : {}),
      leaving,
    }),
  );
  return {
    level: figures.level,
    whole: figures.whole,
    areas: figures.areas.map((line) => figureRow(line, areaName(line.key))).sort(worstFirst),
    steps: figures.rules.map((line) => figureRow(line, clockName(line.key))).sort(worstFirst),
  };
}

function figureRow({ key, counts, all, medianHours }: ClockLine, name: string): FigureRow {
  const known = all !== null && all > 0 && counts.breached !== null && counts.metLate !== null;
  return {
    key,
    name,
    counts,
    all,
    medianHours,
    missed: known ? ((counts.breached as number) + (counts.metLate as number)) / all : null,
  };
}

function worstFirst(a: FigureRow, b: FigureRow): number {
  return (b.missed ?? -1) - (a.missed ?? -1) || (b.all ?? -1) - (a.all ?? -1) || a.name.localeCompare(b.name, 'vi');
}

/** An area; clocks of no area, as those of the helpline, stand under the central level. */
export function areaName(code: string | null): string {
  return code ? unitName(code) : m.clocks_no_area();
}

export function ruleChoices(): { value: string; label: string }[] {
  return [...new Set(lawNow().rules.map((rule) => rule.code))]
    .toSorted()
    .map((code) => ({ value: code, label: clockName(code) }));
}

import type { Ctx } from '../../../../src/kernel/index.ts';
import { vietnamDate } from '../../../../src/kernel/time.pure.ts';
import type { OffenceFigures } from '../../../../src/offences/index.ts';
import { onlineIncident, SMALLEST_SHOWN } from '../../../../src/vocabulary/index.ts';
import { m } from '../paraglide/messages.js';
import { ageName, label, words } from '../server/codes.server.ts';
import { articleName, provinceName, stageName } from './offence-words.server.ts';

const YEARS = 5;

/** The years that figures can be asked for, the present one first, and the one that was. */
export function yearAsked(
  ctx: Ctx,
  params: URLSearchParams,
): { readonly year: string; readonly years: readonly string[] } {
  const now = Number(vietnamDate(ctx.now).slice(0, 4));
  const years = Array.from({ length: YEARS }, (_, at) => String(now - at));
  const asked = params.get('nam');
  return { year: years.find((one) => one === asked) ?? String(now), years };
}

/** What stands in place of a number that is too small to be told. */
export const fewFiles = (): string => m.offence_figures_few({ n: SMALLEST_SHOWN });

/** The figures in words: each table with its lines, and the days to each stage. */
export function figureTables({ groups, tables, totals, times, invented }: OffenceFigures) {
  const names: Readonly<Record<string, (key: string) => string>> = {
    article: articleName,
    harm: (key) => label(onlineIncident, key),
    childBand: ageName,
    province: provinceName,
  };
  const unknown: Readonly<Record<string, string>> = { province: m.offence_nationwide() };
  return {
    invented,
    parts: groups.map((group) => words('offence_group', group)),
    tables: tables.map(({ by, rows }) => ({
      key: by,
      title: words('offence_figures_by', by),
      lines: rows.map(({ key, cells, all }) => ({
        key,
        name: key === '' ? (unknown[by] ?? m.offence_unknown()) : (names[by]?.(key) ?? key),
        parts: cells,
        all,
      })),
      // A file may fall under several articles: their sums are no number of files.
      whole: by === 'article' ? [] : totals,
    })),
    times: times.map((one) => ({
      stage: one.stage,
      name: stageName(one.stage),
      files: one.files,
      median: one.medianDays,
      slow: one.slowDays,
    })),
  };
}

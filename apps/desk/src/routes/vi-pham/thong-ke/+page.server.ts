import { vietnamDate } from '../../../../../../src/kernel/time.pure.ts';
import { onlineIncident, SMALLEST_SHOWN } from '../../../../../../src/vocabulary/index.ts';
import { articleName, provinceName, stageName } from '../../../offences/offence-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { valueOrError } from '../../../server/answer.server.ts';
import { ageName, label, words } from '../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'offence-figures.read' };

const YEARS = 5;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const now = Number(vietnamDate(ctx.now).slice(0, 4));
  const years = Array.from({ length: YEARS }, (_, at) => String(now - at));
  const asked = url.searchParams.get('nam');
  const year = years.find((one) => one === asked) ?? String(now);
  const figures = valueOrError(ctx, await app.modules.offences.offenceFigures(ctx, { year: Number(year) }));
  const names: Readonly<Record<string, (key: string) => string>> = {
    article: articleName,
    harm: (key) => label(onlineIncident, key),
    childBand: ageName,
    province: provinceName,
  };
  const unknown: Readonly<Record<string, string>> = { province: m.offence_nationwide() };
  return {
    year,
    years: years.map((value) => ({ value, label: value })),
    few: m.offence_figures_few({ n: SMALLEST_SHOWN }),
    parts: figures.groups.map((group) => words('offence_group', group)),
    tables: figures.tables.map(({ by, rows }) => ({
      key: by,
      title: words('offence_figures_by', by),
      lines: rows.map(({ key, cells, all }) => ({
        name: key === '' ? (unknown[by] ?? m.offence_unknown()) : (names[by]?.(key) ?? key),
        parts: cells,
        all,
      })),
      whole: by === 'article' ? [] : figures.totals,
    })),
    times: figures.times.map((one) => ({
      name: stageName(one.stage),
      files: one.files,
      median: one.medianDays,
      slow: one.slowDays,
    })),
  };
};

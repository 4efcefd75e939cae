import type { ContactFigures, FigureTable } from '../../../../src/counselling/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { vietnamDate } from '../../../../src/kernel/time.pure.ts';
import { contactReason, informantType } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { m } from '../paraglide/messages.js';
import { label, words } from '../server/codes.server.ts';

const MONTHS = 12;

/** The months that the address asks for; the last twelve where it says nothing. */
export function monthsAsked(ctx: Ctx, params: URLSearchParams) {
  const now = vietnamDate(ctx.now).slice(0, 7);
  const known = monthChoices(ctx).map(({ value }) => value);
  const asked = (name: string, otherwise: string) => {
    const value = params.get(name) ?? '';
    return known.includes(value) ? value : otherwise;
  };
  const [from, to] = [asked('tu', known[MONTHS - 1] ?? now), asked('den', now)].sort();
  return { from: from as string, to: to as string };
}

/** Five years of months, the newest first. */
export function monthChoices(ctx: Ctx): { value: string; label: string }[] {
  const now = vietnamDate(ctx.now).slice(0, 7);
  const newest = Number(now.slice(0, 4)) * 12 + Number(now.slice(5)) - 1;
  return Array.from({ length: 60 }, (_, back) => {
    const value = `${Math.floor((newest - back) / 12)}-${String(((newest - back) % 12) + 1).padStart(2, '0')}`;
    return { value, label: monthName(value) };
  });
}

const monthName = (month: string) => m.contact_figures_month({ month: month.slice(5), year: month.slice(0, 4) });

const named = (name: (key: string) => string) => (key: string) =>
  key === '' ? m.contact_figures_unknown() : name(key);

/** Every table of the figures with its name, its columns and the names of its lines. */
export function figureViews({ arrived, recorded }: ContactFigures) {
  const came = [m.contact_figures_talked(), m.contact_figures_abandoned(), m.contact_figures_open()];
  const kinds = [m.contact_figures_counselling(), m.contact_figures_intervention(), m.contact_figures_other()];
  const channel = named((key) => words('live_channel', key));
  const view = (
    key: string,
    title: string,
    parts: readonly string[],
    table: FigureTable,
    name: (key: string) => string,
  ) => ({
    key,
    title,
    parts,
    whole: table.whole,
    lines: table.lines.map((line) => ({ ...line, name: name(line.key) })),
  });
  return [
    view('arrived-month', m.contact_figures_arrived(), came, arrived.month, monthName),
    view('arrived-channel', m.contact_figures_arrived_channel(), came, arrived.channel, channel),
    view('month', m.contact_figures_recorded_month(), kinds, recorded.month, monthName),
    view('channel', m.contact_figures_recorded_channel(), kinds, recorded.channel, channel),
    view(
      'reason',
      m.contact_figures_reason(),
      kinds,
      recorded.reason,
      named((key) => label(contactReason, key)),
    ),
    view('province', m.contact_figures_province(), kinds, recorded.province, named(unitName)),
    view(
      'informant',
      m.contact_figures_informant(),
      kinds,
      recorded.informant,
      named((key) => label(informantType, key)),
    ),
  ];
}

/** A number that is not told, in words. */
export const fewWords = (app: App) => m.contact_figures_few({ n: app.modules.vocabulary.SMALLEST_SHOWN });

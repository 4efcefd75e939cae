import { redirect } from '@sveltejs/kit';
import { atVietnamTime } from '../../../../../../../src/kernel/time.pure.ts';
import { portalBand } from '../../../../../../../src/vocabulary/index.ts';
import { href } from '../../../../href.ts';
import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import { formatDay, formatNumber } from '../../../../parts/format.ts';
import { number, text, valueOrError } from '../../../../server/answer.server.ts';
import { label } from '../../../../server/codes.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import { kindName, stateBadge } from '../../../../voice/consultation-words.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'consultation.read' };

const shown = (value: number) => formatNumber(value, getLocale());
const few = (count: number | null | undefined) => (count == null ? m.consultation_few() : shown(count));
/** Tokens of a device come about in two ways, which promise different things; the other strata have one. */
const issuedWords: Readonly<Record<string, ((count: string) => string) | undefined>> = {
  BLIND: (count) => m.consultation_issued_blind({ count }),
  DRAWN: (count) => m.consultation_issued_drawn({ count }),
};

/** One consultation from its draft to what was answered. Nothing here tells how anybody voted before the close. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:consultation');
  const { voice } = app.modules;
  const detail = valueOrError(ctx, await voice.consultationDetail(ctx, params.id));
  const { consultation: one, options, statements, sheets, themes, may } = detail;
  const box = one.opened_at === null ? undefined : valueOrError(ctx, await voice.readBox(ctx, one.code));
  const { config } = app.kernel;
  return {
    /** Where children find it: it stands on every slip. */
    address: `${config.portalHosts[0] ?? `localhost:${config.portalPort}`}/y-kien/${one.code}`,
    consultation: {
      id: one.id,
      code: one.code,
      version: one.version,
      kind: kindName(one.kind),
      state: stateBadge(one.state),
      title: one.title_vi,
      question: one.question_vi,
      bands: one.bands.map((band) => label(portalBand, band)).join(', '),
      space: one.space_vi,
      means: one.means.map((code) => label(voice.ballotStratum, code)).join(', '),
      decisionMaker: one.decision_maker_vi,
      answerBy: one.answer_by === null ? null : formatDay(one.answer_by),
      budget: one.budget === null ? null : shown(one.budget),
      most: one.most,
      openedAt: one.opened_at,
      closesAt: one.closes_at,
      closedAt: one.closed_at,
      invented: one.is_demonstration,
    },
    choices:
      one.kind === 'STATEMENTS'
        ? statements.map((line) => ({
            id: line.id,
            number: line.number,
            text: line.text_vi,
            by: line.origin === 'SEED' ? m.consultation_by_us() : m.consultation_by_child(),
            withdrawn: line.withdrawn_at !== null,
          }))
        : options.map((line) => ({
            id: String(line.number),
            number: line.number,
            text: line.text_vi,
            by: line.cost === null ? '' : m.consultation_cost({ cost: shown(line.cost) }),
            withdrawn: false,
          })),
    box: (box?.strata ?? [])
      .filter(({ stratum }) => one.means.includes(stratum))
      .map(({ stratum, issued, used }) => ({
        code: stratum,
        name: label(voice.ballotStratum, stratum),
        issued: Object.entries(issued)
          .map(([way, tokens]) => issuedWords[way]?.(few(tokens)) ?? few(tokens))
          .join(', '),
        used: few(used),
      })),
    sheets: sheets.map((sheet) => ({ ...sheet, endsAt: sheet.endsAt.toISOString() })),
    themes: themes.length,
    answered: themes.filter(({ answer }) => answer !== null).length,
    has: {
      class: one.means.includes('CLASS'),
      paper: one.means.includes('PAPER'),
      withdraw: one.kind === 'STATEMENTS',
    },
    may,
  };
};

export const actions: Actions = {
  mo: permittedAct('consultation.open', ({ ctx, modules, form, params }) =>
    modules.voice.openConsultation(ctx, {
      consultation: params.id ?? '',
      version: number(form, 'version'),
      closesAt: atVietnamTime(text(form, 'closesAt')),
    }),
  ),
  doi: permittedAct('consultation.move-closing', ({ ctx, modules, form, params }) =>
    modules.voice.moveClosing(ctx, {
      consultation: params.id ?? '',
      version: number(form, 'version'),
      closesAt: atVietnamTime(text(form, 'movedTo')),
    }),
  ),
  dong: permittedAct('consultation.close', ({ ctx, modules, form, params }) =>
    modules.voice.closeConsultation(ctx, { consultation: params.id ?? '', version: number(form, 'version') }),
  ),
  chep: permittedAct('consultation.copy', async ({ ctx, modules, params }) => {
    const copied = await modules.voice.copyConsultation(ctx, { consultation: params.id ?? '' });
    if (!copied.ok) return copied;
    redirect(303, href(`/y-kien/cuoc/${copied.value.id}`));
  }),
  in: permittedAct('consultation.print-slips', ({ ctx, modules, form, params }) =>
    modules.voice.printSheet(ctx, {
      consultation: params.id ?? '',
      slips: number(form, 'slips') ?? 0,
      endsAt: atVietnamTime(text(form, 'endsAt')),
    }),
  ),
  go: permittedAct('consultation.withdraw-statement', ({ ctx, modules, form, params }) =>
    modules.voice.withdrawStatement(ctx, { consultation: params.id ?? '', statement: text(form, 'statement') }),
  ),
};

import { fail } from '@sveltejs/kit';
import { m } from '../../../../../paraglide/messages.js';
import { formatTime } from '../../../../../parts/format.ts';
import { refusalView, text, valueOrError } from '../../../../../server/answer.server.ts';
import { keepEntered, permittedAct } from '../../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'consultation.type-paper' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:papers');
  const { consultation, options, statements, batches } = valueOrError(
    ctx,
    await app.modules.voice.consultationDetail(ctx, params.id),
  );
  return {
    id: consultation.id,
    title: consultation.title_vi,
    statements: consultation.kind === 'STATEMENTS',
    choices: (consultation.kind === 'STATEMENTS' ? statements : options).map((one) => ({
      number: one.number,
      text: one.text_vi,
    })),
    // Those that wait for a second person, and of which what was typed differs.
    batches: batches
      .filter(({ state }) => state !== 'COUNTED')
      .map((batch) => ({
        value: batch.id,
        label: m.consultation_batch({
          papers: batch.papers,
          at: formatTime(batch.begun_at.toISOString()),
          by: batch.begunByReader ? m.consultation_batch_mine() : m.consultation_batch_other(),
        }),
      })),
    counted: batches.filter(({ state }) => state === 'COUNTED').reduce((papers, batch) => papers + batch.papers, 0),
  };
};

/**
 * One paper a line: the numbers that are marked; of statements each with `+`, `-` or `=` behind it, since a number alone says of none whether
 * somebody agrees; `0` where nothing is marked. A number twice, or one without its sign, stays as no choice, and is refused as such.
 */
function papersOf(written: string, signed: boolean): Record<string, string>[] {
  const signs: Readonly<Record<string, string>> = signed ? { '+': '1', '-': '-1', '=': '0' } : { '': '1' };
  return written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const paper: Record<string, string> = {};
      if (line === '0') return paper;
      for (const part of line.split(/[\s,;]+/)) {
        const [, number = part, sign = ''] = /^(\d{1,4})([-+=]?)$/.exec(part) ?? [];
        paper[number] = number in paper ? '' : (signs[sign] ?? '');
      }
      return paper;
    });
}

export const actions: Actions = {
  default: keepEntered(
    permittedAct('consultation.type-paper', async ({ ctx, modules, form, params }) => {
      const typed = await modules.voice.typePaper(ctx, {
        consultation: params.id ?? '',
        batch: text(form, 'batch') || undefined,
        papers: papersOf(text(form, 'papers'), text(form, 'signed') === '1'),
      });
      if (typed.ok) return typed;
      const { facts, text: said } = typed.refusal;
      const view = refusalView(ctx, typed.refusal);
      // Which papers differ, or which one is none: both look at these again.
      const which = facts?.papers ?? facts?.paper;
      return which === undefined
        ? typed
        : fail(said.status, {
            refusal: { ...view, next: `${m.consultation_papers_at({ papers: String(which) })} ${view.next}` },
          });
    }),
  ),
};

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

/** One paper a line: the numbers that are marked, with `+`, `-` or `=` behind each of a statement; `0` where nothing is. */
function papersOf(written: string): Record<string, string>[] {
  const signs: Readonly<Record<string, string>> = { '': '1', '+': '1', '-': '-1', '=': '0' };
  return written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      if (line === '0') return {};
      // What is no number stays as it is, and is refused as such.
      return Object.fromEntries(
        line.split(/[\s,;]+/).map((part) => {
          const [, number = part, sign = ''] = /^(\d{1,4})([-+=]?)$/.exec(part) ?? [];
          return [number, signs[sign] ?? ''];
        }),
      );
    });
}

export const actions: Actions = {
  default: keepEntered(
    permittedAct('consultation.type-paper', async ({ ctx, modules, form, params }) => {
      const typed = await modules.voice.typePaper(ctx, {
        consultation: params.id ?? '',
        batch: text(form, 'batch') || undefined,
        papers: papersOf(text(form, 'papers')),
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

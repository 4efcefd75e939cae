import { error } from '@sveltejs/kit';
import { showWritten } from '../../../../../shared/written-date.ts';
import { dayOf, timeOf } from '../../../appeal/appeal.server.ts';
import { said } from '../../../catalogue/entry-words.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

/** What children are asked now, and what came of what they said: late stays late, for everybody to see. */
export const load: PageServerLoad = async ({ locals: { app, ctx } }) => {
  const found = await app.modules.voice.readConsultations(ctx);
  if (!found.ok) error(500);
  const lines = found.value.map((line) => ({
    code: line.code,
    title: said(line.title),
    open: line.state === 'OPEN',
    answered: line.state === 'RESPONDED',
    late: line.overdue > 0,
    until: dayOf(line.closesAt),
    untilTime: timeOf(line.closesAt),
    answerBy: showWritten(line.answerBy),
    invented: line.invented,
  }));
  return { open: lines.filter(({ open }) => open), past: lines.filter(({ open }) => !open) };
};

import { formatDay } from '../../../parts/format.ts';
import { personOf, valueOrError } from '../../../server/answer.server.ts';
import { kindName, stateBadge, stateChoices } from '../../../voice/consultation-words.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'consultation.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:consultations');
  const asked = (name: string) => url.searchParams.get(name) ?? undefined;
  const { voice } = app.modules;
  const list = valueOrError(
    ctx,
    await voice.listConsultations(ctx, { state: asked('trang-thai'), after: asked('sau') }),
  );
  return {
    rows: list.rows.map((row) => ({
      id: row.id,
      title: row.title,
      kind: kindName(row.kind),
      state: stateBadge(row.state),
      closesAt: row.closesAt?.toISOString() ?? null,
      answerBy: row.answerBy === null ? '' : formatDay(row.answerBy),
      invented: row.invented,
    })),
    next: list.next,
    mayStart: app.permissions.allows({ action: 'consultation.start' }, personOf(ctx), ctx.now),
    states: stateChoices(),
    now: ctx.now.toISOString(),
  };
};

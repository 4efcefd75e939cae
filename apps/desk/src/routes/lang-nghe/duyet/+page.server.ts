import type { LabelCode, ReviewView } from '../../../../../../src/listening/index.ts';
import type { ExposureStanding } from '../../../../../../src/work/index.ts';
import type { App } from '../../../../../server/app.ts';
import { kindName, labelChoices, pieces, signalViews } from '../../../listening/listening-words.server.ts';
import { unmask, unmaskChoices } from '../../../listening/unmask-post.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-post.review' };

export const load: PageServerLoad = async ({ locals, depends }) => {
  const { app, ctx } = locals;
  depends('desk:listening-review');
  const view = valueOrError(ctx, await app.modules.listening.reviewStanding(ctx));
  return {
    ...view,
    standing: standingView(view.standing),
    choices: labelChoices(app),
    reasons: unmaskChoices(locals),
    mayUnmask: app.permissions.allows({ action: 'listening-post.unmask' }, ctx.actor, ctx.now),
  };
};

export const actions: Actions = {
  /** Lays the next post before the person; nothing is opened, or counted, before they ask for it. */
  mo: formAct(async ({ ctx, app, modules, form }) => {
    const opened = await modules.listening.openTask(ctx, { skipped: idsOf(form, 'skipped') });
    return opened.ok ? { ok: true, value: reviewView(app, opened.value) } : opened;
  }),
  /** Decides the post and lays the next one before the person. */
  chot: formAct(async ({ ctx, app, modules, form }) => {
    const { listening } = modules;
    const given = await listening.decideTask(ctx, {
      task: text(form, 'task'),
      labels: labelsOf(form),
    });
    if (!given.ok) return given;
    const opened = await listening.openTask(ctx, { skipped: idsOf(form, 'skipped') });
    return opened.ok ? { ok: true, value: reviewView(app, opened.value) } : opened;
  }),
  nghi: formAct(async ({ ctx, modules }) => {
    const begun = await modules.work.takeBreak(ctx);
    return begun.ok ? { ok: true, value: standingView(begun.value) } : begun;
  }),
  moChe: formAct(({ locals, form }) => unmask(locals, form, { task: text(form, 'task') })),
};

/** An empty label is the choice that nothing harms; no label at all is no choice, and refused as one. */
const labelsOf = (form: FormData) =>
  form.has('labels')
    ? (form
        .getAll('labels')
        .flatMap((one) => String(one).split(','))
        .filter(Boolean) as LabelCode[])
    : ['' as LabelCode];

const idsOf = (form: FormData, name: string) =>
  text(form, name)
    .split(',')
    .filter((one) => /^[0-9a-f-]{36}$/.test(one));

const standingView = (standing: ExposureStanding) => ({ ...standing, until: standing.until?.toISOString() ?? null });

function reviewView(app: App, { task, ...review }: ReviewView) {
  return {
    ...review,
    standing: standingView(review.standing),
    task: task && {
      id: task.task,
      stratum: task.stratum,
      pieces: pieces(app, task.masked, task.spans),
      signals: signalViews(app, task.signals),
      source: task.source.name,
      kind: kindName(app, task.source.kind),
      language: task.language,
      postedAt: task.postedAt,
      expiresAt: task.expiresAt,
      clusterPosts: task.clusterPosts,
      second: task.second,
    },
  };
}

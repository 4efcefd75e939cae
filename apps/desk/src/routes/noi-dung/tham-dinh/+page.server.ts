import type { Ctx } from '../../../../../../src/kernel/index.ts';
import type { Grading } from '../../../../../../src/takedown/index.ts';
import type { ExposureStanding } from '../../../../../../src/work/index.ts';
import type { App } from '../../../../../server/app.ts';
import { className, gradeChoices, gradeLabel, itemWords } from '../../../content/content-words.server.ts';
import { groundChoices, unmask, unmaskChoices } from '../../../content/unmask-item.server.ts';
import { actionResult, text, valueOrError } from '../../../server/answer.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import { notPermitted } from '../../../server/permission.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'content-item.grade' };

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('desk:content-grading');
  const { app, ctx } = locals;
  const third = url.searchParams.get('phan') === 'phan-xu';
  return {
    part: third ? ('phan-xu' as const) : ('tham-dinh' as const),
    counts: valueOrError(ctx, await app.modules.takedown.gradingCounts(ctx)),
    standing: standingView(valueOrError(ctx, await app.modules.work.ownExposure(ctx))),
    choices: gradeChoices(app),
    reasons: unmaskChoices(locals),
    grounds: groundChoices(locals),
    now: ctx.now.toISOString(),
  };
};

const kindOf = (form: FormData) => (text(form, 'kind') === 'third' ? ('third' as const) : ('blind' as const));
const skippedOf = (form: FormData) =>
  text(form, 'skipped')
    .split(',')
    .filter((one) => /^[0-9a-f-]{36}$/.test(one));

export const actions: Actions = {
  /** Lays the next item before the person; nothing is opened, or counted, before they ask for it. */
  mo: formAct(async ({ ctx, app, modules, form }) => {
    const opened = await modules.takedown.openGrading(ctx, { kind: kindOf(form), skipped: skippedOf(form) });
    return opened.ok ? { ok: true, value: gradingView(app, ctx, opened.value) } : opened;
  }),
  xem: formAct(({ locals, form }) => unmask(locals, form, text(form, 'item'))),
  /** Gives the grade and lays the next item before the person. */
  chot: async ({ locals, request }) => {
    const { app, ctx } = locals;
    const form = await request.formData();
    const kind = kindOf(form);
    const refused = await notPermitted(locals, kind === 'third' ? 'content-item.settle' : 'content-item.grade');
    if (refused) return refused;
    const { takedown } = app.modules;
    const lawful = text(form, 'nationalClass') === 'N0';
    const grade = {
      item: text(form, 'item'),
      nationalClass: text(form, 'nationalClass'),
      // What is lawful here is so in the other words too; nobody has to say it twice.
      inhope: lawful ? 'NOT_ILLEGAL' : text(form, 'inhope'),
      industry: lawful ? null : text(form, 'industry') || null,
      depiction: text(form, 'depiction'),
      ageGroup: text(form, 'ageGroup'),
      notIllegalReason: lawful ? text(form, 'notIllegalReason') || null : null,
    };
    const given = await (kind === 'third' ? takedown.settleGrade(ctx, grade) : takedown.giveGrade(ctx, grade));
    if (!given.ok) return actionResult(ctx, given);
    const opened = await takedown.openGrading(ctx, { kind, skipped: skippedOf(form) });
    return actionResult(ctx, opened.ok ? { ok: true, value: gradingView(app, ctx, opened.value) } : opened);
  },
  nghi: formAct(async ({ ctx, modules }) => {
    const begun = await modules.work.takeBreak(ctx);
    return begun.ok ? { ok: true, value: standingView(begun.value) } : begun;
  }),
};

const standingView = (standing: ExposureStanding) => ({ ...standing, until: standing.until?.toISOString() ?? null });

function gradingView(_app: App, _ctx: Ctx, { standing, waiting, item, differing }: Grading) {
  return {
    standing: standingView(standing),
    waiting,
    item: item && itemWords(item, (code) => code),
    differing: differing.map((one) => `${className(one.nationalClass)} · ${gradeLabel.inhope(one.inhope)}`),
  };
}

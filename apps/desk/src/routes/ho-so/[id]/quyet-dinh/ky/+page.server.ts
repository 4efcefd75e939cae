import { caseActions } from '../../../../../case/act-forms.server.ts';
import { actsOf } from '../../../../../case/acts.server.ts';
import { openCasePage } from '../../../../../case/case-page.server.ts';
import { actName } from '../../../../../case/case-words.server.ts';
import { approvalForm, draftOf, papersOf, previewedAct } from '../../../../../case/decision-page.server.ts';
import { href } from '../../../../../href.ts';
import { personOf, text, valueOrError } from '../../../../../server/answer.server.ts';
import { formAct, keepEntered } from '../../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'case.work' };

/** One act of the process before it is signed: what it is decided on, and the document that it gives as it is being written. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const { app, ctx } = locals;
  const act = previewedAct(app, url.searchParams.get('viec'));
  const { view, may } = await openCasePage(event);
  const base = href(`/ho-so/${params.id}`);
  const { next, groups } = actsOf(locals, view, may, base, { colleagues: [], tracks: [], me: personOf(ctx).person });
  const spec = [next, ...groups.flatMap((group) => group.acts)].find((one) => one?.key === act);
  const name = actName(app, act);
  // A colleague was faster, or it is another role's: the page says so, and how to go on.
  if (!spec) return { act, name, open: false as const };
  const approval = act === 'approve-plan' ? await approvalForm(app, ctx, view) : undefined;
  const [papers, paper] = await Promise.all([
    papersOf(app, ctx, view, act),
    app.modules.cases.previewDecision(ctx, {
      case: params.id,
      act,
      answers: Object.fromEntries(
        (approval?.fields ?? []).flatMap((one) => (one.value ? [[one.name, one.value]] : [])),
      ),
    }),
  ]);
  return {
    act,
    name,
    open: true as const,
    help: spec.help ?? '',
    danger: spec.danger === true,
    backdate: spec.backdate ?? null,
    unmet: spec.unmet ?? null,
    fields: [...(approval?.fields ?? []), ...spec.fields],
    base: approval?.base ?? null,
    numbered: act !== 'approve-plan',
    mayReturn: act === 'approve-plan' && groups.some((group) => group.acts.some((one) => one.key === 'return-plan')),
    papers,
    paper: valueOrError(ctx, paper),
  };
};

export const actions: Actions = {
  /** The document with what is written so far. */
  xem: keepEntered(
    formAct<{ id: string }>(({ ctx, app, modules, form, params }) =>
      modules.cases.previewDecision(ctx, {
        case: params.id,
        act: previewedAct(app, text(form, 'act')),
        ...draftOf(form),
      }),
    ),
  ),
  ky: keepEntered(caseActions.lam),
};

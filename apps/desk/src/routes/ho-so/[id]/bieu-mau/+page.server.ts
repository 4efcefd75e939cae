import { redirect } from '@sveltejs/kit';
import { decreeForm } from '../../../../../../../src/vocabulary/index.ts';
import { agencyNames } from '../../../../agency/agencies.server.ts';
import { ratedSections } from '../../../../case/case-words.server.ts';
import { caseFile, dutyOf, formName } from '../../../../form/form-view.server.ts';
import { href } from '../../../../href.ts';
import { namesOf, type Tone } from '../../../../report/report-view.server.ts';
import { personOf, text } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'case.read' };

const tones: Readonly<Record<string, Tone>> = { draft: 'open', submitted: 'done', returned: 'waiting' };

/** The six forms of the decree: which is due now, which are drafts, what was submitted, by whom. */
export const load: PageServerLoad = async ({ locals, params, depends, url }) => {
  depends('desk:forms');
  const actor = personOf(locals.ctx);
  const { overview, file } = await caseFile(locals, params.id);
  const names = await namesOf(
    locals.app,
    locals.ctx,
    file.forms.map((form) => form.updatedBy),
  );
  const waiting = file.supplements.filter(({ status }) => ['OWED', 'SENT', 'TAKEN_IN'].includes(status));
  const agencies = await agencyNames(
    locals.app,
    locals.ctx,
    waiting.map(({ from }) => from),
  );
  return {
    /** The rest of form 01 after an emergency: owed, to be taken in, or in the draft. */
    supplements: waiting.map((one) => ({
      id: one.id,
      status: one.status,
      version: one.version,
      agency: agencies.get(one.from) ?? one.from,
      due: one.dueAt.toISOString(),
      sentAt: one.sentAt?.toISOString() ?? null,
    })),
    submittedName: decreeForm.has(url.searchParams.get('da-gui')) ? formName(url.searchParams.get('da-gui') ?? '') : '',
    forms: decreeForm.codes.map((code) => {
      const duty = dutyOf(locals, actor, overview, file, code);
      const filled = file.forms
        .filter((form) => form.form === code)
        .map((form) => ({
          id: form.id,
          status: { tone: tones[form.status] ?? ('stopped' as const), text: words('form_status', form.status) },
          draft: form.status === 'draft' && form.cycle === overview.cycle,
          cycle: form.cycle,
          definition: form.definition,
          version: form.version,
          rated: ratedSections(locals.app, code, form.totals),
          at: form.updatedAt.toISOString(),
          by: names.get(form.updatedBy) ?? '',
          conflicts: form.conflicts,
        }))
        .reverse();
      const latest = filled[0];
      const due = duty.atStep && (latest === undefined || latest.draft || latest.status.tone === 'waiting');
      return { code, name: formName(code), ...duty, due, filled };
    }),
  };
};

export const actions: Actions = {
  /** Takes what was sent after an emergency into the draft of form 01. */
  nhan: formAct(async ({ ctx, modules, form, params }) => {
    const taken = await modules.cases.takeInSupplement(ctx, {
      case: params.id,
      supplement: text(form, 'supplement'),
      version: Number(text(form, 'version')),
    });
    if (!taken.ok) return taken;
    redirect(303, href(`/ho-so/${params.id}/bieu-mau/FORM-01`));
  }),
};

import { decreeForm } from '../../../../../../../src/vocabulary/index.ts';
import { ratedSections } from '../../../../case/case-words.server.ts';
import { caseFile, dutyOf, formName } from '../../../../form/form-view.server.ts';
import { namesOf, type Tone } from '../../../../report/report-view.server.ts';
import { personOf } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

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
  return {
    submittedName: decreeForm.has(url.searchParams.get('da-gui')) ? formName(url.searchParams.get('da-gui') ?? '') : '',
    forms: decreeForm.codes.map((code) => {
      const duty = dutyOf(locals, actor, overview, code);
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

import { lawCitation } from '../../../../../../src/vocabulary/law/law-citation.pure.ts';
import { agencyNames } from '../../../agency/agencies.server.ts';
import { ruleFor } from '../../../deadline-rule/current-law.server.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { namesOf } from '../../../report/report-view.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'grant.recertify' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:grants');
  const dueOnly = url.searchParams.get('den-han') === '1';
  const grants = valueOrError(ctx, await app.modules.cases.grantsToRecertify(ctx, { dueSoon: dueOnly }));
  const of = (kind: string) => grants.filter((one) => one.subjectKind === kind).map((one) => one.subject);
  const [people, agencies] = [await namesOf(app, ctx, of('person')), await agencyNames(app, ctx, of('agency'))];
  return {
    rows: grants.map((one) => ({
      id: one.grant,
      case: one.case,
      reference: one.reference,
      who:
        one.subjectKind === 'person'
          ? (people.get(one.subject) ?? m.person_elsewhere())
          : (agencies.get(one.subject) ?? one.subject),
      kind: words('grant_subject', one.subjectKind),
      classes: one.classes.map((name) => words('class', name)).join(', '),
      purpose: words('purpose', one.purpose),
      origin: words('grant', one.origin),
      given: one.grantedAt.toISOString(),
      until: one.until.toISOString(),
      due: one.dueAt.toISOString(),
    })),
    everyDays: ruleFor('DL-RECERTIFY', ctx.now)?.amount ?? 0,
    law: lawCitation('Personal Data Protection Law 91/2025/QH15', getLocale()),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  xacNhan: formAct(async ({ ctx, modules, form }) => {
    const done = await modules.cases.recertifyGrant(ctx, {
      case: text(form, 'case'),
      grant: text(form, 'grant'),
      keep: text(form, 'keep') === '1',
    });
    return done.ok ? { ok: true, value: null } : done;
  }),
};

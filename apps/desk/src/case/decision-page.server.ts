import { error } from '@sveltejs/kit';
import type { Answers, CaseView, PreviewedAct } from '../../../../src/cases/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import type { DecreeForm } from '../../../../src/vocabulary/index.ts';
import type { App as LaChan } from '../../../server/app.ts';
import { maskedOf } from '../form/form-view.server.ts';
import { nameOf } from '../form/form-words.ts';
import { field, valueOrError } from '../server/answer.server.ts';
import type { ActField } from './act-spec.ts';
import { formName, SIGNED_FORM } from './case-words.server.ts';

/** What form 05 asks of the chair, as the page sends it. */
const APPROVAL = ['decision_number', 'decided_on', 'effective_from', 'legal_basis', 'executing_bodies'] as const;

/** What is read before an act is signed, the first of them open: the assessments, and what the act itself rests on. */
const PAPERS: Readonly<Partial<Record<PreviewedAct, readonly DecreeForm[]>>> = {
  'approve-plan': ['FORM-04', 'FORM-03', 'FORM-02'],
  'return-plan': ['FORM-04', 'FORM-03', 'FORM-02'],
  close: ['FORM-06', 'FORM-04', 'FORM-03', 'FORM-02'],
  replan: ['FORM-06', 'FORM-04', 'FORM-03', 'FORM-02'],
};
const ASSESSMENTS: readonly DecreeForm[] = ['FORM-02', 'FORM-03', 'FORM-01'];

export function previewedAct(app: LaChan, written: string | null): PreviewedAct {
  if (written === null || !app.modules.cases.isPreviewedAct(written)) error(404);
  return written;
}

/** The submitted forms that an act is decided on, the latest of each, with the answers that the reader may see. */
export async function papersOf(app: LaChan, ctx: Ctx, { overview, file }: CaseView, act: PreviewedAct) {
  if (!file) return [];
  const latest = (PAPERS[act] ?? ASSESSMENTS).flatMap(
    (code) => file.forms.findLast((form) => form.form === code && form.status === 'submitted') ?? [],
  );
  return Promise.all(
    latest.map(async (one) => {
      const form = valueOrError(
        ctx,
        await app.modules.cases.openForm(ctx, { case: overview.id, form: one.id, read: file.readable }),
      );
      return {
        id: one.id,
        name: formName(form.definition.code),
        definition: form.definition,
        answers: form.answers,
        masked: maskedOf(file),
        at: form.submittedAt?.toISOString() ?? null,
      };
    }),
  );
}

/** Form 05 as the page fills it in: what its draft says or the platform proposes; undefined where it is submitted already. */
export async function approvalForm(app: LaChan, ctx: Ctx, { overview, file }: CaseView) {
  if (overview.next?.form !== SIGNED_FORM || !file) return undefined;
  const on = { case: overview.id };
  const draft = file.forms.find(
    (one) => one.form === SIGNED_FORM && one.status === 'draft' && one.cycle === overview.cycle,
  );
  const begun =
    draft && valueOrError(ctx, await app.modules.cases.openForm(ctx, { ...on, form: draft.id, read: file.readable }));
  const proposed = valueOrError(ctx, await app.modules.cases.proposeApproval(ctx, on));
  const definition =
    begun?.definition ?? valueOrError(ctx, await app.modules.cases.formToday(ctx, { form: SIGNED_FORM }));
  const known = new Map(definition.sections.flatMap((section) => section.fields).map((one) => [one.code, one]));
  const fields = APPROVAL.flatMap((name): ActField[] => {
    const one = known.get(name);
    if (!one) return [];
    const value = begun?.answers[name] ?? proposed[name];
    return [
      {
        name,
        label: nameOf(one),
        kind: one.kind === 'date' ? 'date' : one.kind === 'long-text' ? 'text' : 'line',
        required: true,
        ...(one.hintVi && one.hintEn ? { help: nameOf({ vi: one.hintVi, en: one.hintEn }) } : {}),
        ...(typeof value === 'string' ? { value } : {}),
      },
    ];
  });
  return { fields, base: begun?.version ?? 0 };
}

/** The answers of form 05 as they were sent. */
export function approvalAnswers(form: FormData): Answers {
  return Object.fromEntries(
    APPROVAL.flatMap((name) => {
      const written = field(form, name);
      return written === undefined ? [] : [[name, written]];
    }),
  );
}

/** What is written of a document so far. */
export function draftOf(form: FormData) {
  return {
    reason: field(form, 'reason'),
    minutes: field(form, 'minutes'),
    document: field(form, 'document'),
    number: field(form, 'number'),
    answers: approvalAnswers(form),
  };
}

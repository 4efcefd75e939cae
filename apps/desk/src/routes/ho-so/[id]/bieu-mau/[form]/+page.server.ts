import { error, fail, redirect } from '@sveltejs/kit';
import { checkAnswers } from '../../../../../../../../src/cases/forms/definition.pure.ts';
import type { Answer, CaseView, OpenedForm } from '../../../../../../../../src/cases/index.ts';
import { parseFormParam } from '../../../../../form/form-param.ts';
import {
  caseFile,
  draftOwner,
  dutyOf,
  type FormConflict,
  type FormState,
  formCode,
  formName,
  maskedOf,
  readersOf,
  type SavedForm,
  sentFrom,
  stateOf,
} from '../../../../../form/form-view.server.ts';
import { changedFields, type FormValues, readFormValues, toAnswer, toFormValues } from '../../../../../form/values.ts';
import { href } from '../../../../../href.ts';
import { m } from '../../../../../paraglide/messages.js';
import { namesOf } from '../../../../../report/report-view.server.ts';
import { personOf, refusalView, text, valueOrError } from '../../../../../server/answer.server.ts';
import { words } from '../../../../../server/codes.server.ts';
import { formAct } from '../../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'case.read' };

type File = NonNullable<CaseView['file']>;

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('desk:form');
  const { overview, file } = await caseFile(locals, params.id);
  const param = parseFormParam(params.form);
  if (!param) error(404, m.form_unknown());
  return 'id' in param
    ? read(locals, overview, file, param.id, url.searchParams.has('mo'))
    : current(locals, overview, file, formCode(param.code), url);
};

/** A form that was filled: its answers where they are asked for, else their kinds alone. */
async function read(locals: App.Locals, overview: CaseView['overview'], file: File, id: string, asked: boolean) {
  const { app, ctx } = locals;
  const row = file.forms.find((form) => form.id === id);
  if (!row) error(404, m.form_unknown());
  const form = valueOrError(
    ctx,
    await app.modules.cases.openForm(ctx, { case: overview.id, form: id, read: asked ? file.readable : [] }),
  );
  const names = await namesOf(app, ctx, [row.updatedBy, ...(form.submittedBy ? [form.submittedBy] : [])]);
  return {
    mode: 'read' as const,
    ...common(locals, overview, row.form),
    form: {
      id: form.id,
      definition: form.definition,
      answers: form.answers,
      status: words('form_status', form.status),
      submittedAt: form.submittedAt?.toISOString() ?? null,
      by: names.get(form.submittedBy ?? row.updatedBy) ?? m.person_elsewhere(),
      cycle: form.cycle,
      version: form.version,
    },
    sent: await sentFrom(locals, file, form.id),
    masked: asked ? maskedOf(file) : (['narrative', 'identity', 'internal'] as const),
    asked,
    readers: await readersOf(locals, overview, file),
  };
}

/** The form of the present step: its draft, a new one, or what is there of it. */
async function current(
  locals: App.Locals,
  overview: CaseView['overview'],
  file: File,
  code: ReturnType<typeof formCode>,
  url: URL,
) {
  const { app, ctx } = locals;
  const duty = dutyOf(locals, personOf(ctx), overview, file, code);
  const mine = file.forms.filter((form) => form.form === code);
  const draft = mine.find((form) => form.status === 'draft' && form.cycle === overview.cycle);
  const last = mine.at(-1);
  if (
    !duty.open ||
    (!draft && last?.status === 'submitted' && last.cycle === overview.cycle && !url.searchParams.has('moi'))
  ) {
    if (draft ?? last) redirect(303, href(`/ho-so/${overview.id}/bieu-mau/${(draft ?? last)?.id}`));
    const definition = valueOrError(ctx, await app.modules.cases.formToday(ctx, { form: code }));
    return { mode: 'closed' as const, ...common(locals, overview, code), duty, definition };
  }
  const state = await stateToFill(locals, overview, file, code, draft, last);
  const checking = url.searchParams.has('kiem') && state.id !== null;
  return {
    mode: checking ? ('check' as const) : ('fill' as const),
    ...common(locals, overview, code),
    state,
    sent: await sentFrom(locals, file, state.id),
    returned: !draft && last?.status === 'returned' && last.cycle === overview.cycle,
    readers: await readersOf(locals, overview, file),
    check: checking ? checked(state) : null,
  };
}

async function stateToFill(
  locals: App.Locals,
  overview: CaseView['overview'],
  file: File,
  code: ReturnType<typeof formCode>,
  draft: File['forms'][number] | undefined,
  last: File['forms'][number] | undefined,
): Promise<FormState> {
  const { app, ctx } = locals;
  const open = async (id: string): Promise<OpenedForm> =>
    valueOrError(ctx, await app.modules.cases.openForm(ctx, { case: overview.id, form: id, read: file.readable }));
  if (draft) return stateOf(locals, await open(draft.id), file);
  const definition = valueOrError(ctx, await app.modules.cases.formToday(ctx, { form: code }));
  // A new one is written on from the last: the server keeps what was returned; what was submitted before is sent again as written.
  const returned = last?.status === 'returned' && last.cycle === overview.cycle;
  // A decision of an earlier plan is another decision, with another number.
  const before =
    code === 'FORM-05' && !returned
      ? valueOrError(ctx, await app.modules.cases.proposeApproval(ctx, { case: overview.id }))
      : last
        ? (await open(last.id)).answers
        : {};
  return {
    id: null,
    definition,
    version: 0,
    answers: before,
    seen: returned ? before : {},
    masked: last ? maskedOf(file) : [],
    conflicts: {},
    savedAt: null,
  };
}

/** What the server makes of the draft: what is missing, what would be left out. Classes that the reader cannot open are not judged here. */
function checked(state: FormState) {
  const { missing, invalid, dropped } = checkAnswers(state.definition, state.answers);
  const hidden = new Set(
    state.definition.sections
      .flatMap((section) => section.fields)
      .filter((field) => state.masked.includes(field.fieldClass as 'identity'))
      .map((field) => field.code),
  );
  return {
    wrong: Object.fromEntries([
      ...missing.filter((code) => !hidden.has(code)).map((code) => [code, m.form_missing()]),
      ...invalid.map((code) => [code, m.form_invalid()]),
      ...Object.keys(state.conflicts).map((code) => [code, m.form_clash_title()]),
    ]) as Record<string, string>,
    dropped,
  };
}

function common({ ctx }: App.Locals, overview: CaseView['overview'], code: string) {
  return {
    code,
    name: formName(code),
    caseId: overview.id,
    reference: overview.reference,
    owner: draftOwner(personOf(ctx)),
  };
}

/** An object that a page of ours wrote into its form; anything else was made by hand. What its values are, the verb judges. */
function readObject(said: string): Record<string, unknown> {
  let read: unknown;
  try {
    read = JSON.parse(said);
  } catch {
    error(400, m.form_unknown());
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) error(400, m.form_unknown());
  return read as Record<string, unknown>;
}

/** What a page says that it changes: `doi` from a script, else what differs from what the page had shown. */
async function changesOf(locals: App.Locals, caseId: string, param: string, form: FormData) {
  const code = formCode(param);
  const base = Number(text(form, 'goc'));
  if (!Number.isSafeInteger(base)) error(400, m.form_unknown());
  const script = text(form, 'doi');
  if (script !== '')
    return { code, base, changes: readObject(script) as Record<string, Answer | null>, entered: {} as FormValues };
  const { overview, file } = await caseFile(locals, caseId);
  const draft = file.forms.find((one) => one.form === code && one.status === 'draft' && one.cycle === overview.cycle);
  const { app, ctx } = locals;
  const definition = draft
    ? valueOrError(ctx, await app.modules.cases.openForm(ctx, { case: caseId, form: draft.id, read: [] })).definition
    : valueOrError(ctx, await app.modules.cases.formToday(ctx, { form: code }));
  const fields = definition.sections.flatMap((section) => section.fields);
  const entered = readFormValues(form, fields);
  const seen = toFormValues(fields, readObject(text(form, 'daThay') || '{}') as Record<string, Answer>);
  const changes = Object.fromEntries(
    changedFields(fields, entered, seen).map((field) => [field.code, toAnswer(field, entered[field.code] ?? '')]),
  );
  return { code, base, changes, entered };
}

export const actions: Actions = {
  /** Saves what changed. With script the answer tells what others wrote meanwhile; without, the page is shown anew. */
  luu: formAct(async ({ ctx, app, modules, locals, form, params }) => {
    const { code, base, changes, entered } = await changesOf(locals, params.id, params.form, form);
    const saved = await modules.cases.saveFormDraft(ctx, { case: params.id, form: code, base, changes });
    if (!saved.ok) return fail(saved.refusal.text.status, { refusal: refusalView(ctx, saved.refusal), entered });
    if (text(form, 'doi') === '') redirect(303, href(`/ho-so/${params.id}/bieu-mau/${code}`));
    const names = await namesOf(
      app,
      ctx,
      saved.value.conflicts.map((conflict) => conflict.by),
    );
    const value: SavedForm = {
      version: saved.value.version,
      at: ctx.now.toISOString(),
      conflicts: saved.value.conflicts.map(
        (conflict): FormConflict => ({
          field: conflict.field,
          yours: conflict.yours,
          theirs: conflict.theirs,
          by: names.get(conflict.by) ?? m.person_elsewhere(),
          at: conflict.at.toISOString(),
        }),
      ),
      fresh: saved.value.version === base + 1 ? null : await freshOf(locals, params.id, saved.value.id),
    };
    return { ok: true, value };
  }),
  /** Settles a field that two people wrote, together with whatever else was changed on the page. */
  chon: formAct(async ({ ctx, modules, locals, form, params }) => {
    const chosen = readObject(text(form, 'chon'));
    if (typeof chosen.muc !== 'string' || chosen.giaTri === undefined) error(400, m.form_unknown());
    const { code, base, changes, entered } = await changesOf(locals, params.id, params.form, form);
    const saved = await modules.cases.saveFormDraft(ctx, {
      case: params.id,
      form: code,
      base,
      changes: { ...changes, [chosen.muc]: chosen.giaTri as Answer | null },
    });
    if (!saved.ok) return fail(saved.refusal.text.status, { refusal: refusalView(ctx, saved.refusal), entered });
    redirect(303, href(`/ho-so/${params.id}/bieu-mau/${code}`));
  }),
  kiemTra: formAct(async ({ ctx, modules, locals, form, params }) => {
    const { code, base, changes, entered } = await changesOf(locals, params.id, params.form, form);
    const saved = await modules.cases.saveFormDraft(ctx, { case: params.id, form: code, base, changes });
    if (!saved.ok) return fail(saved.refusal.text.status, { refusal: refusalView(ctx, saved.refusal), entered });
    redirect(303, href(`/ho-so/${params.id}/bieu-mau/${code}?kiem=1`));
  }),
  gui: formAct(async ({ ctx, modules, form, params }) => {
    const code = formCode(params.form);
    const submitted = await modules.cases.submitForm(ctx, {
      case: params.id,
      form: code,
      base: Number(text(form, 'goc')),
    });
    if (!submitted.ok) return submitted;
    redirect(303, href(`/ho-so/${params.id}/bieu-mau?da-gui=${code}`));
  }),
};

/** The form as it stands after a save that somebody else's had come before. */
async function freshOf(locals: App.Locals, caseId: string, id: string): Promise<SavedForm['fresh']> {
  const { file } = await caseFile(locals, caseId);
  const opened = await locals.app.modules.cases.openForm(locals.ctx, { case: caseId, form: id, read: file.readable });
  const row = file.forms.find((one) => one.id === id);
  if (!opened.ok || !row) return null;
  const names = await namesOf(locals.app, locals.ctx, [row.updatedBy]);
  return {
    version: opened.value.version,
    answers: opened.value.answers,
    masked: maskedOf(file),
    by: names.get(row.updatedBy) ?? m.person_elsewhere(),
    at: row.updatedAt.toISOString(),
  };
}

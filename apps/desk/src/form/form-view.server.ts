import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import type {
  Answer,
  Answers,
  CaseView,
  FormDefinition,
  OpenedForm,
  SealedClass,
} from '../../../../src/cases/index.ts';
import type { PersonActor } from '../../../../src/kernel/index.ts';
import { type DecreeForm, decreeForm, protectionStep, role } from '../../../../src/vocabulary/index.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { m } from '../paraglide/messages.js';
import { namesOf } from '../report/report-view.server.ts';
import { valueOrError } from '../server/answer.server.ts';
import { label } from '../server/codes.server.ts';

/** Two people wrote one field: what lost (`yours`, where it is the reader's own) and what stands. */
export interface FormConflict {
  readonly field: string;
  readonly yours: Answer | null;
  /** Who wrote the value that lost; absent where it is the reader. */
  readonly yoursBy?: string;
  /** When it was written; absent where that is now. */
  readonly yoursAt?: string;
  readonly theirs: Answer | null;
  readonly by: string;
  readonly at: string;
}

/** A form as its page starts from. */
export interface FormState {
  /** Id of the draft; null before the first save. */
  readonly id: string | null;
  readonly definition: FormDefinition;
  readonly version: number;
  readonly answers: Answers;
  /** What the server holds of it: what differs from it is a change to save. */
  readonly seen: Answers;
  readonly masked: readonly SealedClass[];
  readonly conflicts: Readonly<Record<string, FormConflict>>;
  readonly savedAt: string | null;
}

/** The answer of a save. `fresh` is there where somebody else had saved meanwhile. */
export interface SavedForm {
  readonly version: number;
  readonly at: string;
  readonly conflicts: readonly FormConflict[];
  readonly fresh: {
    readonly version: number;
    readonly answers: Answers;
    /** Classes whose answers are not told here. */
    readonly masked: readonly SealedClass[];
    readonly by: string;
    readonly at: string;
  } | null;
}

type File = NonNullable<CaseView['file']>;

/** The case and its file, for a page of those who work on it. */
export async function caseFile(
  { app, ctx }: App.Locals,
  id: string,
): Promise<{ overview: CaseView['overview']; file: File }> {
  const { overview, file } = valueOrError(ctx, await app.modules.cases.caseView(ctx, { case: id }));
  if (!file) error(403, m.form_not_reader());
  return { overview, file };
}

export function formCode(given: string): DecreeForm {
  if (!decreeForm.has(given)) error(404, m.form_unknown());
  return given;
}

export const formName = (code: string) => label(decreeForm, code);
export const formNumber = (code: string) => code.slice(-2);

/** Whether the reader fills this form at the present step, or completes what was sent after an emergency; and where not, when and by whom it is filled. */
export function dutyOf(
  { app }: App.Locals,
  actor: PersonActor,
  overview: CaseView['overview'],
  file: File,
  code: DecreeForm,
) {
  const duty = app.modules.cases.formDuty[code];
  const afterwards = code === 'FORM-01' && file.supplements.some(({ status }) => status === 'TAKEN_IN');
  const atStep = duty.at.includes(overview.status) || afterwards;
  const inRole = actor.assignments.some(
    (held) => held.agency === overview.owner && (duty.roles as readonly string[]).includes(held.role),
  );
  return {
    open: atStep && inRole,
    atStep,
    roles: duty.roles.map((one) => label(role, one)).join(', '),
    steps: protectionStep.terms
      .filter((step) => step.form === code)
      .map((step) => label(protectionStep, step.code))
      .join(', '),
  };
}

/** Who reads which class of a form's answers, in words. */
export async function readersOf({ app, ctx }: App.Locals, overview: CaseView['overview'], file: File) {
  const grants = file.access;
  const agencies = await agencyNames(app, ctx, [
    overview.owner,
    ...grants.filter((grant) => grant.subjectKind === 'agency').map((grant) => grant.subject),
  ]);
  const people = await namesOf(
    app,
    ctx,
    grants.filter((grant) => grant.subjectKind === 'person').map((grant) => grant.subject),
  );
  const owner = agencies.get(overview.owner) ?? overview.owner;
  const others = (fieldClass: string) =>
    grants
      .filter((grant) => grant.classes.includes(fieldClass))
      .map((grant) => agencies.get(grant.subject) ?? people.get(grant.subject) ?? m.person_elsewhere());
  return (['triage', 'narrative', 'identity', 'internal'] as const).map((fieldClass) => ({
    fieldClass,
    owner,
    others: [...new Set(others(fieldClass))],
  }));
}

/** The state that a page starts from: an opened draft. */
export async function stateOf(locals: App.Locals, form: OpenedForm, file: File): Promise<FormState> {
  const row = file.forms.find((one) => one.id === form.id);
  const names = await namesOf(locals.app, locals.ctx, [
    ...form.conflicts.flatMap((conflict) => [conflict.by, conflict.standing.by]),
    ...(row ? [row.updatedBy] : []),
  ]);
  const name = (id: string) => names.get(id) ?? m.person_elsewhere();
  const me = locals.ctx.actor.kind === 'person' ? locals.ctx.actor.person : '';
  return {
    id: form.id,
    definition: form.definition,
    version: form.version,
    answers: form.answers,
    seen: form.answers,
    masked: maskedOf(file),
    conflicts: Object.fromEntries(
      form.conflicts.map((conflict) => [
        conflict.field,
        {
          field: conflict.field,
          yours: conflict.value,
          ...(conflict.by === me ? {} : { yoursBy: name(conflict.by) }),
          theirs: form.answers[conflict.field] ?? null,
          by: name(conflict.standing.by),
          at: conflict.standing.at.toISOString(),
          yoursAt: conflict.at.toISOString(),
        },
      ]),
    ),
    savedAt: row ? row.updatedAt.toISOString() : null,
  };
}

/** Classes that the reader may not open now; a class in which nothing has been written yet is not one of them. */
export function maskedOf(file: File): SealedClass[] {
  return (['narrative', 'identity', 'internal'] as const).filter((fieldClass) => !file.readable.includes(fieldClass));
}

/** Names the person who works here to the browser's sealed drafts, without saying who it is. */
export function draftOwner(actor: PersonActor): string {
  return createHash('sha256').update(`draft:${actor.person}`).digest('hex').slice(0, 32);
}

/** From where, and when, what stands in a form was sent after an emergency; null for any other form. */
export async function sentFrom({ app, ctx }: App.Locals, file: File, form: string | null) {
  const sent = form === null ? undefined : file.supplements.find((one) => one.form === form);
  if (!sent?.sentAt) return null;
  const names = await agencyNames(app, ctx, [sent.from]);
  return { agency: names.get(sent.from) ?? sent.from, at: sent.sentAt.toISOString(), signed: sent.status === 'SIGNED' };
}

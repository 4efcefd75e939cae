import { z } from '@hono/zod-openapi';
import { cancelClocks, meetClocks, nextDue, startClocks } from '../../clocks/index.ts';
import { type Ctx, newId, ok, type PersonActor, type Result, readOptionalText, type Tx } from '../../kernel/index.ts';
import { caseStatus, lawOf } from '../../vocabulary/index.ts';
import { askApproval, lapseApproval, settleApproval, waitingApproval } from '../../work/index.ts';
import { sealedClasses } from '../access/case-access.ts';
import { caseRecord } from '../access/case-sealing.ts';
import { CASE_TEXT, DOCUMENT_NAME, MINUTES } from '../case-text.ts';
import { isDocumentedAct } from '../documents/compose-act.ts';
import { type AgencyNames, documentNames } from '../documents/document-names.ts';
import { drawUpAct, drawUpForm, heldKeys } from '../documents/draw-up.ts';
import { freezeDocument } from '../documents/freeze-document.ts';
import { DOCUMENT_NUMBER, readDocumentNumber } from '../documents/number-document.ts';
import type { Answers } from '../forms/definition.pure.ts';
import { readSealedAnswers } from '../forms/fill-form.ts';
import { definitionVersion, lastSubmitted, returnForms } from '../forms/form-store.ts';
import { PLAN_APPROVAL } from '../plan/plan-approval.ts';
import { planOf, updatePlan } from '../plan/plan-store.ts';
import { communeHolder } from '../referrals/directory.ts';
import { type refusals, refuse } from '../refusals.ts';
import { lapseSupplements } from '../supplements/follow-case.ts';
import type { CaseRow, PlanRow } from '../tables.ts';
import { endTrack, reopenTrack } from '../tracks/track-store.ts';
import { actTimeFault, backdating } from './act-time.ts';
import { auditOf, caseAct, lookAtCase, type OnSeenCase } from './case-act.ts';
import { clockOf } from './case-clocks.ts';
import { caseFacts, caseMaterial } from './case-facts.ts';
import { noticeOfPlan } from './case-notices.ts';
import { insertDecision, insertEvent, submittedForms, updateCase } from './case-store.ts';
import { childCodeOfAct } from './child-progress.ts';
import { type CaseAct, caseActs, isEnded, mayFollow, type Requirement, statusAfter, unmet } from './protection-case.ts';

/** Acts that need more than this verb takes have verbs of their own: `transferCase`, `mergeCases`. */
export type DecidedAct = Exclude<CaseAct, 'transfer' | 'merge'>;

export interface Decide extends OnSeenCase {
  readonly act: DecidedAct;
  /** When it was done, where that is not now; see `backdating`. */
  readonly at?: Date;
  /** Sealed with the case. */
  readonly reason?: string;
  /** Minutes of the needs meeting. */
  readonly minutes?: string;
  /** Number, date and issuer of the official document that an act rests on. Sealed with the case. */
  readonly document?: string;
  /** Number of the act's own document, where the clerk has given it already; see `numberDocument`. */
  readonly number?: string;
}

export const decidedSchema = z.object({
  status: caseStatus.zod,
  version: z.number().int(),
  /** Id of the formal decision, where the act is one. */
  decision: z.uuid().optional(),
});
export type Decided = z.output<typeof decidedSchema>;

/**
 * Does one act of the statutory process. The agency must hold the act's function for the commune on this day, the person
 * one of its roles; state, forms and the law's conditions are judged here and nowhere else.
 */
export async function decide(ctx: Ctx, input: Decide): Promise<Result<Decided>> {
  const rule = caseActs[input.act];
  const number = input.number?.trim() ? readDocumentNumber(input.number) : ok(undefined);
  if (!number.ok) return number;
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  // Asked before the transaction: the directory is read as the platform.
  const holder = await communeHolder(ctx, rule.function, looked.value.commune_code);
  const names = hasDocument(input.act) ? await documentNames(ctx, looked.value) : undefined;
  return caseAct(ctx, 'case.work', input, async (tx, row, person) => {
    const { number: _typed, ...act } = input;
    return applyAct(ctx, tx, row, person, {
      ...act,
      ...(number.value === undefined ? {} : { number: number.value }),
      holder: holder?.code,
      ...(names ? { names } : {}),
    });
  });
}

interface ActWords {
  readonly reason: string | undefined;
  readonly minutes: string | undefined;
  readonly document: string | undefined;
}

/** What is written with an act, as it is kept. */
function readWords(given: Pick<ActInput, keyof ActWords>): Result<ActWords> {
  const reason = readOptionalText(given.reason, 'reason', CASE_TEXT);
  if (!reason.ok) return reason;
  const minutes = readOptionalText(given.minutes, 'minutes', MINUTES);
  if (!minutes.ok) return minutes;
  const document = readOptionalText(given.document, 'document', DOCUMENT_NAME);
  if (!document.ok) return document;
  return ok({ reason: reason.value, minutes: minutes.value, document: document.value });
}

/** What an act needs beside the case: used by the verbs that carry more than an act. */
export interface ActInput {
  readonly act: CaseAct;
  readonly at?: Date;
  readonly reason?: string;
  readonly minutes?: string;
  readonly document?: string;
  /** As `readDocumentNumber` gives it. */
  readonly number?: string;
  /** Names of agencies for the act's document, where it has one. */
  readonly names?: AgencyNames;
  /** The agency that takes the case over, by its code. */
  readonly to?: string;
  /** Code of the agency that holds the act's function here and today. */
  readonly holder: string | undefined;
  /** Roles beside those of the rule, where another rule let the actor in. */
  readonly alsoRoles?: readonly string[];
  readonly change?: Partial<Pick<CaseRow, 'merged_into' | 'transferred_to'>>;
}

/** Applies an act to a locked case, inside the caller's transaction. */
export async function applyAct(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  person: PersonActor,
  input: ActInput,
): Promise<Result<Decided>> {
  const rule = caseActs[input.act];
  if (!mayFollow(row.status, input.act))
    return refuse('case.act-not-open', { facts: { status: row.status, act: input.act } });
  const allowed = [...rule.roles, ...(input.alsoRoles ?? [])] as readonly string[];
  if (!person.assignments.some((held) => allowed.includes(held.role)))
    return refuse('case.not-your-role', { facts: { roles: rule.roles.join(', ') } });
  if (input.alsoRoles === undefined && input.holder !== person.agency)
    return refuse('case.not-your-function', { facts: { function: rule.function, holder: input.holder ?? '' } });
  const at = input.at ?? tx.now;
  const words = readWords(input);
  if (!words.ok) return words;
  const { reason, minutes, document } = words.value;
  const timeFault = actTimeFault(at, tx.now, row.last_act_at, reason !== undefined);
  if (timeFault)
    return refuse(timeFault, {
      field: 'at',
      facts: { toleranceHours: backdating.toleranceHours, lastActAt: row.last_act_at.toISOString() },
    });
  const missing = unmet(
    input.act,
    caseFacts(await caseMaterial(tx, row), row, person, {
      reason: reason !== undefined,
      minutes: minutes !== undefined,
      document: document !== undefined,
    }),
  );
  // That nobody approves what they wrote or submitted is the rule of approvals, which refuses it in its own words.
  if (missing && missing !== 'another-than-author')
    return refuse(refusalOf[missing] ?? 'case.needs-form', { facts: { requirement: missing } });
  const plan = await planOf(tx, row.id, row.cycle, true);
  const approved = plan ? await settlePlan(ctx, tx, row, plan, { act: input.act, by: person.person }) : ok();
  if (!approved.ok) return approved;

  const status = statusAfter(row.status, input.act);
  const cycle = rule.newCycle ? row.cycle + 1 : row.cycle;
  const roundFrom = rule.newCycle === 'round' ? cycle : row.round_from;
  const late = tx.now.getTime() - at.getTime() > backdating.freeMinutes * 60_000;
  const eventId = newId<'act'>(tx.now.getTime());
  const texts = Object.entries({ reason, minutes, document }).filter(([, text]) => text !== undefined);
  if (texts.length > 0) {
    const key = await caseRecord.openKey(ctx, tx, row.id, 'narrative', person.agency);
    if (!key) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    for (const [part, text] of texts) {
      const place = `${part}:${input.act}:${eventId}`;
      await caseRecord.put(tx, key, place, text as string);
    }
  }
  const object = { kind: 'case', id: row.id };
  if (rule.meets.length > 0) await meetClocks(tx, object, { codes: rule.meets, at });
  if (rule.cancels) await cancelClocks(tx, object, { ...(rule.cancels === 'all' ? {} : { codes: rule.cancels }), at });
  const starts = rule.starts.filter((start) => start.urgency === undefined || start.urgency === row.urgency);
  const codes = starts.flatMap((start) => start.codes);
  if (codes.length > 0)
    await startClocks(tx, { ...clockOf(row, lawOf(ctx.kernel)), codes, startedAt: at, occurrence: eventId });
  if (plan) await applyToPlan(tx, row, plan, input.act);
  let decision: string | undefined;
  if (rule.decision) {
    const form = rule.requires.find((requirement) => requirement.startsWith('FORM-'));
    const filled =
      form && (await lastSubmitted(tx, row.id, form as Parameters<typeof lastSubmitted>[2], row.round_from));
    decision = await insertDecision(tx, {
      caseId: row.id,
      kind: input.act,
      at,
      formId: filled ? filled.id : null,
      codes: { from: row.status, to: status, text: eventId },
    });
  }
  if (input.names)
    await freezeAct(ctx, tx, row, person, { ...input, ...words.value, at, decision, names: input.names });
  await insertEvent(tx, row.id, input.act, {
    at,
    codes: { from: row.status, to: status, text: eventId, ...(late ? { backDated: true } : {}) },
  });
  await updateCase(tx, row, {
    ...input.change,
    status,
    cycle,
    round_from: roundFrom,
    last_act: input.act,
    last_act_at: at,
    last_act_by: person.person,
    closed_at: isEnded(status) ? at : null,
    outcome: rule.outcome ?? null,
    ...(await submittedForms(tx, { id: row.id, cycle, roundFrom })),
    ...(await nextDue(tx, object)),
  });
  // The protection track ends and runs again with the case; the other tracks of the incident are not touched.
  if (isEnded(status)) await endTrack(tx, { incident: row.incident_id, kind: 'protection', agency: row.owner_agency });
  // What moves on with the child is not ended by it.
  if (isEnded(status) && status !== 'TRANSFERRED' && status !== 'MERGED') await lapseSupplements(tx, row.id);
  if (input.act === 'reopen') await reopenTrack(tx, row.incident_id, row.owner_agency);
  const childCode = childCodeOfAct[input.act];
  if (row.report_id && childCode) await tx.enqueue('cases.tell-child', { report: row.report_id, code: childCode });
  tx.audit({
    ...auditOf(row),
    action: 'case.work',
    codes: { act: input.act, from: row.status, to: status, ...(late ? { backDated: true } : {}) },
  });
  return ok({ status, version: row.version + 1, ...(decision ? { decision } : {}) });
}

function hasDocument(act: CaseAct): boolean {
  return act === 'submit-plan' || act === 'approve-plan' || isDocumentedAct(act);
}

/** Freezes what the act signs: its own document, or the form that it puts forward or decides by. */
async function freezeAct(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  person: PersonActor,
  act: ActWords & {
    readonly act: CaseAct;
    readonly number?: string;
    readonly to?: string;
    readonly at: Date;
    readonly decision: string | undefined;
    readonly names: AgencyNames;
  },
): Promise<void> {
  const base = {
    caseId: row.id,
    agency: person.agency,
    keys: await heldKeys(ctx, tx, row.id, person.agency),
    ...(act.decision ? { decision: act.decision } : {}),
  };
  if (isDocumentedAct(act.act)) {
    const document = await drawUpAct(
      ctx,
      tx,
      row,
      person,
      {
        kind: act.act,
        at: act.at,
        signer: person.name,
        reason: act.reason,
        minutes: act.minutes,
        restsOn: act.document,
        other: act.to,
      },
      act.names,
    );
    await freezeDocument(tx, {
      ...base,
      kind: act.act,
      ...(act.number === undefined ? {} : { number: act.number }),
      document,
    });
    return;
  }
  const code = act.act === 'submit-plan' ? 'FORM-04' : 'FORM-05';
  const form = await lastSubmitted(tx, row.id, code, row.cycle);
  if (!form) return;
  const answers = {
    ...(form.triage as Answers),
    ...(await readSealedAnswers(ctx, tx, person, form, sealedClasses)).answers,
  };
  const given = typeof answers.decision_number === 'string' ? answers.decision_number.trim() : '';
  await freezeDocument(tx, {
    ...base,
    kind: code,
    form: form.id,
    number: DOCUMENT_NUMBER.test(given) ? given : undefined,
    document: await drawUpForm(
      ctx,
      tx,
      row,
      person,
      {
        definition: await definitionVersion(tx, form.form_code, form.definition_version),
        answers,
        signedAt: act.at,
        signer: person.name,
        agency: person.agency,
      },
      act.names,
    ),
  });
}

/** What the act means for the approval of the plan: asked for, decided, or no longer wanted since the case goes another way. */
async function settlePlan(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  plan: PlanRow,
  { act, by }: { readonly act: CaseAct; readonly by: string },
): Promise<Result<unknown>> {
  const object = { kind: PLAN_APPROVAL, object: plan.id };
  if (act === 'submit-plan')
    return askApproval(ctx, tx, {
      kind: PLAN_APPROVAL,
      object: { kind: 'plan', id: plan.id },
      agency: row.owner_agency,
      madeBy: [plan.author],
      record: row.id,
    });
  if (act === 'approve-plan') return settleApproval(ctx, tx, { ...object, decision: 'APPROVED' });
  if (act === 'return-plan') {
    const waiting = await waitingApproval(tx, PLAN_APPROVAL, plan.id);
    const own = waiting?.askedBy === by || plan.author === by;
    return settleApproval(ctx, tx, { ...object, decision: own ? 'WITHDRAWN' : 'REFUSED' });
  }
  if (row.status === 'PLAN_SUBMITTED' && statusAfter(row.status, act) !== row.status) await lapseApproval(tx, object);
  return ok();
}

async function applyToPlan(tx: Tx, row: CaseRow, plan: PlanRow, act: CaseAct): Promise<void> {
  if (act === 'submit-plan' || act === 'approve-plan' || act === 'return-plan')
    await noticeOfPlan(tx, act, row, plan.author);
  if (act === 'submit-plan') await updatePlan(tx, plan, { status: 'submitted' });
  if (act === 'approve-plan') await updatePlan(tx, plan, { status: 'approved' });
  if (act === 'return-plan') {
    await updatePlan(tx, plan, { status: 'returned' });
    await returnForms(tx, row.id, ['FORM-04', 'FORM-05'], row.cycle);
  }
  if (act === 'revise-plan') await updatePlan(tx, plan, { status: 'draft' });
  if (caseActs[act].newCycle) await updatePlan(tx, plan, { status: 'superseded' });
}

const refusalOf: Readonly<Partial<Record<Requirement, keyof typeof refusals>>> = {
  'emergency-answered': 'case.emergency-unanswered',
  minutes: 'case.needs-minutes',
  'plan-complete': 'plan.incomplete',
  reason: 'case.needs-reason',
  'no-further-risk': 'case.risk-remains',
  'child-stable': 'case.child-not-stable',
  'no-separation': 'case.separation-running',
  document: 'case.needs-document',
  'police-told': 'case.police-not-told',
  'no-emergency-found': 'case.emergency-was-found',
};

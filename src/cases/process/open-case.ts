import { z } from '@hono/zod-openapi';
import {
  type Ctx,
  type DataKey,
  hasDeskKey,
  newCode,
  newId,
  ok,
  type PersonActor,
  type Result,
  refuseRequest,
  systemActor,
  vietnamDate,
} from '../../kernel/index.ts';
import { listAgencies } from '../../members/index.ts';
import { ageBand as ageBands, lawOf } from '../../vocabulary/index.ts';
import { type SealedClass, sealedClasses } from '../access/case-access.ts';
import { casesCapabilities } from '../access/case-policy.ts';
import { caseRecord, keepChild } from '../access/case-sealing.ts';
import { identityFactsOf } from '../access/identity-facts.ts';
import { drawUpForm } from '../documents/draw-up.ts';
import { freezeDocument } from '../documents/freeze-document.ts';
import { checkAnswers } from '../forms/definition.pure.ts';
import { insertSubmitted } from '../forms/fill-form.ts';
import { definitionRow } from '../forms/form-store.ts';
import { caseOwner } from '../referrals/directory.ts';
import { refuse } from '../refusals.ts';
import { oweSupplement } from '../supplements/owe-supplement.ts';
import { handOverRoles } from '../supplements/supplement.ts';
import { insertTrack } from '../tracks/track-store.ts';
import { startCaseClocks } from './case-clocks.ts';
import { noticeOfOpened } from './case-notices.ts';
import { caseOfReport, insertCase, insertEvent, insertIncident, updateCase } from './case-store.ts';
import type { OpenCaseInput } from './open-case-input.ts';
import { type ReportFacts, reportForCase } from './report-link.ts';

export type { OpenCaseInput } from './open-case-input.ts';

export const openedCaseSchema = z.object({
  id: z.uuid(),
  reference: z.string(),
  owner: z.object({ code: z.string(), nameVi: z.string(), nameEn: z.string() }),
  /** What completes form 01, where its rest follows; null where nothing is owed. */
  supplement: z.uuid().nullable(),
});
export type OpenedCase = z.output<typeof openedCaseSchema>;

/**
 * Opens the protection case at the commune that owns it on this day (art. 26.1): the keys are made for that commune
 * alone, form 01 is filled, the clocks of the law start, a protection track hangs on the incident, and the child's
 * timeline says that somebody has taken over.
 */
export async function openCase(ctx: Ctx, input: OpenCaseInput): Promise<Result<OpenedCase>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !casesCapabilities.can(actor, 'case.open', ctx.now)) {
    await ctx.auditRefused({ action: 'case.open' });
    return refuseRequest('access.not-permitted');
  }
  const facts = await reportForCase(ctx, input);
  if (!facts.ok) return facts;
  const report: ReportFacts = facts.value;
  const found = await caseOwner(ctx, report.commune);
  if (!found) return refuse('case.no-owner', { field: 'commune' });
  const { owner, province } = found;
  if (input.restFollows && !mayFollow(actor, report, owner.code)) return refuse('case.form-cannot-follow');
  if (report.id) {
    const id = report.id;
    const known = await ctx
      .as(systemActor('cases.open-case'))
      .transaction(async (tx) => ok(await caseOfReport(tx, id)));
    if (known.ok && known.value)
      return refuse('case.already-open', {
        facts: { reference: known.value.reference, agency: known.value.owner_agency },
      });
  }
  const named = await listAgencies(ctx, { codes: [owner.code, actor.agency] });
  const names = new Map(named.ok ? named.value.map((agency) => [agency.code, agency.nameVi]) : []);
  return ctx.transaction(async (tx) => {
    if (!(await hasDeskKey(tx, owner.code))) return refuse('case.desk-has-no-key', { facts: { desk: owner.code } });
    const definition = await definitionRow(tx, 'FORM-01', vietnamDate(ctx.now));
    if (!definition) return refuse('form.unknown', { facts: { form: 'FORM-01' } });
    const checked = checkAnswers(definition, input.reception);
    const [invalid] = checked.invalid;
    if (invalid) return refuse('form.answer-invalid', { field: invalid });
    const [missing] = checked.missing;
    if (missing) return refuse('form.answer-missing', { field: missing });

    const at = ctx.now;
    const incident = newId<'incident'>(at.getTime());
    const id = newId<'case'>(at.getTime());
    // A matter has one code, from the report on.
    const ref = report.reference ?? newCode();
    await insertIncident(tx, {
      id: incident,
      report_id: report.id,
      opened_at: at,
      opened_by_agency: actor.agency,
      is_demonstration: report.demonstration,
    });
    const row = {
      id,
      incident_id: incident,
      report_id: report.id,
      reference: ref,
      commune_code: report.commune,
      province_code: province,
      owner_agency: owner.code,
      reporting_agency: actor.agency,
      status: 'OPEN' as const,
      urgency: report.urgency,
      sensitivity: 'normal' as const,
      incident_codes: [...report.incidentCodes],
      age_band: ageBands.has(report.ageBand) ? report.ageBand : 'UNK',
      age_disputed: false,
      information_at: report.informationAt,
      opened_at: at,
      last_act_at: at,
      last_act: 'opened',
      last_act_by: actor.person,
      assigned_to: null,
      version: 1,
      cycle: 1,
      round_from: 1,
      closed_at: null,
      outcome: null,
      merged_into: null,
      transferred_to: null,
      transferred_from: null,
      next_due_from: null,
      next_due_at: null,
      next_due_rule: null,
      forms_submitted: ['FORM-01' as const],
      emergency_found: null,
      is_demonstration: report.demonstration,
    };
    await insertCase(tx, row);
    await insertTrack(tx, {
      incident,
      kind: 'protection',
      agency: owner.code,
      objectId: id,
      reference: ref,
      from: actor.agency,
    });
    const keys = new Map<SealedClass, DataKey>();
    const sealedBy = actor.agency === owner.code ? 'server' : 'operator';
    for (const fieldClass of sealedClasses) {
      const of = { id, fieldClass, desks: [owner.code], purpose: 'protection' };
      keys.set(fieldClass, await caseRecord.createKey(ctx, tx, of, sealedBy));
    }
    const form = await insertSubmitted(tx, { caseId: id, cycle: 1, definition, checked, keys });
    // Whoever received the information issues form 01; the commune keeps it.
    await freezeDocument(tx, {
      caseId: id,
      kind: 'FORM-01',
      form,
      agency: actor.agency,
      document: await drawUpForm(
        ctx,
        tx,
        row,
        actor,
        { definition, answers: checked.answers, signedAt: at, signer: actor.name, agency: actor.agency },
        names,
      ),
      keys,
    });
    await keepChild(ctx, tx, keys.get('identity') as DataKey, identityFactsOf(checked.answers));
    await insertEvent(tx, id, 'opened', { codes: { urgency: report.urgency, from: actor.agency } });
    const first = await startCaseClocks(tx, lawOf(ctx.kernel), {
      id,
      urgency: report.urgency,
      owner: owner.code,
      province,
      commune: report.commune,
      informationAt: report.informationAt,
    });
    await updateCase(tx, { id, version: 0 }, first);
    await noticeOfOpened(tx, { agency: owner.code }, { id, urgency: report.urgency, reporting_agency: actor.agency });
    const supplement =
      input.restFollows && report.id ? await oweSupplement(ctx, tx, { ...row, report: report.id }, actor) : null;
    if (report.id) await tx.enqueue('cases.tell-child', { report: report.id, code: 'case-opened' });
    tx.audit({
      organisation: owner.code,
      action: 'case.open',
      object: { kind: 'case', id },
      fieldClasses: ['narrative', 'identity'],
      codes: { urgency: report.urgency },
    });
    tx.notify({ topic: 'cases.opened', id, agency: owner.code });
    return ok({
      id,
      reference: ref,
      owner: { code: owner.code, nameVi: owner.nameVi, nameEn: owner.nameEn },
      supplement,
    });
  });
}

/** Only an emergency does not wait for its form, and only where another body owns the case: who owns it completes the form there. */
function mayFollow(actor: PersonActor, report: ReportFacts, owner: string): boolean {
  return (
    report.emergency &&
    actor.agency !== owner &&
    actor.assignments.some(
      (held) => held.agency === actor.agency && (handOverRoles as readonly string[]).includes(held.role),
    )
  );
}

import { z } from '@hono/zod-openapi';
import { type Ctx, clockLook, clockLooks, instant, listSchema } from '../../kernel/index.ts';
import { caseStatus, decreeForm, lawOf, protectionStep, urgency, warnFraction } from '../../vocabulary/index.ts';
import { sensitivities } from '../access/case-policy.ts';
import type { CaseRow } from '../tables.ts';
import { type NextStep, nextStep } from './next-step.ts';
import { caseActCodes, type Requirement } from './protection-case.ts';
import { stepOfStatus } from './step-map.ts';

const act = z.enum(caseActCodes);
export const nextClockSchema = z.object({
  rule: z.string(),
  dueAt: instant,
  startedAt: instant,
  look: z.enum(clockLooks),
});
export const caseInListSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    status: caseStatus.zod,
    step: protectionStep.zod,
    urgency: urgency.zod,
    sensitivity: z.enum(sensitivities),
    commune: z.string(),
    owner: z.string(),
    ageBand: z.string(),
    openedAt: instant,
    assignedTo: z.string().nullable(),
    version: z.number().int(),
    /** What comes next, and whose turn it is: the act, or first the form that it rests on. */
    next: z.object({ act, form: decreeForm.zod.optional(), roles: listSchema(z.string()) }).nullable(),
    clock: nextClockSchema.nullable(),
    /** What was done last, and when. */
    last: z.object({ act: z.string(), at: instant }),
    demonstration: z.boolean(),
  })
  .openapi('CaseInList', { description: 'A case as lists show it: codes and clocks, nothing of the child.' });
export type CaseInList = z.output<typeof caseInListSchema>;

export function caseInList(row: CaseRow, ctx: Ctx): CaseInList {
  const next = nextStepOf(row);
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    step: stepOfStatus[row.status],
    urgency: row.urgency,
    sensitivity: row.sensitivity,
    commune: row.commune_code,
    owner: row.owner_agency,
    ageBand: row.age_band,
    openedAt: row.opened_at,
    assignedTo: row.assigned_to,
    version: row.version,
    next: next ? { act: next.act, ...(next.form ? { form: next.form } : {}), roles: next.roles } : null,
    clock: nextClockOf(row, ctx),
    last: { act: row.last_act, at: row.last_act_at },
    demonstration: row.is_demonstration,
  };
}

/**
 * What comes next in a case.
 * @param known.emergencyWaits where the clock of the emergency runs and another ends before it; @param known.close as in `Standing`
 */
export function nextStepOf(
  row: Pick<CaseRow, 'status' | 'next_due_rule' | 'emergency_found' | 'forms_submitted'>,
  known: { readonly emergencyWaits?: boolean; readonly close?: Requirement | undefined } = {},
): NextStep | undefined {
  return nextStep({
    status: row.status,
    emergencyWaits: known.emergencyWaits === true || row.next_due_rule === 'DL-EMERG-12H',
    emergencyFound: row.emergency_found,
    forms: new Set(row.forms_submitted),
    close: known.close,
  });
}

/** The clock of a case that ends first. */
export function nextClockOf(row: CaseRow, { kernel, now }: Ctx): CaseInList['clock'] {
  const { next_due_rule: rule, next_due_at: dueAt, next_due_from: startedAt } = row;
  if (!rule || !dueAt || !startedAt) return null;
  const look = clockLook(startedAt, dueAt, now, warnFraction(lawOf(kernel), rule, startedAt));
  return { rule, dueAt, startedAt, look };
}

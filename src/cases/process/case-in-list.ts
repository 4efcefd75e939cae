import { type ClockLook, clockLook } from '../../kernel/index.ts';
import type { CaseStatus, ProtectionStep, Urgency } from '../../vocabulary/index.ts';
import type { Sensitivity } from '../access/case-policy.ts';
import type { CaseRow } from '../tables.ts';
import { type CaseAct, caseActs, nextAct, stepOfStatus } from './protection-case.ts';

/** A case as lists show it: codes and clocks, nothing of the child. */
export interface CaseInList {
  readonly id: string;
  readonly reference: string;
  readonly status: CaseStatus;
  readonly step: ProtectionStep;
  readonly urgency: Urgency;
  readonly sensitivity: Sensitivity;
  readonly commune: string;
  readonly owner: string;
  readonly ageBand: string;
  readonly openedAt: Date;
  readonly assignedTo: string | null;
  readonly version: number;
  readonly next: { readonly act: CaseAct; readonly roles: readonly string[] } | null;
  readonly clock: {
    readonly rule: string;
    readonly dueAt: Date;
    readonly startedAt: Date;
    readonly look: ClockLook;
  } | null;
  /** What was done last, and when. */
  readonly last: { readonly act: string; readonly at: Date };
  readonly demonstration: boolean;
}

export function caseInList(row: CaseRow, now: Date): CaseInList {
  const act = nextAct(row.status, row.next_due_rule === 'DL-EMERG-12H');
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
    next: act ? { act, roles: caseActs[act].roles } : null,
    clock: nextClockOf(row, now),
    last: { act: row.last_act, at: row.last_act_at },
    demonstration: row.is_demonstration,
  };
}

/** The clock of a case that ends first. */
export function nextClockOf(row: CaseRow, now: Date): CaseInList['clock'] {
  const { next_due_rule: rule, next_due_at: dueAt, next_due_from: startedAt } = row;
  return rule && dueAt && startedAt ? { rule, dueAt, startedAt, look: clockLook(startedAt, dueAt, now) } : null;
}

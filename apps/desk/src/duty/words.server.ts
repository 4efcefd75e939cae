import type { CaseAct } from '../../../../src/cases/index.ts';
import {
  agencyLevel,
  caseStatus,
  deadlineTrigger,
  deadlineUnit,
  decreeForm,
  protectionStep,
  service,
} from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { getLocale } from '../paraglide/runtime.js';
import { label, words } from '../server/codes.server.ts';
import type { Tone } from '../server/report-view.server.ts';

export const caseStatusName = (code: string) => label(caseStatus, code);
export const stepName = (code: string) => label(protectionStep, code);
export const formName = (code: string) => label(decreeForm, code);
export const serviceName = (code: string) => label(service, code);
export const unitOfTime = (code: string) => label(deadlineUnit, code);
export const triggerName = (code: string) => label(deadlineTrigger, code);
export const levelName = (code: string) => label(agencyLevel, code);

const tones: Readonly<Record<string, Tone>> = {
  OPEN: 'new',
  PLAN_SUBMITTED: 'waiting',
  COURT_ROUTE: 'waiting',
  CLOSED_STABLE: 'done',
  TRANSFERRED: 'done',
  MERGED: 'stopped',
};

export function caseStatusOf(code: string): { tone: Tone; text: string } {
  return { tone: tones[code] ?? 'open', text: caseStatusName(code) };
}

/** An act of the process, or another event of a case, in the reader's language. */
export function actName(app: App, act: string): string {
  const acts = app.modules.cases.caseActs;
  return Object.hasOwn(acts, act) ? acts[act as CaseAct][getLocale()] : words('caseevent', act);
}

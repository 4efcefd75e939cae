import { type FieldClass, HOUR, lengthOf } from '../../kernel/index.ts';
import { type Law, ruleThatBinds, timesOf } from '../../vocabulary/index.ts';
import { breakGlassRoles } from '../policies.ts';

/** Two hours: an emergency is over or has become somebody's case by then. */
export const BREAK_GLASS_MS = 2 * HOUR;
export const REASON_LENGTH = { min: 20, max: 2_000 } as const;
/** A review that nobody made in the time of its rule is asked for again, each day. */
export const REMIND_EVERY_MS = 24 * HOUR;
export const REVIEW_RULE = 'DL-ACCESS-REVIEW';

/** By when an emergency that was opened at a moment is reviewed, by the rule of that day. @throws where none was in force */
export function reviewDue({ rules, days }: Law, openedAt: Date): Date {
  const rule = ruleThatBinds(rules, REVIEW_RULE, openedAt);
  if (!rule) throw new Error(`no rule ${REVIEW_RULE} is in force`);
  return timesOf(rule, openedAt, days).due;
}

/** What a broken glass opens. Identity still needs a step-up, as everywhere. */
export const BREAK_GLASS_CLASSES: readonly FieldClass[] = ['triage', 'narrative', 'identity', 'internal'];

export const breakGlassOutcomes = [
  { code: 'JUSTIFIED', vi: 'Có căn cứ', en: 'Justified' },
  { code: 'JUSTIFIED_TOO_WIDE', vi: 'Có căn cứ nhưng mở rộng hơn cần thiết', en: 'Justified, but wider than needed' },
  { code: 'NOT_JUSTIFIED', vi: 'Không có căn cứ', en: 'Not justified' },
] as const;
export type BreakGlassOutcome = (typeof breakGlassOutcomes)[number]['code'];

export interface BreakGlass {
  readonly id: string;
  readonly grant: string;
  readonly person: string;
  readonly agency: string;
  /** The role that allowed it. */
  readonly role: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly ownerAgency: string;
  readonly ownerDesk: string;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly outcome: BreakGlassOutcome | null;
  readonly reviewedAt: Date | null;
  readonly reviewedBy: string | null;
}

/** Enough words to be read by a reviewer: not one letter twenty times. */
export function isReason(reason: string): boolean {
  return lengthOf(reason) >= REASON_LENGTH.min && new Set(reason.toLowerCase().replaceAll(/\P{L}/gu, '')).size >= 5;
}

export function allowingRole(held: readonly string[]): string | undefined {
  return breakGlassRoles.find((role) => held.includes(role));
}

export function reasonContext(id: string): string {
  return `members|break-glass|${id}|reason`;
}

export function noteContext(id: string): string {
  return `members|break-glass|${id}|note`;
}

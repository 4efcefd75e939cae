import {
  type Ctx,
  isDate,
  ok,
  type Result,
  readTextInput,
  refuseRequest,
  type TextRule,
  vietnamDate,
} from '../../kernel/index.ts';
import { daysBetween } from '../../kernel/time.pure.ts';
import { auditOf, contactAct, contactRecord, type OnContact, tellChanged } from '../contacts/contact-record.ts';
import { insertEvent } from '../contacts/contact-store.ts';
import { refuse } from '../refusals.ts';
import { insertPlan, openSlowOf, planOf, updatePlan } from './frequent-store.ts';
import type { PlanRow, SlowReason } from './frequent-tables.ts';

const PART = 'shared-plan';
export const PLAN_WORDS: TextRule = { most: 4_000, lines: true };
/** A plan is looked at again within so many days. */
const REVIEW_WITHIN = 180;

export interface PlanInput {
  /** Whom the contact is offered to first at the agreed times; null where nobody is named. */
  readonly named: string | null;
  /** 0 Sunday to 6 Saturday. */
  readonly weekdays: number[];
  /** Minutes after midnight in Viet Nam. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** When it is looked at again, `yyyy-mm-dd`. */
  readonly reviewOn: string;
  /** What the desk has agreed on, for whoever takes the contact. */
  readonly words: string;
}

export interface PlanView extends PlanInput {
  readonly setBy: string;
  readonly setAt: string;
  readonly version: number;
}

/**
 * Writes the shared plan of a contact that comes often, or writes it anew. At the agreed times the contact is offered to the named
 * helper alone for five minutes where they are on shift, and then to anybody; danger waits for nobody.
 * @returns refusals `contact-plan.times-unusable`, `contact-plan.review-unusable`, `text.*`
 */
export async function setContactPlan(
  ctx: Ctx,
  input: OnContact & PlanInput,
): Promise<Result<{ readonly version: number }>> {
  const { contact: id, version: seen, ...plan } = input;
  const words = readTextInput(plan.words, 'words', PLAN_WORDS);
  if (!words.ok) return words;
  if (!timesFit(plan)) return refuse('contact-plan.times-unusable', { field: 'fromMinute' });
  const today = vietnamDate(ctx.now);
  const ahead = isDate(plan.reviewOn) ? daysBetween(today, plan.reviewOn) : -1;
  if (ahead < 1 || ahead > REVIEW_WITHIN) return refuse('contact-plan.review-unusable', { field: 'reviewOn' });
  const on = { contact: id, ...(seen !== undefined && { version: seen }) };
  return contactAct(ctx, 'contact.record', on, async (tx, contact, person) => {
    const key = await contactRecord.openKey(ctx, tx, contact.id, 'internal', contact.desk_code);
    if (!key) return refuse('contact.key-unavailable');
    const before = await planOf(tx, contact.id);
    const version = (before?.version ?? 0) + 1;
    const row: PlanRow = {
      contact_id: contact.id,
      named_helper: plan.named,
      weekdays: [...plan.weekdays],
      from_minute: plan.fromMinute,
      to_minute: plan.toMinute,
      review_on: plan.reviewOn,
      set_by: person.person,
      set_at: tx.now,
      version,
    };
    const { contact_id: _, ...change } = row;
    if (before) await updatePlan(tx, contact.id, change);
    else await insertPlan(tx, row);
    await contactRecord.put(tx, key, PART, words.value);
    await insertEvent(tx, contact.id, 'plan-set', { version });
    tx.audit({ ...auditOf(contact), action: 'contact.plan', codes: { version } });
    tellChanged(tx, contact);
    return ok({ version });
  });
}

function timesFit({ named, weekdays, fromMinute, toMinute }: PlanInput): boolean {
  const minute = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  const days = new Set(weekdays);
  if (days.size !== weekdays.length || weekdays.some((day) => !minute(day, 0, 6))) return false;
  if (named !== null && weekdays.length === 0) return false;
  return minute(fromMinute, 0, 1_439) && minute(toMinute, 1, 1_440) && toMinute > fromMinute;
}

export interface ContactCare {
  readonly plan: PlanView | null;
  /** Whether it is slowed, or asked to be; `until` is null while the second person has not decided. */
  readonly slow: { readonly reason: SlowReason; readonly days: number; readonly until: string | null } | null;
}

/** The plan and the slowing of a contact, for who has it or had it. */
export async function contactCare(ctx: Ctx, { contact }: { readonly contact: string }): Promise<Result<ContactCare>> {
  return contactAct(ctx, 'contact.read', { contact, readOnly: true }, async (tx, row, person) => {
    if (row.watched_by === person.person && row.helper !== person.person) return refuseRequest('access.not-permitted');
    const plan = await planOf(tx, row.id);
    const slow = await openSlowOf(tx, row.id);
    const key = plan && (await contactRecord.openKey(ctx, tx, row.id, 'internal', row.desk_code));
    if (plan && !key) return refuse('contact.key-unavailable');
    return ok({
      plan:
        plan && key
          ? {
              named: plan.named_helper,
              weekdays: plan.weekdays,
              fromMinute: plan.from_minute,
              toMinute: plan.to_minute,
              reviewOn: plan.review_on,
              words: (await contactRecord.read(tx, key, PART)) ?? '',
              setBy: plan.set_by,
              setAt: plan.set_at.toISOString(),
              version: plan.version,
            }
          : null,
      slow:
        slow && (slow.until === null || slow.until > tx.now)
          ? { reason: slow.reason, days: slow.days, until: slow.until?.toISOString() ?? null }
          : null,
    });
  });
}

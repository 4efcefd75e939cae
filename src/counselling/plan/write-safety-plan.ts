import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { isCarried } from '../contacts/contact.ts';
import { auditOf, contactAct, contactRecord, tellChanged } from '../contacts/contact-record.ts';
import { insertEvent, updateContact } from '../contacts/contact-store.ts';
import { refuse } from '../refusals.ts';
import { PLAN, type PlanTexts, readPlan } from './safety-plan.ts';

export interface WriteSafetyPlan {
  readonly contact: string;
  readonly texts: PlanTexts;
  /** Which writing of it the helper saw; 0 where there was none. */
  readonly after: number;
}

/**
 * Writes the plan that the child sees beside the talk at once. The same again is once; over a newer one nothing is written.
 * @returns refusals of `readPlan`, `safety-plan.changed`, `contact.not-live`
 */
export async function writeSafetyPlan(ctx: Ctx, input: WriteSafetyPlan): Promise<Result<{ readonly version: number }>> {
  const texts = readPlan(input.texts);
  if (!texts.ok) return texts;
  return contactAct(ctx, 'contact.reply', { contact: input.contact }, async (tx, contact) => {
    const key = await contactRecord.openKey(ctx, tx, contact.id, 'thread', contact.desk_code);
    if (!key) return refuse('contact.key-unavailable');
    const written = JSON.stringify(texts.value);
    const stands = await contactRecord.read(tx, key, PLAN);
    if (stands === written) return ok({ version: contact.safety_plan_version });
    if (!isCarried(contact.state)) return refuse('contact.not-live');
    if (input.after !== contact.safety_plan_version) return refuse('safety-plan.changed');
    await contactRecord.put(tx, key, PLAN, written);
    const now = await updateContact(tx, contact.id, { safety_plan_version: contact.safety_plan_version + 1 });
    await insertEvent(tx, contact.id, 'plan-shared', { version: now.safety_plan_version });
    tx.audit({ ...auditOf(contact), action: 'contact.write-plan' });
    tellChanged(tx, now);
    return ok({ version: now.safety_plan_version });
  });
}

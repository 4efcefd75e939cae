import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, type PartKey, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { childAct, openThread } from '../contacts/contact-receipts.ts';
import { contactAct, contactRecord, watchIsOver } from '../contacts/contact-record.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { PLAN, type PlanTexts } from './safety-plan.ts';

export interface SafetyPlan {
  readonly version: number;
  /** Null where none was written. */
  readonly texts: PlanTexts | null;
}

async function planOf(tx: Tx, key: PartKey, contact: ContactRow): Promise<SafetyPlan> {
  const version = contact.safety_plan_version;
  const written = version === 0 ? undefined : await contactRecord.read(tx, key, PLAN);
  return { version, texts: written === undefined ? null : (JSON.parse(written) as PlanTexts) };
}

/** The plan of a contact, for whoever reads the contact. */
export async function readSafetyPlan(ctx: Ctx, input: { readonly contact: string }): Promise<Result<SafetyPlan>> {
  return contactAct(ctx, 'contact.read', { contact: input.contact, readOnly: true }, async (tx, contact, person) => {
    if (watchIsOver(contact, person, tx.now)) return refuseRequest('access.not-permitted');
    const key = await contactRecord.openKey(ctx, tx, contact.id, 'thread', contact.desk_code);
    if (!key) return refuse('contact.key-unavailable');
    return ok(await planOf(tx, key, contact));
  });
}

/** The child's own plan, also after the talk. While the page is blank nothing of it is given. */
export async function ownSafetyPlan(ctx: Ctx, proof: ReceiptProof): Promise<Result<SafetyPlan>> {
  return childAct(
    ctx,
    proof,
    async (tx, contact, unlocked) => {
      const key = await openThread(ctx, tx, contact.id, unlocked);
      if (!key) return refuseRequest('service.unavailable');
      return ok(contact.child_blanked ? { version: 0, texts: null } : await planOf(tx, key, contact));
    },
    { readOnly: true },
  );
}

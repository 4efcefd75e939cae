import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { auditOf, contactAct, contactRecord, watchIsOver } from '../contacts/contact-record.ts';
import { refuse } from '../refusals.ts';
import { riskOf } from './risk-answers.ts';
import type { RiskView } from './risk-view.ts';

/** The guided dialogue of a contact as it stands, for whoever reads the contact: a colleague goes on where it was left. */
export async function readRisk(ctx: Ctx, input: { readonly contact: string }): Promise<Result<RiskView>> {
  return contactAct(ctx, 'contact.read', { contact: input.contact, readOnly: true }, async (tx, contact, person) => {
    if (watchIsOver(contact, person, tx.now)) return refuseRequest('access.not-permitted');
    const key = await contactRecord.openKey(ctx, tx, contact.id, 'internal', contact.desk_code);
    if (!key) return refuse('contact.key-unavailable');
    const view = await riskOf(tx, key, contact, ctx.language);
    if (view.dialogues.some(({ answered }) => answered.length > 0))
      tx.audit({ ...auditOf(contact), action: 'contact.read-risk', fieldClasses: ['internal'] });
    return ok(view);
  });
}

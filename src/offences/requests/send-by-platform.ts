import { chooseSender, NO_WISHES, queueMessage } from '../../channels/index.ts';
import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { mailboxOf } from '../../takedown/index.ts';
import { auditOf } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { mailKey } from './mail-key.ts';
import { powerToInvestigate } from './power-to-investigate.ts';
import { OFFENCE_REQUEST, type OnRequest, requestAct } from './request-record.ts';
import { requestRuleAt } from './request-rule.ts';
import { changeRequest, insertRequestEvent } from './request-store.ts';

/**
 * Sends an approved request to the mailbox of its addressee that two people approved, by the mail account of the unit that leads the file,
 * with its document. It is on its way until the mail was taken; its clock runs from then on. That the unit holds the power to investigate
 * is asked of this very day.
 * Refusals: those of an act on a request, `offence-file.no-power`, `offence-request.no-rule`, `offence-request.no-mailbox`,
 * `offence-request.no-account`, and those of the outbox
 */
export async function sendByPlatform(ctx: Ctx, input: OnRequest): Promise<Result<void>> {
  const held = await powerToInvestigate(ctx);
  return requestAct(ctx, 'offence-file.request', input, ['APPROVED'], async (tx, request, file, actor) => {
    if (!held) return refuse('offence-file.no-power');
    if (!requestRuleAt(request.kind, vietnamDate(tx.now))) return refuse('offence-request.no-rule');
    const to = request.addressee_agency === null ? undefined : await mailboxOf(ctx, tx, request.addressee_agency);
    if (to === undefined) return refuse('offence-request.no-mailbox');
    const account = await chooseSender(tx, {
      agency: file.lead_agency,
      channels: ['email'],
      demonstration: file.is_demonstration,
    });
    if (account === undefined) return refuse('offence-request.no-account');
    const queued = await queueMessage(ctx, tx, {
      key: mailKey({ id: request.id, sent_at: tx.now }),
      purpose: 'order',
      to: { account, address: to, wishes: NO_WISHES },
      text: request.reference,
      about: { kind: OFFENCE_REQUEST, id: request.id },
    });
    if (!queued.ok) return queued;
    await changeRequest(tx, request, {
      state: 'SENDING',
      sent_at: tx.now,
      sent_by: actor.person,
      function_basis: held.legalBasis,
    });
    await insertRequestEvent(tx, request, 'sending');
    await insertEvent(tx, file.id, 'request-sending', { kind: request.kind, request: request.reference });
    tx.audit({ ...auditOf(file, 'offence-file.request'), codes: { kind: request.kind, act: 'send-by-platform' } });
    return ok();
  });
}

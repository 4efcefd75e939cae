import { age, makeBundle, platformSigningKey } from '../../documents/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { moveReferral, type OnReferral, referralAct } from './referral-act.ts';
import { startAnswerClock } from './referral-clock.ts';
import { addReferralText, openReferral } from './referral-sealing.ts';
import { externalReceiver } from './referral-store.ts';
import { ANSWER_IDENTITY } from './referral-view.ts';
import { mayBeSent } from './send-check.ts';

/**
 * Sends a referral to a receiver outside: the same rules as on the platform, then a sealed file to hand over. The file
 * names the key by which this one referral takes an answer.
 */
export async function exportReferral(
  ctx: Ctx,
  input: OnReferral,
): Promise<Result<{ bundle: string; answerDue: Date; version: number; signedBy: string }>> {
  return referralAct(ctx, 'referral.send', input, async (tx, row, person) => {
    const receiver = row.external_receiver ? await externalReceiver(tx, row.external_receiver) : undefined;
    if (!receiver) return refuse('bundle.receiver-on-platform');
    const checked = await mayBeSent(ctx, tx, row, person.agency);
    if (!checked.ok) return checked;
    const facts = await openReferral(ctx, tx, row.id, person.agency, ['narrative', 'identity']);
    const { generateIdentity, identityToRecipient } = await age();
    const identity = await generateIdentity();
    await addReferralText(ctx, tx, row.id, person.agency, ANSWER_IDENTITY, identity);
    const key = await platformSigningKey(ctx.kernel.vault);
    const bundle = await makeBundle({
      manifest: {
        kind: 'referral',
        referral: row.id,
        from: person.agency,
        to: receiver.id,
        madeAt: ctx.now.toISOString(),
        answerTo: { recipient: await identityToRecipient(identity) },
      },
      content: { purpose: row.purpose, basis: row.basis, facts, answerBy: checked.value.due.toISOString() },
      recipient: receiver.age_recipient,
      key: key.sign,
    });
    await startAnswerClock(tx, lawOf(ctx.kernel), row, checked.value.of);
    const moved = await moveReferral(
      tx,
      row,
      'send',
      { sent_at: ctx.now, answer_due_at: checked.value.due },
      { purpose: row.purpose, basis: row.basis, outside: true },
    );
    if (!moved.ok) return moved;
    tx.audit({
      organisation: row.from_agency,
      action: 'referral.export',
      object: { kind: 'referral', id: row.id },
      fieldClasses: ['narrative', 'identity'],
    });
    return ok({
      bundle,
      answerDue: checked.value.due,
      version: moved.value.version,
      signedBy: key.publicKey.toString('base64'),
    });
  });
}

import { z } from '@hono/zod-openapi';
import { openBundle, verifyBundle } from '../../documents/index.ts';
import { type Ctx, type Result, readOptionalText, textInput } from '../../kernel/index.ts';
import { outcome } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import type { ReferralRow } from '../tables.ts';
import { rejectionReasons } from './referral.ts';
import { moveReferral, type OnReferral, referralAct } from './referral-act.ts';
import type { ReferralManifest } from './referral-bundle.ts';
import { REFERRAL_TEXT } from './referral-purpose.ts';
import { addReferralText, openReferral } from './referral-sealing.ts';
import { externalReceiver } from './referral-store.ts';
import { ANSWER_IDENTITY } from './referral-view.ts';

/** What a receiver outside may answer. */
const answer = z.discriminatedUnion('act', [
  z.object({ act: z.literal('accept'), note: textInput(REFERRAL_TEXT).optional() }),
  z.object({
    act: z.literal('reject'),
    reason: z.enum(Object.keys(rejectionReasons) as [keyof typeof rejectionReasons]),
    note: textInput(REFERRAL_TEXT).optional(),
  }),
  z.object({ act: z.literal('start-service'), note: textInput(REFERRAL_TEXT).optional() }),
  z.object({ act: z.literal('finish'), outcome: outcome.zod, note: textInput(REFERRAL_TEXT).optional() }),
]);

/** Takes in the answer of a receiver outside: signed by the key that it registered, encrypted to this referral, not one byte changed. */
export async function importReferralAnswer(
  ctx: Ctx,
  input: OnReferral & { readonly bundle: string },
): Promise<Result<{ status: ReferralRow['status']; version: number }>> {
  return referralAct(ctx, 'referral.send', input, async (tx, row, person) => {
    const receiver = row.external_receiver ? await externalReceiver(tx, row.external_receiver) : undefined;
    if (!receiver) return refuse('bundle.receiver-on-platform');
    const read = verifyBundle<ReferralManifest>(input.bundle, receiver.signing_key);
    if (!read) return refuse('bundle.damaged');
    if (read.manifest.kind !== 'answer' || read.manifest.referral !== row.id || read.manifest.from !== receiver.id)
      return refuse('bundle.not-for-this');
    const identity = (await openReferral(ctx, tx, row.id, person.agency, ['narrative']))[ANSWER_IDENTITY];
    if (!identity) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    const opened = await openBundle(read.sealed, identity).catch(() => undefined);
    const parsed = answer.safeParse(opened);
    if (!parsed.success) return refuse('bundle.damaged');
    const said = parsed.data;
    const note = readOptionalText(said.note, 'note', REFERRAL_TEXT);
    if (!note.ok) return refuse('bundle.damaged');
    const moved = await moveReferral(
      tx,
      row,
      said.act,
      {
        ...(said.act === 'accept' || said.act === 'reject' ? { answered_at: ctx.now } : {}),
        ...(said.act === 'reject' ? { reason_code: said.reason } : {}),
        ...(said.act === 'finish' ? { outcome: said.outcome, done_at: ctx.now } : {}),
      },
      {
        outside: true,
        ...(said.act === 'reject' ? { reason: said.reason } : {}),
        ...(said.act === 'finish' ? { outcome: said.outcome } : {}),
      },
    );
    if (moved.ok && note.value) await addReferralText(ctx, tx, row.id, person.agency, `note:${said.act}`, note.value);
    return moved;
  });
}

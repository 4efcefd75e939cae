import { hkdfSync } from 'node:crypto';
import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { childAct, openThread } from '../contacts/contact-receipts.ts';

/**
 * The key of the child's notebook (32 bytes, base64url), which lies on its device alone and never comes here. It follows from the key
 * of the thread: whoever has the device and not the six words reads nothing. `null` while the page is blank.
 */
export async function notebookKey(ctx: Ctx, proof: ReceiptProof): Promise<Result<string | null>> {
  return childAct(
    ctx,
    proof,
    async (tx, contact, unlocked) => {
      if (contact.child_blanked) return ok(null);
      const thread = await openThread(ctx, tx, contact.id, unlocked);
      if (!thread) return refuseRequest('service.unavailable');
      const key = hkdfSync('sha256', thread.bytes, '', `la-chan/1|notebook|${contact.id}`, 32);
      return ok(Buffer.from(key).toString('base64url'));
    },
    { readOnly: true },
  );
}

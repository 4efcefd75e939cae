import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { childAct } from '../contacts/contact-receipts.ts';
import { type ChildReader, readersOf } from './reader-store.ts';

/** Who was let in to read the contact: its child’s own list, without a name. While the page is blank nothing of it is given. */
export async function ownReaders(ctx: Ctx, proof: ReceiptProof): Promise<Result<readonly ChildReader[]>> {
  return childAct(ctx, proof, async (tx, contact) => ok(contact.child_blanked ? [] : await readersOf(tx, contact.id)), {
    readOnly: true,
  });
}

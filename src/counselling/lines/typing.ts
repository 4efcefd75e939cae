import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { childAct } from '../contacts/contact-receipts.ts';
import { contactAct } from '../contacts/contact-record.ts';

/** Somebody writes: told to the other side alone, kept nowhere. Each page shows it for six seconds. */
export const TYPING = { child: 'contact.child-typing', helper: 'contact.helper-typing' } as const;

export async function typeAsChild(ctx: Ctx, proof: ReceiptProof): Promise<Result<void>> {
  return childAct(
    ctx,
    proof,
    async (tx, contact) => {
      if (contact.helper !== null && contact.state === 'live')
        tx.notify({ topic: TYPING.child, id: contact.id, person: contact.helper });
      return ok();
    },
    { readOnly: true },
  );
}

/** From the box of the answer, never from that of a note. */
export async function typeAsHelper(ctx: Ctx, input: { readonly contact: string }): Promise<Result<void>> {
  return contactAct(ctx, 'contact.reply', { contact: input.contact, readOnly: true }, async (tx, contact) => {
    if (contact.state === 'live') tx.notify({ topic: TYPING.helper, id: contact.id });
    return ok();
  });
}

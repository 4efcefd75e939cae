import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { childAct } from '../contacts/contact-receipts.ts';
import type { SessionMode } from './series.ts';
import { shownToChild } from './series-store.ts';

export interface OwnAppointment {
  readonly at: Date;
  readonly minutes: number;
  readonly mode: SessionMode;
}

/**
 * The appointments that the child agreed to see on its own page, the next one first: time and way alone, and nothing while the page is
 * blanked. Refusals: those of the session of the page
 */
export async function ownAppointments(ctx: Ctx, proof: ReceiptProof): Promise<Result<readonly OwnAppointment[]>> {
  return childAct(
    ctx,
    proof,
    async (tx, contact) => ok(contact.child_blanked ? [] : await shownToChild(tx, contact.id)),
    { readOnly: true },
  );
}

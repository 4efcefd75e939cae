import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { childAct } from '../contacts/contact-receipts.ts';
import type { SessionMode } from './series.ts';
import { shownToChild } from './series-store.ts';
import { REMINDED_WITHIN } from './session-reminder.ts';

export interface OwnAppointment {
  readonly at: Date;
  readonly minutes: number;
  readonly mode: SessionMode;
  /** It is near: the page says it as a reminder. */
  readonly soon: boolean;
}

/**
 * The appointments that the child agreed to see on its own page, the next one first: time and way alone, and nothing while the page is
 * blanked. Refusals: those of the session of the page
 */
export async function ownAppointments(ctx: Ctx, proof: ReceiptProof): Promise<Result<readonly OwnAppointment[]>> {
  return childAct(
    ctx,
    proof,
    async (tx, contact) => {
      if (contact.child_blanked) return ok([]);
      const shown = await shownToChild(tx, contact.id);
      return ok(shown.map((one) => ({ ...one, soon: one.at.getTime() - tx.now.getTime() <= REMINDED_WITHIN })));
    },
    { readOnly: true },
  );
}

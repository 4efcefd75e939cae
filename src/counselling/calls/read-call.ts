import { type Ctx, DAY, ok, type Result } from '../../kernel/index.ts';
import { auditOf, contactAct } from '../contacts/contact-record.ts';
import { openCall } from './call-sealing.ts';
import type { CallState } from './call-state.pure.ts';
import { earlierFrom, extensionOf, lastCallOf } from './call-store.ts';

/** How long an earlier call from the same number is a hint. */
const EARLIER = 90 * DAY;
const EARLIER_MOST = 5;

/** A call as whoever has its contact sees it. */
export interface CallView {
  readonly state: CallState;
  readonly direction: 'in' | 'out';
  /** E.164; null where the caller hides it. */
  readonly number: string | null;
  readonly cameAt: string;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  /** Until when the exchange keeps the caller for a desk whose end is gone. */
  readonly keptUntil: string | null;
  readonly recordedSince: string | null;
  /** The exchange's name of the words that were left: they are heard there. */
  readonly voicemail: string | null;
  /** Why the exchange did not do what it was asked; a code. */
  readonly failure: string | null;
  /** The reader's own telephone; null where they have not said. */
  readonly extension: string | null;
  /** Contacts of the last ninety days by the same number. A telephone is shared: nobody is known by it. */
  readonly earlier: readonly { readonly reference: string; readonly at: string }[];
}

/**
 * The call of a contact for whoever has it, or is asked to take it over: the number, how the call stands, and as a hint that there were
 * earlier contacts from this number, without a word of them. Null where it has no call.
 */
export async function readCall(ctx: Ctx, input: { readonly contact: string }): Promise<Result<CallView | null>> {
  return contactAct(ctx, 'contact.read', { ...input, readOnly: true }, async (tx, contact, person) => {
    const call = await lastCallOf(tx, contact.id);
    if (!call) return ok(null);
    const { number, voicemail } = await openCall(ctx.kernel, call);
    const since = new Date(tx.now.getTime() - EARLIER);
    const earlier =
      call.number_mark === null
        ? []
        : await earlierFrom(tx, call.number_mark, { contact: contact.id, since }, EARLIER_MOST);
    tx.audit({ ...auditOf(contact), action: 'call.read' });
    return ok({
      state: call.state,
      direction: call.direction,
      number,
      cameAt: call.came_at.toISOString(),
      answeredAt: call.answered_at?.toISOString() ?? null,
      endedAt: call.ended_at?.toISOString() ?? null,
      keptUntil: call.parked_until?.toISOString() ?? null,
      recordedSince: call.recording_since?.toISOString() ?? null,
      voicemail,
      failure: call.failure,
      extension: (await extensionOf(tx, person.person)) ?? null,
      earlier: earlier.map(({ reference, began_at }) => ({ reference, at: began_at.toISOString() })),
    });
  });
}

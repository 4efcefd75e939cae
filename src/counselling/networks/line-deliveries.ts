import { type OutboundProgress, outboundProgress, retryQueued } from '../../channels/index.ts';
import { type Ctx, ok, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { auditOf, contactAct, watchIsOver } from '../contacts/contact-record.ts';
import { LINES_EACH } from '../lines/line.ts';
import { type LineRow, linesAfter, linesNumbered } from '../lines/line-store.ts';
import type { ContactRow } from '../tables.ts';
import { outboundKeyOf } from './answer-by-network.ts';

/** How far a helper's line has come on its network. */
export interface LineDelivery {
  readonly seq: number;
  readonly state: OutboundProgress['state'];
  /** Why it waits or was given up, in a code. */
  readonly reason: string | null;
  /** It was given up, and can be sent once more. */
  readonly retries: boolean;
}

/** Of the helper's lines among these; those that were written for our own page have none. */
export async function deliveriesOf(tx: Tx, contact: ContactRow, lines: readonly LineRow[]): Promise<LineDelivery[]> {
  if (contact.network === null) return [];
  const keys = new Map(
    lines.flatMap(({ from_kind, line_key, seq }) =>
      from_kind === 'helper' ? [[outboundKeyOf(contact.id, line_key), seq] as const] : [],
    ),
  );
  const found = await outboundProgress(tx, [...keys.keys()]);
  return found
    .map(({ key, state, reason, retries }) => ({ seq: keys.get(key) as number, state, reason, retries }))
    .sort((a, b) => a.seq - b.seq);
}

/** How far the newest of the helper's lines have come, without a word of them and without marking anything as seen. */
export function readDeliveries(ctx: Ctx, input: { readonly contact: string }): Promise<Result<LineDelivery[]>> {
  return contactAct(ctx, 'contact.read', { ...input, readOnly: true }, async (tx, contact, person) => {
    if (watchIsOver(contact, person, tx.now)) return refuseRequest('access.not-permitted');
    const lines = await linesAfter(tx, contact.id, Math.max(0, contact.last_seq - LINES_EACH), LINES_EACH);
    return ok(await deliveriesOf(tx, contact, lines));
  });
}

/**
 * One more try of a line that its network did not take: one request for one press.
 * Refusals: `outbox.not-retried`, `outbox.words-gone`
 */
export function resendLine(ctx: Ctx, input: { readonly contact: string; readonly seq: number }): Promise<Result<void>> {
  return contactAct(ctx, 'contact.reply', { contact: input.contact }, async (tx, contact) => {
    const [line] = await linesNumbered(tx, contact.id, [input.seq]);
    if (line === undefined) return refuseRequest('record.not-found');
    const tried = await retryQueued(tx, { key: outboundKeyOf(contact.id, line.line_key) });
    if (tried.ok)
      tx.audit({ ...auditOf(contact), action: 'contact.resend-line', codes: { network: contact.network ?? '' } });
    return tried;
  });
}

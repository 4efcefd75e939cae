import { queueMessage } from '../../channels/index.ts';
import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import type { ContactRow } from '../tables.ts';

/** Under which key a line is in the outbox. */
export const outboundKeyOf = (contact: string, lineKey: string) => `line:${contact}:${lineKey}`;

/** A helper's line goes where the child last wrote; nothing goes out where that is our own page. */
export async function answerByNetwork(
  ctx: Ctx,
  tx: Tx,
  contact: ContactRow,
  line: { readonly lineKey: string; readonly text: string },
): Promise<Result<void>> {
  if (contact.answers_by === null) return ok();
  const queued = await queueMessage(ctx, tx, {
    key: outboundKeyOf(contact.id, line.lineKey),
    purpose: 'answer',
    to: { conversation: contact.answers_by },
    text: line.text,
    about: { kind: 'contact', id: contact.id },
  });
  return queued.ok ? ok() : queued;
}

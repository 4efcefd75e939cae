import { readReceipt, unlockReceipt } from '../../intake/index.ts';
import { type Ctx, createContext, ok, type Result, type Tx } from '../../kernel/index.ts';
import { isCarried } from '../contacts/contact.ts';
import { contactRecord } from '../contacts/contact-record.ts';
import { findContact } from '../contacts/contact-store.ts';
import type { ContactRow } from '../tables.ts';

/** What stands in the thread in place of words that open it. */
export const WORDS_RIGHT = '[Nhắn tiếp ở đây bằng mã và sáu từ của mình.]';
export const WORDS_WRONG = '[Gửi mã và sáu từ, nhưng chưa đúng.]';
export const WORDS_LATER = '[Gửi mã và sáu từ của một lần liên hệ khác.]';

export type WordsShown =
  | { readonly shown: false }
  /** The contact of the words; null where they are wrong. */
  | { readonly shown: true; readonly contact: ContactRow | null };

/**
 * Whether a message is a receipt's locator and six words: they are the only way by which somebody goes on elsewhere with what they began.
 * Tried as at the page and with its limits: a conversation is an address. The words themselves are never kept.
 * Refusals: `receipt.wait`, for whoever brings the message to try again
 */
export async function wordsShown(
  ctx: Ctx,
  tx: Tx,
  message: { readonly text: string; readonly conversation: string },
): Promise<Result<WordsShown>> {
  if (!readReceipt('', message.text).ok) return ok({ shown: false });
  const there = createContext(ctx.kernel, { ...ctx, address: `conversation:${message.conversation}` });
  const unlocked = await unlockReceipt(there, { locator: '', words: message.text });
  if (!unlocked.ok && unlocked.refusal.code === 'receipt.wait') return unlocked;
  if (!unlocked.ok || !('other' in unlocked.value) || unlocked.value.other.holds !== 'contact')
    return ok({ shown: true, contact: null });
  const contact = await findContact(tx, unlocked.value.unlocked.object, { lock: true });
  return ok({ shown: true, contact: contact ?? null });
}

/**
 * Whether somebody is at work on a contact: has it, or began to write an answer. Its conversation then stays where it is, so that no draft
 * is left for nobody.
 */
export async function isWorkedOn(ctx: Ctx, tx: Tx, contact: ContactRow): Promise<boolean> {
  if (isCarried(contact.state) || contact.state === 'offered') return true;
  const key = await contactRecord.openKey(ctx, tx, contact.id, 'thread', contact.desk_code);
  if (!key) return false;
  for (const part of await contactRecord.names(tx, contact.id, ['thread']))
    if (part.startsWith('draft:') && (await contactRecord.read(tx, key, part))) return true;
  return false;
}

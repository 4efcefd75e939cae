import { outboundProgress, type PrivateMessage, queueMessage } from '../../channels/index.ts';
import type { Ctx, Tx } from '../../kernel/index.ts';

/** What whoever sent a picture, a video, a recording or a file reads, once a contact. Names nobody: the sender's name may be hidden. */
const NO_FILES_HERE =
  'Cảm ơn bạn đã nhắn. Để an toàn cho bạn, nơi này không xem và không giữ ảnh, video, ghi âm hay tệp. ' +
  'Bạn kể bằng lời giúp mình nhé. Tin nhắn của bạn có người đọc và trả lời ở đây.';

/** What stands in the thread when that was sent. */
export const SAID_NO_FILES =
  '[Đã nhắn tự động cho người gửi: nơi này không xem, không giữ ảnh hay tệp; xin kể bằng lời.]';

/**
 * Tells by the outbox, once a contact, that nothing but words is kept. Where it may not leave, as to a machine or to whoever wished for no
 * answer there, nothing is said.
 * @returns whether it was said just now
 */
export async function sayNoFiles(
  ctx: Ctx,
  tx: Tx,
  to: { readonly contact: string; readonly conversation: string },
  { attachments, automatic }: PrivateMessage,
): Promise<boolean> {
  if (automatic || !attachments.some(({ kind }) => kind !== 'location')) return false;
  const key = `no-files:${to.contact}`;
  if ((await outboundProgress(tx, [key])).length > 0) return false;
  const queued = await queueMessage(ctx, tx, {
    key,
    purpose: 'automatic',
    to: { conversation: to.conversation },
    text: NO_FILES_HERE,
    about: { kind: 'contact', id: to.contact },
  });
  return queued.ok;
}

import { z } from 'zod';
import { HOUR, ok, type Result } from '../../kernel/index.ts';
import type { InboundAttachment, InboundEvent, InboundRequest } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { bodyJson, isWithinWindow, sameText } from '../signature.ts';

export interface TelegramSecrets {
  /** Given to `setWebhook` as `secret_token`: 1 to 256 of A-Z, a-z, 0-9, _ and -. */
  readonly secretToken: string;
}

/** Telegram keeps updates for 24 hours. */
const WINDOW = 25 * HOUR;

const seconds = z.number().int().positive();
const fileId = z.string().min(1).max(300);
const file = z.object({ file_id: fileId }).catch({ file_id: '' });
const message = z.object({
  message_id: z.number().int(),
  date: seconds,
  edit_date: seconds.optional(),
  chat: z.object({ id: z.number().int(), type: z.string(), username: z.string().max(100).optional() }),
  from: z.object({ id: z.number().int(), is_bot: z.boolean().optional() }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  reply_to_message: z.object({ message_id: z.number().int() }).optional(),
  photo: z.array(file).optional(),
  sticker: file.optional(),
  animation: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  document: file.optional(),
  location: z.unknown().optional(),
});
type Message = z.infer<typeof message>;
const update = z.looseObject({
  update_id: z.number().int(),
  message: message.optional(),
  edited_message: message.optional(),
  channel_post: message.optional(),
  edited_channel_post: message.optional(),
});

/**
 * An update of a Telegram bot: the secret in the header `X-Telegram-Bot-Api-Secret-Token`. A post of a channel is public
 * where the channel has a public name; in a channel without one, a group or a chat it is private. Files have no address:
 * getting one takes a call with the bot's token, which is not made here.
 * @param privateOf `chats`: only what one person writes to the bot is a message; groups and closed channels are a name alone
 * Refusals: `webhook.signature-missing`, `webhook.signature-wrong`, `webhook.unreadable`, `webhook.outside-window`
 */
export function receiveTelegram(
  { body, headers }: InboundRequest,
  { secretToken }: TelegramSecrets,
  now: Date,
  privateOf: 'everything' | 'chats' = 'everything',
): Result<readonly InboundEvent[]> {
  const shown = headers.get('x-telegram-bot-api-secret-token');
  if (shown === null) return refuse('webhook.signature-missing');
  if (!sameText(shown, secretToken)) return refuse('webhook.signature-wrong');
  const read = update.safeParse(bodyJson(body));
  if (!read.success) return refuse('webhook.unreadable');
  const { update_id, message: sent, edited_message: resent, channel_post: post, edited_channel_post: edit } = read.data;
  const what = post ?? edit ?? sent ?? resent;
  const id = String(update_id);
  const other = (name: string, at: Date) => ok([{ kind: 'other', channel: 'telegram', id, at, name } as const]);
  if (what === undefined) return other(nameOf(read.data), now);
  const at = new Date((what.edit_date ?? what.date) * 1_000);
  if (!isWithinWindow(at, now, WINDOW)) return refuse('webhook.outside-window');
  const isPublic = (post ?? edit) !== undefined && what.chat.type === 'channel' && what.chat.username !== undefined;
  if (isPublic) return ok([postOf(what, id, at)]);
  if (privateOf === 'chats') {
    if (what.chat.type !== 'private' || what.from?.is_bot) return other(`message.${what.chat.type}`.slice(0, 100), at);
    // Telegram's own button, pressed before anything is written.
    if (/^\/start(?:\s|$)/.test(what.text ?? '')) return other('start', at);
  }
  return ok([messageOf(what, id, at)]);
}

function nameOf(sent: Readonly<Record<string, unknown>>): string {
  const name = Object.keys(sent).find((key) => key !== 'update_id') ?? 'update';
  return /^[a-z_]{1,100}$/.test(name) ? name : 'update';
}

function postOf(post: Message, id: string, at: Date): InboundEvent {
  const { username } = post.chat;
  return {
    kind: 'public-contribution',
    channel: 'telegram',
    id,
    at,
    change: post.edit_date === undefined ? 'added' : 'edited',
    subject: `${post.chat.id}:${post.message_id}`,
    // A post is the channel's own; whoever of its administrators wrote it is not asked.
    author: String(post.chat.id),
    text: post.text ?? post.caption ?? '',
    attachments: attachmentsOf(post),
    parent: post.reply_to_message ? `${post.chat.id}:${post.reply_to_message.message_id}` : null,
    url: `https://t.me/${username}/${post.message_id}`,
  };
}

function messageOf(sent: Message, id: string, at: Date): InboundEvent {
  return {
    kind: 'private-message',
    channel: 'telegram',
    id,
    at,
    author: String(sent.from?.id ?? sent.chat.id),
    text: sent.text ?? sent.caption ?? '',
    attachments: attachmentsOf(sent),
  };
}

function attachmentsOf(sent: Message): InboundAttachment[] {
  const files = [
    // The last size is the largest.
    ['image', sent.photo?.at(-1)],
    ['image', sent.sticker],
    ['video', sent.animation ?? sent.video ?? sent.video_note],
    ['audio', sent.audio ?? sent.voice],
    // An animation is told a second time, as a document.
    ['file', sent.animation ? undefined : sent.document],
  ] as const;
  const found = files.flatMap(([kind, one]): InboundAttachment[] =>
    one === undefined ? [] : [{ kind, url: null, ...(one.file_id === '' ? {} : { reference: one.file_id }) }],
  );
  return sent.location === undefined ? found : [...found, { kind: 'location', url: null }];
}

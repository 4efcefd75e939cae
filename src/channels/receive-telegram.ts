import { z } from 'zod';
import { HOUR, ok, type Result } from '../kernel/index.ts';
import type { InboundAttachment, InboundEvent, InboundRequest } from './inbound-event.ts';
import { refuse } from './refusals.ts';
import { bodyJson, isWithinWindow, sameText } from './signature.ts';

export interface TelegramSecrets {
  /** Given to `setWebhook` as `secret_token`: 1 to 256 of A-Z, a-z, 0-9, _ and -. */
  readonly secretToken: string;
}

/** Telegram keeps updates for 24 hours. */
const WINDOW = 25 * HOUR;

const seconds = z.number().int().positive();
const message = z.object({
  message_id: z.number().int(),
  date: seconds,
  edit_date: seconds.optional(),
  chat: z.object({ id: z.number().int(), type: z.string(), username: z.string().max(100).optional() }),
  from: z.object({ id: z.number().int() }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  reply_to_message: z.object({ message_id: z.number().int() }).optional(),
  photo: z.array(z.unknown()).optional(),
  video: z.unknown().optional(),
  document: z.unknown().optional(),
  audio: z.unknown().optional(),
  location: z.unknown().optional(),
});
type Message = z.infer<typeof message>;
const update = z.object({
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
 * Refusals: `webhook.signature-missing`, `webhook.signature-wrong`, `webhook.unreadable`, `webhook.outside-window`
 */
export function receiveTelegram(
  { body, headers }: InboundRequest,
  { secretToken }: TelegramSecrets,
  now: Date,
): Result<readonly InboundEvent[]> {
  const shown = headers.get('x-telegram-bot-api-secret-token');
  if (shown === null) return refuse('webhook.signature-missing');
  if (!sameText(shown, secretToken)) return refuse('webhook.signature-wrong');
  const read = update.safeParse(bodyJson(body));
  if (!read.success) return refuse('webhook.unreadable');
  const { update_id, message: sent, edited_message: resent, channel_post: post, edited_channel_post: edit } = read.data;
  const what = post ?? edit ?? sent ?? resent;
  const id = String(update_id);
  if (what === undefined) return ok([{ kind: 'other', channel: 'telegram', id, at: now, name: 'update' }]);
  const at = new Date((what.edit_date ?? what.date) * 1_000);
  if (!isWithinWindow(at, now, WINDOW)) return refuse('webhook.outside-window');
  const isPublic = (post ?? edit) !== undefined && what.chat.type === 'channel' && what.chat.username !== undefined;
  return ok([isPublic ? postOf(what, id, at) : messageOf(what, id, at)]);
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
  const kinds = [
    ['image', sent.photo],
    ['video', sent.video],
    ['audio', sent.audio],
    ['file', sent.document],
    ['location', sent.location],
  ] as const;
  return kinds.flatMap(([kind, found]) => (found === undefined ? [] : [{ kind, url: null }]));
}

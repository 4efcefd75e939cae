import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { HOUR, ok, type Result } from '../../kernel/index.ts';
import type { InboundAttachment, InboundEvent, InboundRequest, OtherEvent } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { bodyJson, isWithinWindow, sameText } from '../signature.ts';

export interface FacebookPageSecrets {
  readonly appSecret: string;
  /** Chosen by us, and entered at Meta when the webhook is registered. */
  readonly verifyToken: string;
}

/** Meta repeats for up to 36 hours. */
const WINDOW = 40 * HOUR;

const text = z.string().max(250);
const attachment = z.object({ type: z.string(), payload: z.object({ url: z.string().optional() }).optional() });
const messaging = z.object({
  sender: z.object({ id: text }),
  timestamp: z.number().positive(),
  message: z
    .object({
      mid: text,
      is_echo: z.boolean().optional(),
      text: z.string().default(''),
      attachments: z.array(attachment).default([]),
    })
    .optional(),
  delivery: z.object({ mids: z.array(text).max(1_000).default([]), watermark: z.number().nonnegative() }).optional(),
  read: z.object({ watermark: z.number().nonnegative() }).optional(),
  postback: z.object({ mid: text.optional(), title: z.string().default('') }).optional(),
});
const feedChange = z.object({
  field: z.literal('feed'),
  value: z.object({
    item: z.string().max(50),
    verb: z.string().max(50),
    comment_id: text.optional(),
    post_id: text.optional(),
    parent_id: text.optional(),
    from: z.object({ id: text }).optional(),
    message: z.string().default(''),
    created_time: z.number().positive().optional(),
    permalink_url: z.string().max(4_000).optional(),
    photo: z.string().optional(),
    link: z.string().optional(),
  }),
});
/** Something else of the page, to which nobody here subscribes. */
const otherField = z.object({ field: z.string().refine((field) => field !== 'feed') });
const call = z.object({
  object: z.literal('page'),
  entry: z
    .array(
      z.object({
        id: text,
        time: z.number().positive(),
        messaging: z.array(z.unknown()).default([]),
        changes: z.array(z.unknown()).default([]),
      }),
    )
    .min(1)
    .max(1_000),
});

/**
 * A call of a Facebook page's webhook, which may hold many events: `X-Hub-Signature-256: sha256=<HMAC-SHA256 of the raw
 * body under the app's secret>`. An event of an unknown shape is kept as `other`.
 * Refusals: `webhook.signature-missing`, `webhook.signature-wrong`, `webhook.unreadable`, `webhook.outside-window`
 */
export function receiveFacebookPage(
  { body, headers }: InboundRequest,
  { appSecret }: FacebookPageSecrets,
  now: Date,
): Result<readonly InboundEvent[]> {
  const shown = headers.get('x-hub-signature-256')?.trim();
  if (!shown) return refuse('webhook.signature-missing');
  const expected = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
  if (!sameText(shown, expected)) return refuse('webhook.signature-wrong');
  const read = call.safeParse(bodyJson(body));
  if (!read.success) return refuse('webhook.unreadable');
  const newest = Math.max(...read.data.entry.map(({ time }) => milliseconds(time)));
  if (!isWithinWindow(new Date(newest), now, WINDOW)) return refuse('webhook.outside-window');
  return ok(
    read.data.entry.flatMap((entry) => {
      const at = new Date(milliseconds(entry.time));
      return [
        ...entry.messaging.flatMap((one, index) => messagesOf(one, at, `${entry.id}:${entry.time}:${index}`)),
        ...entry.changes.map((one, index) => changeOf(one, at, `${entry.id}:${entry.time}:${index}`)),
      ];
    }),
  );
}

/**
 * Meta's question when a webhook is registered: the challenge to send back as plain text.
 * Refusals: `webhook.handshake-refused`
 */
export function answerFacebookHandshake(query: URLSearchParams, { verifyToken }: FacebookPageSecrets): Result<string> {
  const challenge = query.get('hub.challenge') ?? '';
  const wanted = query.get('hub.mode') === 'subscribe' && /^[\w-]{1,200}$/.test(challenge);
  return wanted && sameText(query.get('hub.verify_token') ?? '', verifyToken)
    ? ok(challenge)
    : refuse('webhook.handshake-refused');
}

/** Messages are dated in milliseconds and changes of the page in seconds. */
function milliseconds(time: number): number {
  return time < 100_000_000_000 ? time * 1_000 : time;
}

const channel = 'facebook-page';
const other = (name: string, at: Date, id: string): OtherEvent => ({ kind: 'other', channel, id, at, name });
const ofUnknownShape = (name: string, at: Date, id: string): OtherEvent => ({ ...other(name, at, id), unknown: true });

function messagesOf(item: unknown, at: Date, place: string): readonly InboundEvent[] {
  const read = messaging.safeParse(item);
  if (!read.success) return [ofUnknownShape('messaging', at, `other:${place}`)];
  const { sender, timestamp, message, delivery, postback } = read.data;
  const sent = new Date(milliseconds(timestamp));
  if (message !== undefined) return [messageOf(message, sender.id, sent)];
  if (delivery !== undefined && delivery.mids.length > 0)
    return delivery.mids.map((mid) => {
      const id = `delivered:${mid}`;
      return { kind: 'delivery-report', channel, id, at: sent, message: mid, state: 'delivered' };
    });
  // A watermark: all that was sent to this person up to then. Which messages these are, the outbox knows.
  if (read.data.read !== undefined) {
    const upTo = new Date(milliseconds(read.data.read.watermark));
    const id = `read:${sender.id}:${upTo.getTime()}`;
    return [{ kind: 'delivery-report', channel, id, at: sent, message: '', state: 'read', to: sender.id, upTo }];
  }
  // A button that was pressed says its own words.
  if (postback?.mid !== undefined && postback.title !== '')
    return [messageOf({ mid: postback.mid, text: postback.title, attachments: [] }, sender.id, sent)];
  return [other('messaging', sent, `other:${place}`)];
}

type Message = NonNullable<z.infer<typeof messaging>['message']>;

function messageOf(message: Message, author: string, at: Date): InboundEvent {
  if (message.is_echo) return other('echo', at, `echo:${message.mid}`);
  return {
    kind: 'private-message',
    channel,
    id: message.mid,
    at,
    author,
    text: message.text,
    attachments: message.attachments.map(({ type, payload }) => ({
      kind: attachmentKinds[type] ?? 'other',
      url: payload?.url ?? null,
    })),
  };
}

const attachmentKinds: Readonly<Record<string, InboundAttachment['kind']>> = {
  image: 'image',
  sticker: 'image',
  video: 'video',
  reel: 'video',
  ig_reel: 'video',
  audio: 'audio',
  file: 'file',
  location: 'location',
};

const changes: Readonly<Record<string, 'added' | 'edited' | 'removed'>> = {
  add: 'added',
  unhide: 'added',
  edit: 'edited',
  edited: 'edited',
  remove: 'removed',
  hide: 'removed',
};
/** What people write on a page; the rest (reactions, shares, likes) says nothing. */
const WRITTEN = ['comment', 'post', 'status', 'photo', 'video'];

function changeOf(item: unknown, at: Date, place: string): InboundEvent {
  const read = feedChange.safeParse(item);
  if (!read.success)
    return (otherField.safeParse(item).success ? other : ofUnknownShape)('change', at, `other:${place}`);
  const { value } = read.data;
  const change = changes[value.verb];
  const subject = value.item === 'comment' ? value.comment_id : value.post_id;
  if (change === undefined || subject === undefined || !WRITTEN.includes(value.item))
    return other(`${value.item}.${value.verb}`, at, `other:${place}`);
  const picture = value.photo ?? (value.item === 'photo' ? value.link : undefined);
  return {
    kind: 'public-contribution',
    channel,
    // An edit names the comment alone: the moment tells one from the next.
    id: `${subject}:${value.verb}:${at.getTime()}`,
    at: change === 'added' && value.created_time ? new Date(milliseconds(value.created_time)) : at,
    change,
    subject,
    author: value.from?.id ?? null,
    text: value.message,
    attachments: picture === undefined ? [] : [{ kind: 'image', url: picture }],
    parent: value.item === 'comment' ? (value.parent_id ?? value.post_id ?? null) : null,
    url: value.permalink_url ?? null,
  };
}

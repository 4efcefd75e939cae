import { createHash } from 'node:crypto';
import { z } from 'zod';
import { HOUR, ok, type Result } from '../../kernel/index.ts';
import type { InboundAttachment, InboundEvent, InboundRequest } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { bodyJson, isWithinWindow, sameText } from '../signature.ts';

/** What a Zalo Official Account's webhook is signed with. */
export interface ZaloOaSecrets {
  /** The identifier that stands before the body under the signature: the app's, as most guides have it. */
  readonly signedId: string;
  /** The account's own secret key, which is not the app's. */
  readonly oaSecret: string;
}

/** Zalo repeats for just under two hours (30 s, 5, 15, 30 and 60 minutes), then gives up. */
const WINDOW = 3 * HOUR;

const text = z.string().max(300);
const address = z.object({ payload: z.object({ url: z.string().optional() }).optional(), type: z.string() });
const shape = z.object({
  event_name: z.string().max(100),
  timestamp: z.string().regex(/^\d{10,16}$/),
  sender: z.object({ id: text }).or(text).optional(),
  message: z
    .object({
      msg_id: text.optional(),
      msg_ids: z.array(text).max(1_000).optional(),
      text: z.string().default(''),
      attachments: z.array(address).default([]),
    })
    .optional(),
  /** Of a template that was sent by a telephone number. */
  msg_id: text.optional(),
  tracking_id: z.string().max(200).optional(),
});

/**
 * A call of a Zalo Official Account's webhook: `X-ZEvent-Signature: mac=sha256(id + body + timestamp + secret)`, the
 * timestamp being the body's own, in milliseconds. All that Zalo delivers is private; what we sent ourselves comes back
 * as `oa_send_…`. Source: third-party descriptions that agree (docs/channels.md); the vendor's text was not read.
 * Refusals: `webhook.signature-missing`, `webhook.unreadable`, `webhook.signature-wrong`, `webhook.outside-window`
 */
export function receiveZaloOa(
  { body, headers }: InboundRequest,
  { signedId, oaSecret }: ZaloOaSecrets,
  now: Date,
): Result<readonly InboundEvent[]> {
  const shown = headers.get('x-zevent-signature')?.trim();
  if (!shown) return refuse('webhook.signature-missing');
  const json = bodyJson(body);
  const stamp = z.object({ timestamp: z.string().max(20) }).safeParse(json);
  if (!stamp.success) return refuse('webhook.unreadable');
  const { timestamp } = stamp.data;
  const mac = createHash('sha256').update(signedId).update(body).update(timestamp).update(oaSecret).digest('hex');
  if (!sameText(shown.replace(/^mac=/, ''), mac)) return refuse('webhook.signature-wrong');
  const read = shape.safeParse(json);
  if (!read.success) return refuse('webhook.unreadable');
  const at = new Date(Number(timestamp));
  return isWithinWindow(at, now, WINDOW) ? ok(eventsOf(read.data, at, body)) : refuse('webhook.outside-window');
}

const arrivals: Readonly<Record<string, 'delivered' | 'read'>> = {
  user_received_message: 'delivered',
  user_seen_message: 'read',
};

function eventsOf(event: z.infer<typeof shape>, at: Date, body: Uint8Array): readonly InboundEvent[] {
  const { event_name: name, sender, message } = event;
  const state = arrivals[name];
  const ours = message?.msg_ids ?? [message?.msg_id ?? event.msg_id].filter((one) => one !== undefined);
  if (state !== undefined && ours.length > 0)
    return ours.map((id) => ({
      kind: 'delivery-report',
      channel: 'zalo-oa',
      id: `${name}:${id}`.slice(0, 300),
      at,
      message: id,
      state,
      ...(event.tracking_id === undefined ? {} : { key: event.tracking_id }),
    }));
  // What has no identifier of its own is told apart by its bytes, which a repetition repeats.
  const id = message?.msg_id ?? createHash('sha256').update(body).digest('hex');
  const author = typeof sender === 'string' ? sender : sender?.id;
  const base = { channel: 'zalo-oa', id: `${name}:${id}`.slice(0, 300), at } as const;
  const other = { ...base, kind: 'other', name: /^[\w.-]{1,100}$/.test(name) ? name : 'event' } as const;
  if (!TO_US.test(name)) return [other];
  if (message?.msg_id === undefined || author === undefined) return [{ ...other, unknown: true }];
  const { text: words, attachments } = message;
  return [{ ...base, kind: 'private-message', author, text: words, attachments: attachments.map(attachmentOf) }];
}

/** Of one person to the account; what is said in a group of Zalo is not. */
const TO_US = /^user_send_(?!group)/;

const kinds: Readonly<Record<string, InboundAttachment['kind']>> = {
  image: 'image',
  gif: 'image',
  sticker: 'image',
  video: 'video',
  audio: 'audio',
  file: 'file',
  location: 'location',
};

function attachmentOf({ type, payload }: z.infer<typeof address>): InboundAttachment {
  return { kind: kinds[type] ?? 'other', url: payload?.url ?? null };
}

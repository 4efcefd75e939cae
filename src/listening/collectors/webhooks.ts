import { z } from 'zod';
import {
  answerFacebookHandshake,
  type InboundEvent,
  type InboundRequest,
  type PublicContribution,
  receiveFacebookPage,
  receiveTelegram,
  receiveZaloOa,
} from '../../channels/index.ts';
import { ok, type Result } from '../../kernel/index.ts';
import type { PublicPost } from '../posts/public-post.ts';
import { linksIn, textRevision } from './plain-text.ts';
import { refuseSource } from './refusals.ts';

const key = z.string().min(1).max(500);
export const zaloOaSecrets = z.object({ signedId: key, oaSecret: key });
export const telegramSecrets = z.object({ secretToken: z.string().regex(/^[\w-]{1,256}$/) });
const facebookWebhookSecrets = z.object({ appSecret: key, verifyToken: key });

type Secrets = Readonly<Record<string, unknown>>;

/** What a network may tell a source of a kind, and how its registration is answered. */
interface WebhookKind {
  receive(request: InboundRequest, secrets: Secrets, now: Date): Result<readonly InboundEvent[]>;
  handshake?(query: URLSearchParams, secrets: Secrets): Result<string>;
}

/** By the kind of the source. A source whose webhook secrets are not entered has no webhook. */
const webhookKinds: Readonly<Record<string, WebhookKind>> = {
  'zalo-oa': {
    receive: (request, secrets, now) =>
      withSecrets(zaloOaSecrets, secrets, (given) => receiveZaloOa(request, given, now)),
  },
  'facebook-page': {
    receive: (request, secrets, now) =>
      withSecrets(facebookWebhookSecrets, secrets, (given) => receiveFacebookPage(request, given, now)),
    handshake: (query, secrets) =>
      withSecrets(facebookWebhookSecrets, secrets, (given) => answerFacebookHandshake(query, given)),
  },
  'telegram-channel': {
    receive: (request, secrets, now) =>
      withSecrets(telegramSecrets, secrets, (given) => receiveTelegram(request, given, now)),
  },
};

function withSecrets<S, T>(schema: z.ZodType<S>, secrets: Secrets, work: (secrets: S) => Result<T>): Result<T> {
  const read = schema.safeParse(secrets);
  return read.success ? work(read.data) : refuseSource('source.no-webhook');
}

export interface WebhookAnswer {
  readonly posts: readonly PublicPost[];
  /** Messages that only their author and we can read: not listened to, and not kept. */
  readonly privateMessages: number;
}

/** What may be listened to of what a network told: public posts and comments alone. */
function heardOf(events: readonly InboundEvent[]): WebhookAnswer {
  return {
    posts: events.flatMap((event) => (event.kind === 'public-contribution' ? [postOf(event)] : [])),
    privateMessages: events.filter(({ kind }) => kind === 'private-message').length,
  };
}

function postOf(event: PublicContribution): PublicPost {
  const media = event.attachments.flatMap(({ kind, url }) =>
    url !== null && (kind === 'image' || kind === 'video') ? [{ url, kind } as const] : [],
  );
  const deleted = event.change === 'removed';
  return {
    id: event.subject,
    // As the collector of the same page makes it: what both bring is known by the pair.
    revision: deleted ? 'deleted' : textRevision(event.text),
    at: event.at,
    author: event.author,
    text: deleted ? '' : event.text,
    language: null,
    url: event.url,
    links: deleted ? [] : linksIn(event.text),
    media: deleted ? [] : media,
    parent: event.parent,
    deleted,
  };
}

export function handshakeOf(kind: string, query: URLSearchParams, secrets: Secrets): Result<string> {
  return webhookKinds[kind]?.handshake?.(query, secrets) ?? refuseSource('source.no-webhook');
}

/** Verifies a call and says what may be listened to of it. */
export function hear(kind: string, request: InboundRequest, secrets: Secrets, now: Date): Result<WebhookAnswer> {
  const events = webhookKinds[kind]?.receive(request, secrets, now) ?? refuseSource('source.no-webhook');
  return events.ok ? ok(heardOf(events.value)) : events;
}

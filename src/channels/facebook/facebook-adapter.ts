import { z } from 'zod';
import { DAY, HOUR, ok } from '../../kernel/index.ts';
import type { ChannelAdapter, OutboundMessage } from '../adapter.ts';
import { fetchAttachment } from '../fetch-attachment.ts';
import { foundAmong, type ListedLine, sameWords } from '../found-among.ts';
import type { InboundEvent } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { refusedAs, TOO_LONG, UNREADABLE } from '../send-outcome.ts';
import { type FacebookSecrets, type FacebookSettings, facebookSecrets, facebookSettings } from './facebook-account.ts';
import { graphGet, graphPost } from './graph.ts';
import { answerFacebookHandshake, receiveFacebookPage } from './receive-facebook-page.ts';

const messageAnswer = z.object({ message_id: z.string().min(1).max(300) });
const identified = z.object({ id: z.string().min(1).max(300) });
const success = z.object({ success: z.literal(true) });
const page = z.object({ id: z.string(), name: z.string().min(1).max(200) });
const time = z.string().transform(Date.parse).pipe(z.number());
const written = z.object({
  id: z.string(),
  message: z.string().default(''),
  created_time: time,
  from: z.object({ id: z.string() }).optional(),
});
const conversations = z.object({
  data: z.array(z.object({ messages: z.object({ data: z.array(written) }).optional() })),
});
const feed = z.object({ data: z.array(written) });

/** Identifiers stand in addresses: no other letter comes in. */
const ID = /^[\w-]{1,300}$/;
/** How many messages or posts are asked for at once. */
const LINES = 25;

/**
 * A page's messages and comments (Graph API). Free words for 24 hours after the person wrote, then for seven days under
 * the tag that a person wrote them (Meta reviews its use), then none; one private answer to a comment within seven days.
 * Source: Meta's pages on the send API, messaging windows, private replies and rate limits.
 */
export const facebookAdapter: ChannelAdapter<FacebookSettings, FacebookSecrets> = {
  code: 'facebook-page',
  settings: facebookSettings,
  secrets: facebookSecrets,
  limits: { textMost: 2_000, perSecond: 40, perSecondToOne: 2 },
  proof: 'read',
  begins: false,
  /** What the page wrote itself is nobody's message. */
  receive(request, { settings, secrets }, now) {
    const got = receiveFacebookPage(request, secrets, now);
    if (!got.ok) return got;
    return ok(got.value.map((event) => (isOwn(event, settings.page) ? echoOf(event) : event)));
  },
  handshake: (query, { secrets }) => answerFacebookHandshake(query, secrets),

  window(lastFromThem, now) {
    if (lastFromThem === null) return { state: 'closed', until: null };
    const ends = (ms: number) => new Date(lastFromThem.getTime() + ms);
    if (now < ends(24 * HOUR)) return { state: 'free', until: ends(24 * HOUR) };
    return now < ends(7 * DAY) ? { state: 'tagged', until: ends(7 * DAY) } : { state: 'closed', until: null };
  },

  async send(account, message, reach) {
    if (message.text.length > facebookAdapter.limits.textMost) return TOO_LONG;
    const sent = await graphPost(account, reach, `${account.settings.page}/messages`, {
      recipient: message.comment === undefined ? { id: message.to } : { comment_id: message.comment },
      ...ruleOf(message),
      message: { text: message.text },
    });
    if ('outcome' in sent) return sent.outcome;
    const read = messageAnswer.safeParse(sent.value);
    return read.success ? { state: 'sent', provider: read.data.message_id } : UNREADABLE;
  },

  /** Among the newest messages of the conversation: what the page wrote since then in the same words. */
  async lookUp(account, { to, text, triedAt, comment }, reach) {
    // Who wrote the comment is not known by an identifier of the messages.
    if (comment !== undefined || triedAt === undefined) return { state: 'unsure', reason: 'cannot-be-asked' };
    const { page } = account.settings;
    const found = await graphGet(account, reach, `${page}/conversations`, {
      platform: 'messenger',
      user_id: to,
      fields: `messages.limit(${LINES}){id,message,created_time,from}`,
    });
    if ('outcome' in found) return found.outcome;
    const read = conversations.safeParse(found.value);
    if (!read.success) return UNREADABLE;
    const lines = read.data.data.flatMap(({ messages }) => messages?.data ?? []);
    return foundAmong(listed(lines, page), { text, triedAt }, LINES);
  },

  async check(account, reach) {
    const found = await graphGet(account, reach, 'me', { fields: 'id,name' });
    if ('outcome' in found) return refusedAs(found.outcome);
    const read = page.safeParse(found.value);
    if (!read.success) return refusedAs(UNREADABLE);
    if (read.data.id !== account.settings.page) return refuse('channel-service.other-account');
    return ok({ name: read.data.name, tokenEndsAt: null });
  },

  /** Of the page alone: the app's own webhook, with its address and verify token, is registered at Meta by hand. */
  async subscribe(account, _address, reach) {
    const told = await graphPost(account, reach, `${account.settings.page}/subscribed_apps`, {
      subscribed_fields: 'feed,messages,messaging_postbacks,message_deliveries,message_reads,message_echoes',
    });
    if ('outcome' in told) return refusedAs(told.outcome);
    return success.safeParse(told.value).success ? ok() : refusedAs(UNREADABLE);
  },

  attachment: (_account, { url }, reach, bytesMost) => fetchAttachment(url, reach, bytesMost),

  async hide(account, subject, reach) {
    if (!ID.test(subject)) return { state: 'refused', reason: 'no-identifier' };
    const hidden = await graphPost(account, reach, subject, { is_hidden: true });
    if ('outcome' in hidden) return hidden.outcome;
    return success.safeParse(hidden.value).success ? { state: 'sent', provider: subject } : UNREADABLE;
  },

  async publish(account, { text, link }, reach) {
    const sent = await graphPost(account, reach, `${account.settings.page}/feed`, {
      message: text,
      ...(link === undefined ? {} : { link }),
    });
    if ('outcome' in sent) return sent.outcome;
    const read = identified.safeParse(sent.value);
    return read.success ? { state: 'sent', provider: read.data.id } : UNREADABLE;
  },

  async readBack(account, post, reach) {
    const { page } = account.settings;
    const fields = 'id,message,created_time,from';
    if (post.provider !== undefined) {
      if (!ID.test(post.provider)) return { state: 'refused', reason: 'no-identifier' };
      const found = await graphGet(account, reach, post.provider, { fields });
      if ('outcome' in found) return found.outcome;
      const read = written.safeParse(found.value);
      if (!read.success) return UNREADABLE;
      return sameWords(read.data.message, post.text)
        ? { state: 'sent', provider: read.data.id }
        : { state: 'refused', reason: 'other-words' };
    }
    const { text, triedAt } = post;
    if (triedAt === undefined) return { state: 'unsure', reason: 'cannot-be-asked' };
    const found = await graphGet(account, reach, `${page}/feed`, { fields, limit: String(LINES) });
    if ('outcome' in found) return found.outcome;
    const read = feed.safeParse(found.value);
    return read.success ? foundAmong(listed(read.data.data, page), { text, triedAt }, LINES) : UNREADABLE;
  },
};

const isOwn = (event: InboundEvent, page: string) => event.kind === 'public-contribution' && event.author === page;
const echoOf = ({ channel, id, at }: InboundEvent): InboundEvent => ({ kind: 'other', channel, id, at, name: 'echo' });

function ruleOf({ window }: OutboundMessage): object {
  return window === 'tagged' ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };
}

const listed = (all: readonly z.infer<typeof written>[], page: string): ListedLine[] =>
  all.map(({ id, message: text, created_time: at, from }) => ({ id, text, at, ours: (from?.id ?? page) === page }));

import { z } from 'zod';
import { DAY, HOUR, ok } from '../../kernel/index.ts';
import type { ChannelAdapter, OutboundMessage, PublicPost } from '../adapter.ts';
import { fetchAttachment } from '../fetch-attachment.ts';
import { foundAmong, type ListedLine, sameWords } from '../found-among.ts';
import type { InboundEvent } from '../inbound-event.ts';
import { bytesFor, PICTURE_MISSING, withLink } from '../post-form.ts';
import { refuse } from '../refusals.ts';
import { refusedAs, TOO_LONG, UNREADABLE } from '../send-outcome.ts';
import { type FacebookSecrets, type FacebookSettings, facebookSecrets, facebookSettings } from './facebook-account.ts';
import { graphDelete, graphForm, graphGet, graphPost } from './graph.ts';
import { answerFacebookHandshake, receiveFacebookPage } from './receive-facebook-page.ts';

const messageAnswer = z.object({ message_id: z.string().min(1).max(300) });
/** A photo says its own identifier and, beside it, that of the post it stands in. */
const identified = z.object({ id: z.string().min(1).max(300), post_id: z.string().min(1).max(300).optional() });
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
const total = z.object({ summary: z.object({ total_count: z.number().int().nonnegative() }) });
const counted = z.object({
  reactions: total.optional(),
  comments: total.optional(),
  shares: z.object({ count: z.number().int().nonnegative() }).optional(),
});
/** What is asked for and is not there, or not there any more. */
const GONE = 'graph-100.33';
/** Source: Meta's help page on posts says 63,206 characters; nobody reads as many on a telephone. */
const POST_MOST = 5_000;

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

  postLimits: () => ({
    textMost: POST_MOST,
    textMostWithPicture: POST_MOST,
    titleMost: null,
    summaryMost: null,
    needsPicture: false,
  }),

  /** A picture is one request with its words under it, so that no picture ever stands without them. */
  postRequest({ page }, post) {
    const { picture, text, link } = post;
    if (picture === undefined)
      return {
        method: 'POST',
        path: `${page}/feed`,
        body: link === undefined ? { message: text } : { message: text, link },
      };
    return {
      method: 'POST',
      path: `${page}/photos`,
      body: { caption: wordsOf(post), alt_text_custom: picture.alt },
      file: { field: 'source', mediaType: picture.mediaType, sha256: picture.sha256 },
    };
  },

  async publish(account, post, reach) {
    const request = facebookAdapter.postRequest?.(account.settings, post);
    if (request === undefined) return { state: 'refused', reason: 'cannot-be-done' };
    const file = bytesFor(request, post);
    if (request.file !== undefined && file === undefined) return PICTURE_MISSING;
    const sent =
      file === undefined
        ? await graphPost(account, reach, request.path, request.body)
        : await graphForm(account, reach, request.path, request.body, file);
    if ('outcome' in sent) return sent.outcome;
    const read = identified.safeParse(sent.value);
    return read.success ? { state: 'sent', provider: read.data.post_id ?? read.data.id } : UNREADABLE;
  },

  /** The words of a post can be put right, its picture cannot. */
  async correct(account, post, reach) {
    if (!ID.test(post.provider)) return { state: 'refused', reason: 'no-identifier' };
    const told = await graphPost(account, reach, post.provider, { message: wordsOf(post) });
    if ('outcome' in told) return told.outcome;
    return success.safeParse(told.value).success ? { state: 'sent', provider: post.provider } : UNREADABLE;
  },

  async withdraw(account, provider, reach) {
    if (!ID.test(provider)) return { state: 'refused', reason: 'no-identifier' };
    const told = await graphDelete(account, reach, provider);
    if ('outcome' in told) return told.outcome.reason === GONE ? { state: 'sent', provider } : told.outcome;
    return success.safeParse(told.value).success ? { state: 'sent', provider } : UNREADABLE;
  },

  /** How many, and never who: `limit(0)` leaves the people away. */
  async counts(account, provider, reach) {
    if (!ID.test(provider)) return { state: 'refused', reason: 'no-identifier' };
    const found = await graphGet(account, reach, provider, {
      fields: 'shares,comments.limit(0).summary(true),reactions.limit(0).summary(true)',
    });
    if ('outcome' in found) return found.outcome;
    const read = counted.safeParse(found.value);
    if (!read.success) return UNREADABLE;
    const { reactions, comments, shares } = read.data;
    return {
      state: 'counted',
      counts: {
        views: null,
        reactions: reactions?.summary.total_count ?? null,
        comments: comments?.summary.total_count ?? null,
        // Meta leaves the field away while there is none.
        shares: shares?.count ?? 0,
      },
    };
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
      return sameWords(read.data.message, wordsOf(post))
        ? { state: 'sent', provider: read.data.id }
        : { state: 'refused', reason: 'other-words' };
    }
    const { triedAt } = post;
    if (triedAt === undefined) return { state: 'unsure', reason: 'cannot-be-asked' };
    const text = wordsOf(post);
    const found = await graphGet(account, reach, `${page}/feed`, { fields, limit: String(LINES) });
    if ('outcome' in found) return found.outcome;
    const read = feed.safeParse(found.value);
    return read.success ? foundAmong(listed(read.data.data, page), { text, triedAt }, LINES) : UNREADABLE;
  },
};

/** A picture has no place for a link beside its words. */
const wordsOf = (post: Pick<PublicPost, 'text' | 'link' | 'picture'>): string =>
  post.picture === undefined ? post.text : withLink(post);

const isOwn = (event: InboundEvent, page: string) => event.kind === 'public-contribution' && event.author === page;
const echoOf = ({ channel, id, at }: InboundEvent): InboundEvent => ({ kind: 'other', channel, id, at, name: 'echo' });

function ruleOf({ window }: OutboundMessage): object {
  return window === 'tagged' ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };
}

const listed = (all: readonly z.infer<typeof written>[], page: string): ListedLine[] =>
  all.map(({ id, message: text, created_time: at, from }) => ({ id, text, at, ours: (from?.id ?? page) === page }));

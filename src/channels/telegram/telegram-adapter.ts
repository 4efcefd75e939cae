import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import type { ChannelAdapter, OpenAccount, PublicPost, Reach, SendOutcome } from '../adapter.ts';
import { fileIn } from '../fetch-attachment.ts';
import { bytesFor, formRequest, PICTURE_MISSING, withLink } from '../post-form.ts';
import { refuse } from '../refusals.ts';
import { askService, jsonRequest, type NotSent, refusedAs, TOO_LONG, UNREADABLE } from '../send-outcome.ts';
import { receiveTelegram } from './receive-telegram.ts';
import {
  type TelegramBotSecrets,
  type TelegramSettings,
  telegramBotSecrets,
  telegramSettings,
} from './telegram-account.ts';

type Account = OpenAccount<TelegramSettings, TelegramBotSecrets>;

const failure = z.object({
  ok: z.literal(false),
  error_code: z.number().int(),
  description: z.string().max(1_000).catch(''),
});
const sentMessage = z.object({ message_id: z.number().int(), chat: z.object({ id: z.number().int() }) });
/** A post of ours as `publish` names it: channel and message. */
const PROVIDER = /^(-?\d{1,20}):(\d{1,15})$/;
/** Under a picture. */
const CAPTION_MOST = 1_024;
/** There is no such post, or no longer. */
const NOT_THERE = 'telegram-not-there';
/** It says already what was to be said. */
const AS_IT_IS = 'telegram-as-it-is';
const NO_CHANNEL: SendOutcome = { state: 'refused', reason: 'no-channel' };

const bot = z.object({ username: z.string().max(100) });
const fileAnswer = z.object({
  file_size: z.number().int().nonnegative().optional(),
  file_path: z.string().regex(/^(?!.*\.\.)[\w./-]{1,300}$/),
});

/**
 * A bot that people write to in private chats (Bot API). A bot answers and never begins; Telegram tells neither arrival
 * nor reading, nor that somebody deleted what they wrote. Limits: 4,096 characters, 30 messages a second, one a second in
 * one chat (third-party descriptions that agree).
 */
export const telegramAdapter: ChannelAdapter<TelegramSettings, TelegramBotSecrets> = {
  code: 'telegram',
  settings: telegramSettings,
  secrets: telegramBotSecrets,
  limits: { textMost: 4_096, perSecond: 30, perSecondToOne: 1 },
  proof: 'sent',
  begins: false,
  receive: (request, { secrets }, now) => receiveTelegram(request, secrets, now, 'chats'),
  window: (lastFromThem) => ({ state: lastFromThem === null ? 'closed' : 'free', until: null }),

  async send(account, { to, text }, reach) {
    if (text.length > telegramAdapter.limits.textMost) return TOO_LONG;
    const asked = await call(account, reach, 'sendMessage', {
      chat_id: to,
      text,
      // A preview would make Telegram's servers open what a helper links to.
      link_preview_options: { is_disabled: true },
    });
    if ('outcome' in asked) return asked.outcome;
    const read = sentMessage.safeParse(asked.result);
    return read.success ? { state: 'sent', provider: `${read.data.chat.id}:${read.data.message_id}` } : UNREADABLE;
  },

  postLimits: ({ channel }) =>
    channel === undefined
      ? undefined
      : {
          textMost: telegramAdapter.limits.textMost,
          textMostWithPicture: CAPTION_MOST,
          titleMost: null,
          summaryMost: null,
          needsPicture: false,
        },

  postRequest({ channel }, post) {
    const words = withLink(post);
    if (post.picture === undefined)
      return {
        method: 'POST',
        path: 'sendMessage',
        body: { chat_id: channel, text: words, link_preview_options: { is_disabled: true } },
      };
    return {
      method: 'POST',
      path: 'sendPhoto',
      body: { chat_id: channel, caption: words },
      file: { field: 'photo', mediaType: post.picture.mediaType, sha256: post.picture.sha256 },
    };
  },

  async publish(account, post, reach) {
    if (account.settings.channel === undefined) return NO_CHANNEL;
    const request = telegramAdapter.postRequest?.(account.settings, post);
    if (request === undefined) return NO_CHANNEL;
    const file = bytesFor(request, post);
    if (request.file !== undefined && file === undefined) return PICTURE_MISSING;
    const form = file && formRequest(request.body, file);
    const asked = await call(account, reach, request.path, request.body, form);
    if ('outcome' in asked) return asked.outcome;
    const read = sentMessage.safeParse(asked.result);
    return read.success ? { state: 'sent', provider: `${read.data.chat.id}:${read.data.message_id}` } : UNREADABLE;
  },

  async correct(account, post, reach) {
    const edited = await edit(account, post, reach);
    return edited.state === 'refused' && edited.reason === AS_IT_IS
      ? { state: 'sent', provider: post.provider }
      : edited;
  },

  async withdraw(account, provider, reach) {
    const [, chat_id, message] = PROVIDER.exec(provider) ?? [];
    if (chat_id === undefined) return { state: 'refused', reason: 'no-identifier' };
    const asked = await call(account, reach, 'deleteMessage', { chat_id, message_id: Number(message) });
    if ('outcome' in asked && asked.outcome.reason !== NOT_THERE) return asked.outcome;
    return { state: 'sent', provider };
  },

  /**
   * A bot cannot read a channel. That a post stands there in these words is proven by setting the same words once more, which Telegram
   * refuses because nothing changes; where somebody had changed them they are as approved again, and it is told that they were not.
   */
  async readBack(account, post, reach) {
    const { provider } = post;
    if (provider === undefined) return { state: 'unsure', reason: 'cannot-be-asked' };
    const edited = await edit(account, { ...post, provider }, reach);
    if (edited.state === 'refused' && edited.reason === AS_IT_IS) return { state: 'sent', provider };
    return edited.state === 'sent' ? { state: 'refused', reason: 'other-words' } : edited;
  },

  async check(account, reach) {
    const read = await question(account, reach, 'getMe', {}, bot);
    return read.ok ? ok({ name: `@${read.value.username}`, tokenEndsAt: null }) : read;
  },

  async subscribe(account, address, reach) {
    const told = await question(
      account,
      reach,
      'setWebhook',
      {
        url: address,
        secret_token: account.secrets.secretToken,
        allowed_updates: ['message', 'edited_message', 'my_chat_member'],
        max_connections: 10,
      },
      z.literal(true),
    );
    return told.ok ? ok() : told;
  },

  async attachment(account, { reference }, reach, bytesMost) {
    if (reference === undefined) return refuse('channel-attachment.unavailable');
    const found = await question(account, reach, 'getFile', { file_id: reference }, fileAnswer);
    // Telegram takes the question and knows no such file (any more), or gives none that large.
    if (!found.ok)
      return found.refusal.facts?.reason === 'telegram-400' ? refuse('channel-attachment.unavailable') : found;
    const { file_path: path, file_size: size = 0 } = found.value;
    if (size > bytesMost) return refuse('channel-attachment.unavailable', { facts: { bytesMost } });
    const { settings, secrets } = account;
    const got = await reach.fetch.get(`${settings.server}/file/bot${secrets.botToken}/${path}`, {
      limits: { bytes: bytesMost, ms: reach.deadlineMs, redirects: 0 },
    });
    if (!got.ok) return got;
    return fileIn(got.value);
  },
};

/** Sets the words of a post. Refused with `AS_IT_IS` where they are these. */
async function edit(
  account: Account,
  post: PublicPost & { readonly provider: string },
  reach: Reach,
): Promise<SendOutcome> {
  const [, chat_id, message] = PROVIDER.exec(post.provider) ?? [];
  if (chat_id === undefined) return { state: 'refused', reason: 'no-identifier' };
  const where = { chat_id, message_id: Number(message) };
  const words = withLink(post);
  const asked =
    post.picture === undefined
      ? await call(account, reach, 'editMessageText', {
          ...where,
          text: words,
          link_preview_options: { is_disabled: true },
        })
      : await call(account, reach, 'editMessageCaption', { ...where, caption: words });
  return 'outcome' in asked ? asked.outcome : { state: 'sent', provider: post.provider };
}

/** The token stands in the path: an address is never told on. */
async function call(
  { settings, secrets }: Account,
  reach: Reach,
  method: string,
  body: object,
  request = jsonRequest(body),
): Promise<{ readonly result: unknown } | { readonly outcome: NotSent }> {
  const asked = await askService(reach, `${settings.server}/bot${secrets.botToken}/${method}`, request);
  if ('outcome' in asked) return asked;
  const { json } = asked;
  const failed = failure.safeParse(json);
  if (failed.success) return { outcome: failedAs(failed.data) };
  const taken = z.object({ ok: z.literal(true), result: z.unknown() }).safeParse(json);
  return taken.success ? { result: taken.data.result } : { outcome: UNREADABLE };
}

async function question<T>(
  account: Account,
  reach: Reach,
  method: string,
  body: object,
  shape: z.ZodType<T>,
): Promise<Result<T>> {
  const asked = await call(account, reach, method, body);
  if ('outcome' in asked) return refusedAs(asked.outcome);
  const read = shape.safeParse(asked.result);
  return read.success ? ok(read.data) : refusedAs(UNREADABLE);
}

/** 401: the token was revoked. 404: there never was such a bot. 403: blocked by the person, or their account is gone. */
function failedAs({ error_code: code, description }: z.infer<typeof failure>): NotSent {
  const reason = `telegram-${code}`;
  // Telegram has one number for all that is wrong with a request, and says the rest in words that have stayed the same for years.
  if (/message is not modified/i.test(description)) return { state: 'refused', reason: AS_IT_IS };
  if (/message to (?:edit|delete) not found|MESSAGE_ID_INVALID/i.test(description))
    return { state: 'refused', reason: NOT_THERE };
  if (code === 401 || code === 404) return { state: 'expired', reason };
  return code >= 500 ? { state: 'unsure', reason } : { state: 'refused', reason };
}

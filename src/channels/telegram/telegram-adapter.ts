import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import type { ChannelAdapter, OpenAccount, Reach } from '../adapter.ts';
import { fileIn } from '../fetch-attachment.ts';
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

const failure = z.object({ ok: z.literal(false), error_code: z.number().int() });
const sentMessage = z.object({ message_id: z.number().int(), chat: z.object({ id: z.number().int() }) });
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

/** The token stands in the path: an address is never told on. */
async function call(
  { settings, secrets }: Account,
  reach: Reach,
  method: string,
  body: object,
): Promise<{ readonly result: unknown } | { readonly outcome: NotSent }> {
  const asked = await askService(reach, `${settings.server}/bot${secrets.botToken}/${method}`, jsonRequest(body));
  if ('outcome' in asked) return asked;
  const { json } = asked;
  const failed = failure.safeParse(json);
  if (failed.success) return { outcome: failedAs(failed.data.error_code) };
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
function failedAs(code: number): NotSent {
  const reason = `telegram-${code}`;
  if (code === 401 || code === 404) return { state: 'expired', reason };
  return code >= 500 ? { state: 'unsure', reason } : { state: 'refused', reason };
}

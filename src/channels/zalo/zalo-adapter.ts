import { z } from 'zod';
import { DAY, HOUR, ok } from '../../kernel/index.ts';
import type { ChannelAdapter, OutboundMessage } from '../adapter.ts';
import { fetchAttachment } from '../fetch-attachment.ts';
import { foundAmong } from '../found-among.ts';
import { refuse } from '../refusals.ts';
import { jsonRequest, refusedAs, TOO_LONG, UNREADABLE } from '../send-outcome.ts';
import { receiveZaloOa } from './receive-zalo-oa.ts';
import { type ZaloSecrets, type ZaloSettings, zaloSecrets, zaloSettings } from './zalo-account.ts';
import {
  articleRequest,
  correctArticle,
  countArticle,
  publishArticle,
  readBackArticle,
  withdrawArticle,
  zaloPostLimits,
} from './zalo-article.ts';
import { callZalo } from './zalo-call.ts';
import { renewZaloTokens, zaloConsent } from './zalo-tokens.ts';

const id = z.union([z.string().min(1).max(200), z.number().int()]).transform(String);
const sent = z.object({ message_id: id.optional(), msg_id: id.optional() });
const officialAccount = z.object({ oa_id: id, name: z.string().min(1).max(200) });
const lines = z.array(
  z.object({
    /** 0: written by the account. */
    src: z.number().int(),
    time: z.coerce.number().positive(),
    message: z.string().default(''),
    message_id: id,
  }),
);
/** As many as Zalo lists at once. */
const LINES = 10;

/**
 * An Official Account (Open API 3). Free words for 48 hours after the person wrote, paid ones for seven days, after that
 * and to a telephone number an approved template alone. Source: third-party descriptions that agree (docs/channels.md).
 */
export const zaloAdapter: ChannelAdapter<ZaloSettings, ZaloSecrets> = {
  code: 'zalo-oa',
  settings: zaloSettings,
  secrets: zaloSecrets,
  limits: { textMost: 2_000, perSecond: 20, perSecondToOne: 2 },
  proof: 'read',
  begins: true,
  needsTemplates: true,
  receive: (request, { settings, secrets }, now) =>
    receiveZaloOa(request, { signedId: settings.signedId ?? settings.appId, oaSecret: secrets.oaSecret }, now),

  window(lastFromThem, now) {
    if (lastFromThem === null) return { state: 'template-only', until: null };
    const ends = (ms: number) => new Date(lastFromThem.getTime() + ms);
    if (now < ends(48 * HOUR)) return { state: 'free', until: ends(48 * HOUR) };
    return now < ends(7 * DAY) ? { state: 'paid', until: ends(7 * DAY) } : { state: 'template-only', until: null };
  },

  async send(account, message, reach) {
    if (message.text.length > zaloAdapter.limits.textMost) return TOO_LONG;
    const { url, body } = wayOf(account.settings, message);
    const asked = await callZalo(account, reach, url, jsonRequest(body));
    if ('outcome' in asked) return asked.outcome;
    const read = sent.safeParse(asked.data);
    const provider = read.success ? (read.data.message_id ?? read.data.msg_id) : undefined;
    return provider === undefined ? UNREADABLE : { state: 'sent', provider };
  },

  /** Among the newest lines of the conversation: what the account wrote since then in the same words. */
  async lookUp(account, { to, text, triedAt, template }, reach) {
    // A template is known by the report of its delivery, which bears our key.
    if (template !== undefined || triedAt === undefined) return { state: 'unsure', reason: 'cannot-be-asked' };
    const data = JSON.stringify({ user_id: to, offset: 0, count: LINES });
    const url = `${account.settings.server}/v2.0/oa/conversation?${new URLSearchParams({ data })}`;
    const asked = await callZalo(account, reach, url, {});
    if ('outcome' in asked) return asked.outcome;
    const read = lines.safeParse(asked.data);
    if (!read.success) return UNREADABLE;
    const listed = read.data.map(({ src, time, message, message_id }) => ({
      id: message_id,
      at: time,
      text: message,
      ours: src === 0,
    }));
    return foundAmong(listed, { text, triedAt }, LINES);
  },

  renew: renewZaloTokens,
  // Tokens live 25 hours: asked for at half of that, one that fails leaves half a day.
  renewBeforeMs: 13 * HOUR,
  consent: zaloConsent,

  async check(account, reach) {
    const asked = await callZalo(account, reach, `${account.settings.server}/v2.0/oa/getoa`, {});
    if ('outcome' in asked) return refusedAs(asked.outcome);
    const read = officialAccount.safeParse(asked.data);
    if (!read.success) return refusedAs(UNREADABLE);
    if (read.data.oa_id !== account.settings.oaId) return refuse('channel-service.other-account');
    const { tokenEndsAt } = account.secrets;
    return ok({ name: read.data.name, tokenEndsAt: tokenEndsAt === undefined ? null : new Date(tokenEndsAt) });
  },

  attachment: (_account, { url }, reach, bytesMost) => fetchAttachment(url, reach, bytesMost),

  postLimits: () => zaloPostLimits,
  postRequest: (_settings, post) => articleRequest(post),
  publish: publishArticle,
  readBack: readBackArticle,
  correct: correctArticle,
  withdraw: withdrawArticle,
  counts: countArticle,
};

const PHONE = /^\+\d{6,15}$/;

/**
 * Where a message goes: free words as consultation; a template named `transaction_…` as a transaction message to who
 * wrote before; any other template by telephone number, or by the person's identifier.
 */
function wayOf({ server, templateServer }: ZaloSettings, { to, text, key, template }: OutboundMessage) {
  if (template === undefined)
    return { url: `${server}/v3.0/oa/message/cs`, body: { recipient: { user_id: to }, message: { text } } };
  const { id: template_id, data: template_data } = template;
  if (template_id.startsWith('transaction_')) {
    const table = Object.entries(template_data).map(([name, value]) => ({ key: name, value }));
    const elements = [
      { type: 'text', align: 'left', content: text },
      ...(table.length > 0 ? [{ type: 'table', content: table }] : []),
    ];
    const payload = { template_type: template_id, language: 'VI', elements };
    const message = { attachment: { type: 'template', payload } };
    return { url: `${server}/v3.0/oa/message/transaction`, body: { recipient: { user_id: to }, message } };
  }
  const who = PHONE.test(to) ? { phone: to.slice(1) } : { user_id: to };
  return { url: `${templateServer}/message/template`, body: { ...who, template_id, template_data, tracking_id: key } };
}

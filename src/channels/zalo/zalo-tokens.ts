import { createHash, randomInt } from 'node:crypto';
import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import type { Consent, OpenAccount, Reach, Renewed } from '../adapter.ts';
import { refuse } from '../refusals.ts';
import { askService, refusedAs, UNREADABLE } from '../send-outcome.ts';
import type { ZaloSecrets, ZaloSettings } from './zalo-account.ts';

type Account = OpenAccount<ZaloSettings, ZaloSecrets>;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const token = z.string().regex(/^[\x21-\x7e]{1,2000}$/);
const pair = z.object({
  access_token: token,
  refresh_token: token,
  // Zalo writes the seconds as a text.
  expires_in: z.union([z.number(), z.string().regex(/^\d{1,9}$/)]).transform(Number),
});
/** An error comes with a name and with or without a number, sometimes with HTTP 200. */
const failure = z.looseObject({ error: z.number().int().optional(), error_name: z.unknown() });

/**
 * Consent of the account's keeper (OAuth v4 with PKCE): the code is good once and for ten minutes. Source: third-party
 * descriptions that agree (docs/channels.md).
 */
export const zaloConsent: Consent<ZaloSettings, ZaloSecrets> = {
  gives: ['accessToken', 'refreshToken', 'tokenEndsAt'],
  begin({ appId, consentServer }, { redirect, state }) {
    const verifier = Array.from({ length: 43 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const asked = new URLSearchParams({ app_id: appId, redirect_uri: redirect, code_challenge: challenge, state });
    return { url: `${consentServer}/v4/oa/permission?${asked}`, verifier };
  },
  async finish(account, { query, verifier }, reach) {
    const code = query.get('code') ?? '';
    if (!/^[\x21-\x7e]{1,2000}$/.test(code)) return refuse('channel-consent.refused');
    if (query.get('oa_id') !== account.settings.oaId) return refuse('channel-service.other-account');
    const given = await exchange(account, reach, {
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
    });
    return given.ok || given.refusal.code !== 'channel-service.refuses-us'
      ? given
      : refuse('channel-consent.refused', given.refusal.facts === undefined ? {} : { facts: given.refusal.facts });
  },
};

/**
 * The next pair of tokens. The refresh token is spent by asking: whoever calls holds the account's lock for longer than a
 * request may take, and a refusal with the fact `unsure` means that the keeper may have to agree anew.
 */
export async function renewZaloTokens(account: Account, reach: Reach): Promise<Result<Renewed<ZaloSecrets>>> {
  const { refreshToken } = account.secrets;
  return refreshToken === undefined
    ? refusedAs({ state: 'expired', reason: 'not-connected' })
    : exchange(account, reach, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

async function exchange(
  { settings, secrets }: Account,
  reach: Reach,
  body: Readonly<Record<string, string>>,
): Promise<Result<Renewed<ZaloSecrets>>> {
  const asked = await askService(reach, `${settings.consentServer}/v4/oa/access_token`, {
    method: 'POST',
    body: new URLSearchParams({ app_id: settings.appId, ...body }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    secretHeaders: { secret_key: secrets.appSecret },
  });
  if ('outcome' in asked) return refusedAs(asked.outcome);
  const read = pair.safeParse(asked.json);
  if (read.success) {
    const endsAt = new Date(reach.now.getTime() + read.data.expires_in * 1_000);
    const { access_token: accessToken, refresh_token: refreshToken } = read.data;
    return ok({ secrets: { ...secrets, accessToken, refreshToken, tokenEndsAt: endsAt.toISOString() }, endsAt });
  }
  // Never its words: a service may repeat what it was asked.
  const failed = failure.safeParse(asked.json);
  const { error, error_name: name } = failed.success ? failed.data : {};
  if (name === undefined && (error === undefined || error === 0)) return refusedAs(UNREADABLE);
  return refusedAs({ state: 'refused', reason: error === undefined ? 'zalo-consent' : `zalo-${Math.abs(error)}` });
}

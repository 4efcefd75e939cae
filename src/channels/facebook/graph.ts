import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../../kernel/index.ts';
import type { OpenAccount, Reach } from '../adapter.ts';
import { formRequest } from '../post-form.ts';
import { askService, jsonRequest, later, type NotSent, UNREADABLE } from '../send-outcome.ts';
import type { FacebookSecrets, FacebookSettings } from './facebook-account.ts';

export type FacebookAccount = OpenAccount<FacebookSettings, FacebookSecrets>;

const failure = z.object({
  error: z.object({ code: z.number().int(), error_subcode: z.number().int().optional() }),
});

type GraphAnswer = { readonly value: unknown } | { readonly outcome: NotSent };

/** One request of the Graph API: what it answered, or what its error means for the message that was to go. */
export async function graphPost(
  account: FacebookAccount,
  reach: Reach,
  path: string,
  body: object,
): Promise<GraphAnswer> {
  const request = jsonRequest({ ...body, ...keys(account) });
  return read(await askService(reach, address(account, path), request));
}

/** The same as a form with a file in it. */
export async function graphForm(
  account: FacebookAccount,
  reach: Reach,
  path: string,
  fields: Readonly<Record<string, unknown>>,
  file: Parameters<typeof formRequest>[1],
): Promise<GraphAnswer> {
  return read(await askService(reach, address(account, path), formRequest({ ...fields, ...keys(account) }, file)));
}

export async function graphDelete(account: FacebookAccount, reach: Reach, path: string): Promise<GraphAnswer> {
  return read(
    await askService(reach, `${address(account, path)}?${new URLSearchParams(keys(account))}`, { method: 'DELETE' }),
  );
}

/** The keys stand in the address, as Meta wants it for a question: an address is never told on. */
export async function graphGet(
  account: FacebookAccount,
  reach: Reach,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<GraphAnswer> {
  const asked = new URLSearchParams({ ...query, ...keys(account) });
  return read(await askService(reach, `${address(account, path)}?${asked}`, {}));
}

function keys({ secrets: { pageToken, appSecret } }: FacebookAccount) {
  return { access_token: pageToken, appsecret_proof: appSecretProof(pageToken, appSecret) };
}

/** Shows that a token is used by its app, which an app can be set to demand. Source: Meta's page on securing Graph API calls. */
export function appSecretProof(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}

function address({ settings: { server, version } }: FacebookAccount, path: string): string {
  return `${server.replace(/\/+$/, '')}/${version}/${path}`;
}

function read(asked: Awaited<ReturnType<typeof askService>>): GraphAnswer {
  if ('outcome' in asked) return asked;
  const failed = failure.safeParse(asked.json);
  if (failed.success) return { outcome: failedAs(failed.data.error, asked.answer.headers) };
  return asked.answer.status < 300 && asked.json !== undefined ? { value: asked.json } : { outcome: UNREADABLE };
}

/** Calls of an app or a page that came too fast. Source: Meta's page on rate limits. */
export const isThrottled = (code: number): boolean => [4, 17, 32, 613].includes(code) || code >= 80_001;
/** Token void, session over. */
const TOKEN_OVER = [102, 190];
/** "Temporary send message failure": Meta says that it was not sent. */
const NOT_SENT = 1200;
/** "Unknown" and "unexpected" errors, of which senders report that the message had gone. */
const UNSURE = [1, 2];

/** Codes as in Meta's pages of errors of the Graph API and of Messenger; others are final, and a person looks at the number. */
function failedAs({ code, error_subcode: sub }: z.infer<typeof failure>['error'], headers: Answer['headers']): NotSent {
  const reason = sub === undefined ? `graph-${code}` : `graph-${code}.${sub}`;
  if (isThrottled(code)) return later(reason, regainSeconds(headers));
  if (TOKEN_OVER.includes(code)) return { state: 'expired', reason };
  if (code === NOT_SENT) return { state: 'again', reason };
  return { state: UNSURE.includes(code) ? 'unsure' : 'refused', reason };
}

/** `X-Business-Use-Case-Usage` says in minutes when access comes back; a quarter of an hour where it says nothing. */
export function regainSeconds(headers: Answer['headers']): number {
  const text = String(headers['x-business-use-case-usage'] ?? '').slice(0, 10_000);
  const minutes = [...text.matchAll(/"estimated_time_to_regain_access":\s*(\d{1,6})/g)].map(([, said]) => Number(said));
  return 60 * (Math.max(0, ...minutes) || 15);
}

import { z } from 'zod';
import type { FetchRequest } from '../../kernel/index.ts';
import type { OpenAccount, Reach } from '../adapter.ts';
import { askService, type NotSent, UNREADABLE } from '../send-outcome.ts';
import type { ZaloSecrets, ZaloSettings } from './zalo-account.ts';
import { zaloErrorAs } from './zalo-errors.ts';

export type ZaloAccount = OpenAccount<ZaloSettings, ZaloSecrets>;

const answer = z.object({ error: z.number().int(), data: z.unknown().optional() });

export type ZaloAnswer = { readonly data: unknown } | { readonly outcome: NotSent };

/** One request at an address of Zalo's: HTTP 200 whatever became of it, the number in `error` decides. */
export async function callZalo(
  { secrets }: ZaloAccount,
  reach: Reach,
  url: string,
  request: Omit<FetchRequest, 'limits'>,
): Promise<ZaloAnswer> {
  const { accessToken } = secrets;
  if (accessToken === undefined) return { outcome: { state: 'expired', reason: 'not-connected' } };
  const asked = await askService(reach, url, { ...request, secretHeaders: { access_token: accessToken } });
  if ('outcome' in asked) return asked;
  const read = answer.safeParse(asked.json);
  if (!read.success) return { outcome: UNREADABLE };
  const { error, data } = read.data;
  return error === 0 ? { data } : { outcome: zaloErrorAs(error, reach.now) };
}

/** The same at the Open API. @param path behind the address of the service */
export const askZalo = (
  account: ZaloAccount,
  reach: Reach,
  path: string,
  request: Omit<FetchRequest, 'limits'>,
): Promise<ZaloAnswer> => callZalo(account, reach, `${account.settings.server}/${path}`, request);

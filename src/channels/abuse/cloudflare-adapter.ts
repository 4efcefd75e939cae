import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import type {
  AccountHealth,
  ChannelAdapter,
  Followed,
  OpenAccount,
  OutboundMessage,
  Reach,
  SendOutcome,
} from '../adapter.ts';
import { askService, jsonRequest, UNREADABLE } from '../send-outcome.ts';
import { noticeService, notTaken, proven } from './abuse-service.ts';

const settings = z.object({
  /** The account at Cloudflare that has the right to report (an entitlement: without it the service says 401). */
  account: z.string().regex(/^[0-9a-f]{32}$/),
  server: z.url({ protocol: /^https?$/ }).default('https://api.cloudflare.com/client/v4'),
  senderName: z.string().trim().min(1).max(100),
});
const secrets = z.object({ token: z.string().min(20).max(500) });
type Settings = z.infer<typeof settings>;
type Secrets = z.infer<typeof secrets>;
type Account = OpenAccount<Settings, Secrets>;

const created = z.object({
  success: z.literal(true),
  result: z.union([z.string(), z.object({ id: z.string() }), z.object({ abuse_rand: z.string() })]),
});
const report = z.object({
  success: z.literal(true),
  result: z.object({
    id: z.string(),
    status: z.string().optional(),
    mitigation_summary: z.object({
      accepted_url_count: z.number(),
      active_count: z.number(),
      external_host_notified: z.boolean(),
      in_review_count: z.number(),
      pending_count: z.number().default(0),
    }),
  }),
});

/** The abuse interface of Cloudflare, which stands before the host of many sites. Source: its public API documents. Tried on a local server alone. */
export const cloudflareAdapter: ChannelAdapter<Settings, Secrets> = {
  code: 'cloudflare-abuse',
  settings,
  secrets,
  ...noticeService(1),
  send,
  follow,
  check,
};

const way = ({ settings: { server, account } }: Account, path: string) =>
  `${server.replace(/\/$/, '')}/accounts/${account}/abuse-reports${path}`;
const bearer = ({ secrets: { token } }: Account) => ({ authorization: `Bearer ${token}` });

async function send(account: Account, { notice, key }: OutboundMessage, reach: Reach): Promise<SendOutcome> {
  if (notice === undefined) return { state: 'refused', reason: 'no-notice' };
  const act = notice.about === 'other' ? 'abuse_general' : 'abuse_children';
  const body = {
    act,
    name: account.settings.senderName,
    company: notice.reporter.org.slice(0, 100),
    email: notice.reporter.contact,
    email2: notice.reporter.contact,
    urls: notice.urls.join('\n'),
    justification: `Order ${notice.reference} of a competent authority of Viet Nam. Verified by two reviewers.${notice.test ? ' TEST: no action is wanted.' : ''}`,
    comments: notice.reference,
    country: 'VN',
    // The host is told; whoever runs the site is not: the agency decides that.
    host_notification: 'send',
    owner_notification: 'none',
    ...(act === 'abuse_children' && { ncmec_notification: 'none' }),
  };
  const asked = await askService(reach, way(account, `/${act}`), jsonRequest(body, bearer(account)));
  if ('outcome' in asked) return asked.outcome;
  const refused = notTaken(asked.answer.status);
  if (refused) return refused;
  const read = created.safeParse(asked.json);
  if (!read.success) return UNREADABLE;
  const { result } = read.data;
  const id = typeof result === 'string' ? result : 'id' in result ? result.id : result.abuse_rand;
  // Where it says no more than that it took it, nothing can be asked later.
  return { state: 'sent', provider: id === 'success' ? `unfollowed:${key}` : id };
}

/** It passes on what it does not host: that is the useful word, since the host behind it is the next to be asked. */
async function follow(account: Account, { provider }: { readonly provider: string }, reach: Reach): Promise<Followed> {
  if (provider.startsWith('unfollowed:')) return { state: 'ended', said: 'not-followed' };
  const asked = await get(account, way(account, `/${encodeURIComponent(provider)}`), reach);
  if ('outcome' in asked) return { state: 'again', reason: asked.outcome.reason };
  const read = report.safeParse(asked.json);
  if (!read.success) return { state: 'again', reason: `http-${asked.answer.status}` };
  const sum = read.data.result.mitigation_summary;
  if (sum.active_count > 0) return { state: 'ended', said: 'mitigated', outcome: 'ACTIONED' };
  if (sum.in_review_count > 0 || sum.pending_count > 0) return { state: 'open', said: 'in-review' };
  if (sum.external_host_notified) return { state: 'ended', said: 'external-host-notified', outcome: 'NOT_OURS' };
  return sum.accepted_url_count > 0
    ? { state: 'open', said: 'accepted' }
    : { state: 'ended', said: 'no-url-accepted', outcome: 'REVIEWED_NO_ACTION' };
}

const get = (account: Account, url: string, reach: Reach) =>
  askService(reach, url, { headers: { accept: 'application/json' }, secretHeaders: bearer(account) });

async function check(account: Account, reach: Reach): Promise<Result<AccountHealth>> {
  const may = proven(await get(account, way(account, '?per_page=1'), reach), [200]);
  if (!may.ok) return may;
  return ok({ name: `Cloudflare ${account.settings.account.slice(0, 6)}…`, tokenEndsAt: null });
}

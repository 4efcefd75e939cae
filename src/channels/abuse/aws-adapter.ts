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
import { askService, later, UNREADABLE } from '../send-outcome.ts';
import { noticeService, notTaken, proven } from './abuse-service.ts';
import { signAws } from './aws-signature.ts';

const settings = z.object({
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/)
    .default('us-east-1'),
  /** Absent: the service's own address in the region. */
  server: z.url({ protocol: /^https?$/ }).optional(),
});
const secrets = z.object({ accessKeyId: z.string().min(10).max(200), secretAccessKey: z.string().min(10).max(200) });
type Settings = z.infer<typeof settings>;
type Secrets = z.infer<typeof secrets>;
type Account = OpenAccount<Settings, Secrets>;

const created = z.object({ id: z.string().min(1).max(200) });
const outcomes = {
  ACTIONED: 'ACTIONED',
  NOT_RESOLVABLE_TO_AWS: 'NOT_OURS',
  REVIEWED_NO_AWS_ACTION: 'REVIEWED_NO_ACTION',
  CONTENT_DOWN_OR_INACCESSIBLE: 'ALREADY_GONE',
  NEED_MORE_INFORMATION: 'NEED_MORE_INFORMATION',
} as const;
const report = z.object({
  status: z.enum(['QUEUED', 'PROCESSING', 'COMPLETED']),
  reasonCode: z.enum(Object.keys(outcomes) as [keyof typeof outcomes, ...(keyof typeof outcomes)[]]).optional(),
});

/** AWS Abuse Signal: reports of XARF for what its network hosts. Source: its documents of November 2026. Tried on a local server alone. */
export const awsAdapter: ChannelAdapter<Settings, Secrets> = {
  code: 'aws-abuse',
  settings,
  secrets,
  ...noticeService(2),
  send,
  follow,
  check,
};

const base = ({ settings: { server, region } }: Account) =>
  (server ?? `https://abuse.${region}.amazonaws.com`).replace(/\/$/, '');

function ask(account: Account, method: 'GET' | 'POST', path: string, body: string, reach: Reach) {
  const url = `${base(account)}${path}`;
  const type = { 'content-type': 'application/json' };
  const { authorization, ...dated } = signAws({
    method,
    url,
    body,
    at: reach.now,
    region: account.settings.region,
    service: 'abuse',
    ...account.secrets,
    headers: type,
  });
  return askService(reach, url, {
    method,
    headers: { ...type, accept: 'application/json', ...dated },
    secretHeaders: { authorization },
    ...(method === 'POST' && { body }),
  });
}

/** The same `clientToken` is one report however often it comes: what may have arrived is tried again. */
async function send(account: Account, { notice, key }: OutboundMessage, reach: Reach): Promise<SendOutcome> {
  if (notice?.xarf === undefined) return { state: 'refused', reason: 'no-notice' };
  const body = JSON.stringify({ report: { xarf: notice.xarf }, clientToken: key, correlationId: notice.reference });
  const asked = await ask(account, 'POST', '/v1/abuse', body, reach);
  if ('outcome' in asked) return asked.outcome.state === 'unsure' ? later(asked.outcome.reason) : asked.outcome;
  const refused = notTaken(asked.answer.status);
  if (refused) return refused;
  const read = created.safeParse(asked.json);
  return read.success ? { state: 'sent', provider: read.data.id } : later(UNREADABLE.reason);
}

async function follow(account: Account, { provider }: { readonly provider: string }, reach: Reach): Promise<Followed> {
  const asked = await ask(account, 'GET', `/v1/abuse/${encodeURIComponent(provider)}`, '', reach);
  if ('outcome' in asked) return { state: 'again', reason: asked.outcome.reason };
  const read = report.safeParse(asked.json);
  if (asked.answer.status !== 200 || !read.success) return { state: 'again', reason: `http-${asked.answer.status}` };
  const { status, reasonCode } = read.data;
  if (status !== 'COMPLETED') return { state: 'open', said: status.toLowerCase() };
  return reasonCode === undefined
    ? { state: 'ended', said: 'completed' }
    : { state: 'ended', said: reasonCode.toLowerCase().replaceAll('_', '-'), outcome: outcomes[reasonCode] };
}

/** There is no question about an account: a report that nobody made is asked for, and that it is not there proves the key. */
async function check(account: Account, reach: Reach): Promise<Result<AccountHealth>> {
  const may = proven(await ask(account, 'GET', '/v1/abuse/none', '', reach), [200, 404]);
  if (!may.ok) return may;
  return ok({ name: `AWS ${account.settings.region}`, tokenEndsAt: null });
}

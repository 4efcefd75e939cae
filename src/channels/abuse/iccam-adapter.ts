import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import type {
  AbuseNotice,
  AccountHealth,
  ChannelAdapter,
  Followed,
  NoticeStands,
  OpenAccount,
  OutboundMessage,
  Reach,
  SendOutcome,
} from '../adapter.ts';
import { refuse } from '../refusals.ts';
import { type Asked, askService, jsonRequest, type NotSent, refusedAs, UNREADABLE } from '../send-outcome.ts';
import { noticeService } from './abuse-service.ts';
import codes from './iccam-codes.json' with { type: 'json' };

const settings = z.object({
  server: z.url({ protocol: /^https?$/ }),
  /** As the hotline's analyst is known there. */
  analyst: z.string().trim().min(1).max(100),
  /** Whose content we may act on there. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('VN'),
});
const secrets = z.object({ user: z.string().min(1).max(200), password: z.string().min(1).max(500) });
type Settings = z.infer<typeof settings>;
type Secrets = z.infer<typeof secrets>;
type Account = OpenAccount<Settings, Secrets>;

const tokens = z.object({ bearerToken: z.string(), refreshToken: z.string(), bearerTokenExpiresIn: z.number() });
const reportRead = z.object({ reportContents: z.array(z.object({ contentId: z.number() })) });
const contentRead = z.object({
  assignedCountryCode: z.string().nullable(),
  actions: z.array(z.object({ actionType: z.number() })),
});

/** The service asks not to be overloaded: two seconds after signing in, one between calls. */
const PAUSES = { afterLogin: 2_000, between: 1_000 };
/** A token is exchanged so long before its end, milliseconds. */
const RENEW_BEFORE = 60_000;

interface Session {
  readonly bearer: string;
  readonly refresh: string;
  readonly endsAt: number;
}

/**
 * ICCAM 3.0, by which hotlines of INHOPE hand each other what stands in another country. Its documents are not public: this follows what the
 * public client of another hotline calls, and was tried on a local server alone. What is learnt from that client: a report and an action on
 * it never in one run, no action on what is assigned to another country, the last action is read before each, and that something is not
 * illegal is an action too. Its swap of two fields (made by the child, modelling) is not copied.
 * @param wait keeps the pauses; a test does not wait
 */
export function createIccamAdapter(
  wait: (ms: number) => Promise<unknown> = (ms) => pause(ms),
): ChannelAdapter<Settings, Secrets> {
  const sessions = new Map<string, Session>();

  async function signIn(account: Account, reach: Reach): Promise<Session | NotSent> {
    const known = sessions.get(account.id);
    const now = reach.now.getTime();
    if (known && known.endsAt - RENEW_BEFORE > now) return known;
    if (known) {
      const renewed = await tokensOf(
        account,
        'Authentication/refresh',
        { bearerToken: known.bearer, refreshToken: known.refresh },
        reach,
      );
      if ('bearer' in renewed) return renewed;
    }
    const { user, password } = account.secrets;
    return tokensOf(account, 'Authentication', { username: user, password }, reach);
  }

  async function tokensOf(account: Account, path: string, body: object, reach: Reach): Promise<Session | NotSent> {
    sessions.delete(account.id);
    const asked = await askService(reach, urlOf(account, path), jsonRequest(body));
    if ('outcome' in asked) return { state: 'again', reason: asked.outcome.reason };
    if (asked.answer.status === 401 || asked.answer.status === 403)
      return { state: 'expired', reason: `http-${asked.answer.status}` };
    const read = tokens.safeParse(asked.json);
    if (!read.success) return { state: 'again', reason: `http-${asked.answer.status}` };
    const { bearerToken, refreshToken, bearerTokenExpiresIn } = read.data;
    const session = {
      bearer: bearerToken,
      refresh: refreshToken,
      endsAt: reach.now.getTime() + bearerTokenExpiresIn * 1_000,
    };
    sessions.set(account.id, session);
    await wait(PAUSES.afterLogin);
    return session;
  }

  /** One call; a token that ended before its time is replaced once. */
  async function call(account: Account, reach: Reach, path: string, body?: object, again = true): Promise<Asked> {
    const session = await signIn(account, reach);
    if (!('bearer' in session)) return { outcome: session };
    const secret = { authorization: `Bearer ${session.bearer}` };
    const asked = await askService(
      reach,
      urlOf(account, path),
      body === undefined
        ? { headers: { accept: 'application/json' }, secretHeaders: secret }
        : jsonRequest(body, secret),
    );
    await wait(PAUSES.between);
    if (!('answer' in asked) || asked.answer.status !== 401) return asked;
    sessions.delete(account.id);
    return again ? call(account, reach, path, body, false) : { outcome: { state: 'expired', reason: 'http-401' } };
  }

  async function send(account: Account, { notice, key }: OutboundMessage, reach: Reach): Promise<SendOutcome> {
    if (notice === undefined || notice.about !== 'csam') return { state: 'refused', reason: 'no-notice' };
    // A try would be work for hotlines of other countries.
    if (notice.test) return { state: 'refused', reason: 'test-not-sent' };
    const asked = await call(account, reach, 'rest/reports', reportOf(account.settings, notice, key));
    if ('outcome' in asked) return asked.outcome;
    const { status } = asked.answer;
    if (status >= 400) return { state: 'refused', reason: `http-${status}` };
    return typeof asked.json === 'number' && Number.isSafeInteger(asked.json)
      ? { state: 'sent', provider: String(asked.json) }
      : UNREADABLE;
  }

  async function follow(
    account: Account,
    { provider, stands }: { readonly provider: string; readonly stands: NoticeStands },
    reach: Reach,
  ): Promise<Followed> {
    const report = await read(account, reach, `rest/Reports/${encodeURIComponent(provider)}`, reportRead);
    if ('again' in report) return { state: 'again', reason: report.again };
    let abroad = 0;
    const ends: Followed[] = [];
    for (const { contentId } of report.value.reportContents) {
      const content = await read(account, reach, `rest/Content/${contentId}`, contentRead);
      if ('again' in content) return { state: 'again', reason: content.again };
      if (content.value.assignedCountryCode !== account.settings.country) {
        abroad += 1;
        continue;
      }
      const last = content.value.actions.at(-1)?.actionType;
      const ended = endOf(last);
      if (ended) {
        ends.push(ended);
        continue;
      }
      const action = nextAction(last, stands);
      if (action === undefined) continue;
      const done = await call(account, reach, `rest/Content/${contentId}/actions`, {
        actionType: action,
        actioningAnalystName: account.settings.analyst,
        actionDate: reach.now.toISOString(),
        reasonId: 0,
        reasonText: '',
      });
      if ('outcome' in done) return { state: 'again', reason: done.outcome.reason };
      if (done.answer.status >= 400) return { state: 'again', reason: `http-${done.answer.status}` };
    }
    const contents = report.value.reportContents.length;
    if (contents === 0) return { state: 'open', said: 'not-yet-monitored' };
    if (abroad === contents) return { state: 'ended', said: 'assigned-abroad' };
    return ends.length + abroad === contents ? (ends[0] as Followed) : { state: 'open', said: 'isp-told' };
  }

  async function read<T>(
    account: Account,
    reach: Reach,
    path: string,
    shape: z.ZodType<T>,
  ): Promise<{ readonly value: T } | { readonly again: string }> {
    const asked = await call(account, reach, path);
    if ('outcome' in asked) return { again: asked.outcome.reason };
    const parsed = shape.safeParse(asked.json);
    return parsed.success ? { value: parsed.data } : { again: `http-${asked.answer.status}` };
  }

  async function check(account: Account, reach: Reach): Promise<Result<AccountHealth>> {
    const asked = await call(account, reach, 'Authentication/userinfo');
    if ('outcome' in asked) return refusedAs(asked.outcome);
    if (asked.answer.status !== 200)
      return refuse('channel-service.failed', { facts: { reason: `http-${asked.answer.status}` } });
    return ok({ name: account.settings.analyst, tokenEndsAt: null });
  }

  return {
    code: 'iccam',
    settings,
    secrets,
    ...noticeService(1),
    send,
    follow,
    check,
  };
}

export const iccamAdapter = createIccamAdapter();

const urlOf = ({ settings: { server } }: Account, path: string) => `${server.replace(/\/$/, '')}/${path}`;

function endOf(last: number | undefined): Followed | undefined {
  if (last === codes.action.removed) return { state: 'ended', said: 'content-removed', outcome: 'ACTIONED' };
  if (last === codes.action.unavailable)
    return { state: 'ended', said: 'content-unavailable', outcome: 'ALREADY_GONE' };
  if (last === codes.action.notIllegal) return { state: 'ended', said: 'not-illegal', outcome: 'REVIEWED_NO_ACTION' };
  return undefined;
}

/** What is said there next of what is ours to act on. */
function nextAction(last: number | undefined, stands: NoticeStands): number | undefined {
  if (stands === 'gone') return codes.action.removed;
  if (stands === 'lawful' || stands === 'withdrawn') return codes.action.notIllegal;
  return last === undefined ? codes.action.ispTold : undefined;
}

const pick = (list: Readonly<Record<string, number>>, code: string) => list[code] ?? list.else ?? 1;

function reportOf({ analyst }: Settings, notice: AbuseNotice, key: string): object {
  const { yes, no, unknown } = codes.yesNo;
  const assessment = {
    assessingAnalystName: analyst,
    classification: pick(codes.classification, notice.inhope),
    ageCategorization: pick(codes.age, notice.ageGroup),
    genderCategorization: codes.genderUndetermined,
    virtualContentCategorization: unknown,
    userGeneratedContentCategorization: notice.selfMade === null ? unknown : notice.selfMade ? yes : no,
    childModelingCategorization: unknown,
  };
  // It must be unique there, also where one order goes to ICCAM a second time.
  const hotlineReference = `${notice.reference}-${key.slice(-12)}`;
  return {
    reportingAnalystName: analyst,
    hotlineReceivedDate: notice.receivedAt.toISOString(),
    hotlineReference,
    memo: '',
    sourceUrlSiteType: codes.siteTypeWebsite,
    sourceUrlCommerciality: codes.commercialityUndetermined,
    sourceUrlPaymentMethods: [],
    urls: notice.urls.map((urlString, at) => ({
      urlString,
      hotlineReference: `${hotlineReference}-${at + 1}`,
      hostingCountryCode: notice.host.country,
      hostingIpAddress: notice.host.address,
      hostingIsp: notice.host.name,
      hostingOrganization: {
        organizationName: notice.host.name,
        ...(notice.host.asn !== null && { autonomousSystemNumber: notice.host.asn }),
      },
      isSourceUrl: at === 0,
      memo: '',
      assessment,
      // Never with the report: it must first be monitored.
      actions: [],
    })),
  };
}

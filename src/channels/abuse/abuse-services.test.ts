import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONTRACT_NOW, describeAdapter, openEntered, testReach } from '../adapter.contract.ts';
import type { ChannelAdapter, Followed, NoticeStands } from '../adapter.ts';
import {
  AWS_KEYS,
  type IccamFake,
  NOTICE,
  openAws,
  openCloudflare,
  openIccam,
  type ServiceFake,
} from './abuse-services.fake.ts';
import { awsAdapter } from './aws-adapter.ts';
import { signAws } from './aws-signature.ts';
import { cloudflareAdapter } from './cloudflare-adapter.ts';
import { createIccamAdapter } from './iccam-adapter.ts';

const waits: number[] = [];
const iccamAdapter = createIccamAdapter(async (ms) => void waits.push(ms));
/** As an `OutboundSource` would say it. */
const told = <S, T>(adapter: ChannelAdapter<S, T>): ChannelAdapter<S, T> => ({
  ...adapter,
  send: (account, message, reach) => adapter.send(account, { ...message, notice: NOTICE }, reach),
});
const WORDLESS = 'it takes a notice and no words';

describeAdapter({
  adapter: told(cloudflareAdapter),
  open: openCloudflare,
  to: 'contact',
  throttledMs: 7_000,
  lacks: { takes: WORDLESS },
});
describeAdapter({
  adapter: told(awsAdapter),
  open: openAws,
  to: 'contact',
  throttledMs: 7_000,
  repeats: true,
  lacks: { takes: WORDLESS },
});
describeAdapter({
  adapter: told(iccamAdapter),
  open: openIccam,
  to: 'contact',
  throttledMs: 7_000,
  lacks: { takes: WORDLESS },
});

const message = { key: '019a0000-0000-7000-8000-0000000000a1', to: 'contact', text: 'LD', notice: NOTICE };
const { notice: _, ...wordless } = message;

describe('Cloudflare', () => {
  let fake: ServiceFake;
  beforeEach(async () => {
    fake = await openCloudflare();
  });
  afterEach(() => fake.close());

  test('is told of the pages and of who asks; the owner is never told', async () => {
    const account = openEntered(cloudflareAdapter, fake.entered);
    expect(await cloudflareAdapter.send(account, message, testReach())).toEqual({ state: 'sent', provider: 'cf-1' });
    expect(fake.asked[0]?.body).toMatchObject({
      act: 'abuse_children',
      urls: NOTICE.urls.join('\n'),
      owner_notification: 'none',
      host_notification: 'send',
      ncmec_notification: 'none',
      email: NOTICE.reporter.contact,
      comments: NOTICE.reference,
    });
    expect(JSON.stringify(fake.asked[0]?.body)).not.toMatch(/evidence|payload/);
    await cloudflareAdapter.send(
      account,
      { ...message, notice: { ...NOTICE, about: 'other', test: true } },
      testReach(),
    );
    expect(fake.asked[1]?.body).toMatchObject({ act: 'abuse_general', justification: expect.stringContaining('TEST') });
    expect(await cloudflareAdapter.send(account, wordless, testReach())).toEqual({
      state: 'refused',
      reason: 'no-notice',
    });
  });

  test('says how far it has come; what it only passes on is not its own', async () => {
    const account = openEntered(cloudflareAdapter, fake.entered);
    const none = { accepted_url_count: 0, active_count: 0, external_host_notified: false, in_review_count: 0 };
    const follow = (says: object) => {
      fake.says = { ...none, ...says };
      return cloudflareAdapter.follow?.(account, { provider: 'cf-1', stands: 'asked' }, testReach());
    };
    expect(await follow({ in_review_count: 1 })).toEqual({ state: 'open', said: 'in-review' });
    expect(await follow({ active_count: 1 })).toMatchObject({ state: 'ended', outcome: 'ACTIONED' });
    expect(await follow({ external_host_notified: true, accepted_url_count: 1 })).toMatchObject({
      outcome: 'NOT_OURS',
    });
    expect(await follow({})).toMatchObject({ outcome: 'REVIEWED_NO_ACTION' });
    fake.says = 'x';
    expect(await cloudflareAdapter.follow?.(account, { provider: 'cf-1', stands: 'asked' }, testReach())).toMatchObject(
      {
        state: 'again',
      },
    );
  });
});

describe('AWS', () => {
  let fake: ServiceFake;
  beforeEach(async () => {
    fake = await openAws();
  });
  afterEach(() => fake.close());

  test('is asked under a signature by the reference’s own example', () => {
    // AWS, Signature Version 4 test suite: get-vanilla.
    const { authorization } = signAws({
      method: 'GET',
      url: 'https://example.amazonaws.com/',
      body: '',
      at: new Date('2015-08-30T12:36:00Z'),
      region: 'us-east-1',
      service: 'service',
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    });
    expect(authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    );
  });

  test('takes the report, once however often it comes, and says one of five outcomes', async () => {
    const account = openEntered(awsAdapter, fake.entered);
    expect(await awsAdapter.send(account, message, testReach())).toEqual({ state: 'sent', provider: 'aws-00a1' });
    await awsAdapter.send(account, message, testReach());
    expect(fake.asked.map(({ body }) => (body as { clientToken: string }).clientToken)).toEqual([
      message.key,
      message.key,
    ]);
    expect(fake.asked[0]?.body).toEqual({
      report: { xarf: NOTICE.xarf },
      clientToken: message.key,
      correlationId: NOTICE.reference,
    });
    const bare = { ...message, notice: { ...NOTICE, xarf: undefined } };
    expect(await awsAdapter.send(account, bare, testReach())).toEqual({ state: 'refused', reason: 'no-notice' });
    const follow = (says: unknown) => {
      fake.says = says;
      return awsAdapter.follow?.(account, { provider: 'aws-00a1', stands: 'asked' }, testReach());
    };
    expect(await follow({ status: 'QUEUED' })).toEqual({ state: 'open', said: 'queued' });
    expect(await follow({ status: 'PROCESSING' })).toEqual({ state: 'open', said: 'processing' });
    const outcomes: Followed[] = [];
    for (const reasonCode of [
      'ACTIONED',
      'NOT_RESOLVABLE_TO_AWS',
      'REVIEWED_NO_AWS_ACTION',
      'CONTENT_DOWN_OR_INACCESSIBLE',
      'NEED_MORE_INFORMATION',
    ])
      outcomes.push((await follow({ status: 'COMPLETED', reasonCode })) as Followed);
    expect(outcomes.map((one) => (one.state === 'ended' ? one.outcome : one.state))).toEqual([
      'ACTIONED',
      'NOT_OURS',
      'REVIEWED_NO_ACTION',
      'ALREADY_GONE',
      'NEED_MORE_INFORMATION',
    ]);
    expect(await follow({ status: 'COMPLETED', reasonCode: 'INVENTED' })).toMatchObject({ state: 'again' });
    const wrong = openEntered(awsAdapter, {
      ...fake.entered,
      secrets: { ...AWS_KEYS, secretAccessKey: 'another-secret-of-a-test' },
    });
    expect(await awsAdapter.send(wrong, message, testReach())).toEqual({ state: 'expired', reason: 'http-403' });
  });
});

describe('ICCAM', () => {
  let fake: IccamFake;
  beforeEach(async () => {
    fake = await openIccam();
    waits.length = 0;
  });
  afterEach(() => fake.close());
  const opened = () => ({ ...openEntered(iccamAdapter, fake.entered), id: `account-${Math.random()}` });

  test('is told once signed in, with its pauses; two fields that another client swaps are not swapped', async () => {
    const account = opened();
    expect(await iccamAdapter.send(account, message, testReach())).toEqual({ state: 'sent', provider: '4711' });
    expect(waits).toEqual([2_000, 1_000]);
    await iccamAdapter.send(account, { ...message, key: '019a0000-0000-7000-8000-0000000000a2' }, testReach());
    expect(fake.asked.filter(({ path }) => path === '/Authentication')).toHaveLength(1);
    const [first, second] = fake.asked
      .filter(({ path }) => path === '/rest/reports')
      .map(({ body }) => body as { hotlineReference: string });
    expect(first).toMatchObject({
      reportingAnalystName: 'Nhà phân tích mẫu',
      urls: [
        {
          urlString: NOTICE.urls[0],
          hostingIpAddress: '203.0.113.7',
          hostingCountryCode: 'VN',
          isSourceUrl: true,
          actions: [],
          assessment: {
            classification: 2,
            ageCategorization: 3,
            userGeneratedContentCategorization: 1,
            childModelingCategorization: 3,
          },
        },
        { urlString: NOTICE.urls[1], isSourceUrl: false },
      ],
    });
    expect(first?.hotlineReference).not.toBe(second?.hotlineReference);
    expect(await iccamAdapter.send(account, { ...message, notice: { ...NOTICE, test: true } }, testReach())).toEqual({
      state: 'refused',
      reason: 'test-not-sent',
    });
  });

  test('exchanges its token before the end, and signs in anew where that is refused', async () => {
    const account = opened();
    const at = (minutes: number) => ({ ...testReach(), now: new Date(CONTRACT_NOW.getTime() + minutes * 60_000) });
    await iccamAdapter.send(account, message, at(0));
    await iccamAdapter.send(account, message, at(29.5));
    expect(fake.asked.map(({ path }) => path)).toEqual([
      '/Authentication',
      '/rest/reports',
      '/Authentication/refresh',
      '/rest/reports',
    ]);
    fake.end();
    // A token that ended before its time is replaced in the same call.
    expect(await iccamAdapter.send(account, message, at(30))).toMatchObject({ state: 'sent' });
    const wrong = { ...opened(), secrets: { user: 'hotline', password: 'wrong' } };
    expect(await iccamAdapter.send(wrong, message, at(0))).toEqual({ state: 'expired', reason: 'http-401' });
  });

  test('hears of an action in another run than the report, on what is ours, after its last action was read, and once', async () => {
    const account = opened();
    await iccamAdapter.send(account, message, testReach());
    const follow = (stands: NoticeStands = 'asked') =>
      iccamAdapter.follow?.(account, { provider: '4711', stands }, testReach());
    expect(await follow()).toEqual({ state: 'open', said: 'not-yet-monitored' });
    fake.contents.set(1, { assignedCountryCode: 'VN', actions: [] });
    fake.contents.set(2, { assignedCountryCode: 'NL', actions: [] });
    expect(await follow()).toEqual({ state: 'open', said: 'isp-told' });
    expect(await follow()).toEqual({ state: 'open', said: 'isp-told' });
    expect(fake.contents.get(1)?.actions).toEqual([{ actionType: 2 }]);
    expect(fake.contents.get(2)?.actions).toEqual([]);
    await follow('gone');
    expect(await follow('gone')).toMatchObject({ state: 'ended', outcome: 'ACTIONED' });
    expect(fake.contents.get(1)?.actions).toEqual([{ actionType: 2 }, { actionType: 3 }]);
    fake.contents.clear();
    fake.contents.set(3, { assignedCountryCode: 'VN', actions: [] });
    await follow('lawful');
    expect(fake.contents.get(3)?.actions).toEqual([{ actionType: 7 }]);
    fake.contents.clear();
    fake.contents.set(4, { assignedCountryCode: 'NL', actions: [] });
    expect(await follow()).toEqual({ state: 'ended', said: 'assigned-abroad' });
  });
});

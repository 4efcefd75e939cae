import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONTRACT_NOW, describeAdapter, openEntered, testReach } from '../adapter.contract.ts';
import type { OpenAccount } from '../adapter.ts';
import { FAKE_OA_SECRET, FAKE_ZALO, openZaloFake, type ZaloFake } from './zalo.fake.ts';
import type { ZaloSecrets, ZaloSettings } from './zalo-account.ts';
import { zaloAdapter } from './zalo-adapter.ts';

const HOUR = 3_600_000;
const call = (at: Date, more: object) =>
  JSON.stringify({ app_id: FAKE_ZALO.appId, timestamp: String(at.getTime()), ...more });
const from = (at: Date, event: string, message: object) =>
  call(at, {
    event_name: event,
    sender: { id: 'U' },
    recipient: { id: FAKE_ZALO.oaId },
    message: { msg_id: `m-${at.getTime()}`, ...message },
  });
const sign = (body: string) => {
  let timestamp = '';
  try {
    timestamp = JSON.parse(body).timestamp;
  } catch {
    // What is no JSON has no time, and its signature is looked at by nobody.
  }
  const mac = createHash('sha256').update(`${FAKE_ZALO.appId}${body}${timestamp}${FAKE_OA_SECRET}`).digest('hex');
  return { 'x-zevent-signature': `mac=${mac}` };
};

describeAdapter({
  adapter: zaloAdapter,
  open: openZaloFake,
  to: 'U',
  // -32 in HTTP 200 says no time.
  throttledMs: null,
  inbound: {
    signs: 'body',
    header: 'x-zevent-signature',
    sign,
    vectors: [
      {
        body: '{"app_id":"431793492424253567","user_id_by_app":"3216904426693862293","event_name":"user_send_text","timestamp":"1699003881354","sender":{"id":"246845883529197922"},"recipient":{"id":"388613280878808645"},"message":{"msg_id":"cb31dff1c39642cc1b83","text":"Em cần giúp"}}',
        headers: { 'x-zevent-signature': 'mac=7e55ade627f648e66ae9de6cfdd508860d75b696f68d60d92c4866fbe8a580e9' },
        at: new Date(1_699_003_900_000),
      },
    ],
    message: (at, text) => from(at, 'user_send_text', { text }),
    pictureOnly: (at) =>
      from(at, 'user_send_image', { attachments: [{ type: 'image', payload: { url: 'https://zalo.example/1' } }] }),
    unknown: (at) => call(at, { event_name: 'user_invented_later', sender: { id: 'U' } }),
    echo: (at) => from(at, 'oa_send_text', { text: 'của cô' }),
    unreadable: ['{"timestamp":5}', '{"timestamp":"1699003881354"}'],
    windowMs: 3 * HOUR,
  },
});

describe('a Zalo Official Account', () => {
  let fake: ZaloFake;
  let account: OpenAccount<ZaloSettings, ZaloSecrets>;
  beforeEach(async () => {
    fake = await openZaloFake();
    account = openEntered(zaloAdapter, fake.entered);
  });
  afterEach(() => fake.close());
  const ago = (ms: number) => new Date(CONTRACT_NOW.getTime() - ms);
  const told = (body: string) => {
    const request = { body: new TextEncoder().encode(body), headers: new Headers(sign(body)) };
    const got = zaloAdapter.receive?.(request, account, CONTRACT_NOW);
    return got?.ok ? got.value : got?.refusal.code;
  };

  test.each([
    [47 * HOUR + 59 * 60_000, 'free'],
    [48 * HOUR + 60_000, 'paid'],
    [6 * 24 * HOUR + 23 * HOUR, 'paid'],
    [7 * 24 * HOUR + HOUR, 'template-only'],
  ])('%d ms after the person wrote: %s', (ms, state) => {
    expect(zaloAdapter.window(ago(ms), CONTRACT_NOW).state).toBe(state);
  });

  test('the window says when it ends, and to who never wrote only a template goes', () => {
    expect(zaloAdapter.window(ago(HOUR), CONTRACT_NOW).until).toEqual(new Date(CONTRACT_NOW.getTime() + 47 * HOUR));
    expect(zaloAdapter.window(null, CONTRACT_NOW)).toEqual({ state: 'template-only', until: null });
  });

  test('the identifier under the signature may be another than the app’s', () => {
    const other = openEntered(zaloAdapter, {
      ...fake.entered,
      settings: { ...(fake.entered.settings as object), signedId: FAKE_ZALO.oaId },
    });
    const body = from(ago(1_000), 'user_send_text', { text: 'x' });
    const { timestamp } = JSON.parse(body);
    const mac = createHash('sha256').update(`${FAKE_ZALO.oaId}${body}${timestamp}${FAKE_OA_SECRET}`).digest('hex');
    const request = { body: new TextEncoder().encode(body), headers: new Headers({ 'x-zevent-signature': mac }) };
    expect(zaloAdapter.receive?.(request, other, CONTRACT_NOW)).toMatchObject({ ok: true });
    expect(zaloAdapter.receive?.(request, account, CONTRACT_NOW)).toMatchObject({ ok: false });
  });

  test('arrival and reading are told, of a template with our own key, and a group’s words are nobody’s message', () => {
    const at = ago(1_000);
    expect(told(from(at, 'user_received_message', { msg_id: 'c1' }))).toMatchObject([
      { kind: 'delivery-report', message: 'c1', state: 'delivered' },
    ]);
    expect(told(from(at, 'user_seen_message', { msg_id: undefined, msg_ids: ['c1', 'c2'] }))).toMatchObject([
      { kind: 'delivery-report', id: 'user_seen_message:c1', message: 'c1', state: 'read' },
      { kind: 'delivery-report', id: 'user_seen_message:c2', message: 'c2', state: 'read' },
    ]);
    const template = {
      event_name: 'user_received_message',
      sender: 'OA',
      recipient: '8490',
      msg_id: 't1',
      tracking_id: 'k',
    };
    expect(told(call(at, template))).toMatchObject([{ kind: 'delivery-report', message: 't1', key: 'k' }]);
    expect(told(from(at, 'user_send_group_text', { text: 'x' }))).toMatchObject([{ kind: 'other' }]);
  });

  test('a person’s message without its identifier or its author is told as a shape that is not known', () => {
    const at = ago(1_000);
    const other = { kind: 'other', name: 'user_send_text' };
    expect(told(from(at, 'user_send_text', { msg_id: undefined, text: 'x' }))).toMatchObject([
      { ...other, unknown: true },
    ]);
    expect(told(call(at, { event_name: 'user_send_text', message: { msg_id: 'm', text: 'x' } }))).toMatchObject([
      { ...other, unknown: true },
    ]);
  });

  test('a template goes by telephone number without its sign, with our key, or by identifier', async () => {
    const template = { id: '200', data: { ngay: '28/11' } };
    const send = (to: string) =>
      zaloAdapter.send(account, { key: 'k-1', to, text: 'Hẹn ngày 28/11', template }, testReach());
    expect(await send('+84901234567')).toEqual({ state: 'sent', provider: 't1' });
    await send('U');
    expect(fake.sent).toEqual([
      {
        path: '/message/template',
        body: { phone: '84901234567', template_id: '200', template_data: { ngay: '28/11' }, tracking_id: 'k-1' },
      },
      {
        path: '/message/template',
        body: { user_id: 'U', template_id: '200', template_data: { ngay: '28/11' }, tracking_id: 'k-1' },
      },
    ]);
  });

  test('a transaction message carries its words and its table', async () => {
    const template = { id: 'transaction_booking', data: { Ngày: '28/11' } };
    await zaloAdapter.send(account, { key: 'k', to: 'U', text: 'Lịch hẹn', template }, testReach());
    expect(fake.sent).toMatchObject([
      {
        path: '/v3.0/oa/message/transaction',
        body: {
          recipient: { user_id: 'U' },
          message: {
            attachment: {
              payload: {
                template_type: 'transaction_booking',
                elements: [
                  { type: 'text', content: 'Lịch hẹn' },
                  { type: 'table', content: [{ key: 'Ngày', value: '28/11' }] },
                ],
              },
            },
          },
        },
      },
    ]);
  });

  test.each([
    [-216, 'expired'],
    [-220, 'expired'],
    [-1001, 'expired'],
    [-124, 'expired'],
    [-213, 'refused'],
    [-211, 'refused'],
    [-230, 'refused'],
    [-232, 'refused'],
    [-244, 'refused'],
    [-240, 'refused'],
    [-100, 'unsure'],
    [-32, 'again'],
    [-99_999, 'refused'],
  ])('HTTP 200 with error %d is %s', async (error, state) => {
    fake.fail(error);
    const outcome = await zaloAdapter.send(account, { key: 'k', to: 'U', text: 'x' }, testReach());
    expect(outcome).toMatchObject({ state, reason: `zalo-${-error}` });
  });

  test('what may not go at night waits for six in the morning in Viet Nam', async () => {
    fake.fail(-234);
    const at = (time: string) =>
      zaloAdapter.send(account, { key: 'k', to: 'U', text: 'x' }, { ...testReach(), now: new Date(time) });
    expect(await at('2026-11-28T23:30:00+07:00')).toMatchObject({ state: 'again', afterMs: 6.5 * HOUR });
    expect(await at('2026-11-29T05:00:00+07:00')).toMatchObject({ state: 'again', afterMs: HOUR });
  });

  test('a template of which nobody is sure is not guessed at, nor a message without its time', async () => {
    const message = { key: 'k', to: 'U', text: 'x' };
    const unsure = { state: 'unsure', reason: 'cannot-be-asked' };
    expect(await zaloAdapter.lookUp?.(account, message, testReach())).toEqual(unsure);
    const template = { ...message, triedAt: CONTRACT_NOW, template: { id: '1', data: {} } };
    expect(await zaloAdapter.lookUp?.(account, template, testReach())).toEqual(unsure);
    expect(
      await zaloAdapter.lookUp?.(
        account,
        { ...message, triedAt: new Date(CONTRACT_NOW.getTime() + HOUR) },
        testReach(),
      ),
    ).toEqual({ state: 'again', reason: 'not-there' });
  });

  test('what is not among ten newer lines may be before them, and is not sent a second time', async () => {
    const message = { key: 'k', to: 'U', text: 'Câu đã gửi.', triedAt: CONTRACT_NOW };
    for (let line = 0; line < 10; line += 1)
      await zaloAdapter.send(account, { key: `k-${line}`, to: 'U', text: 'x' }, testReach());
    expect(await zaloAdapter.lookUp?.(account, message, testReach())).toMatchObject({ state: 'unsure' });
    const later = { ...message, triedAt: new Date(CONTRACT_NOW.getTime() + HOUR) };
    expect(await zaloAdapter.lookUp?.(account, later, testReach())).toMatchObject({ state: 'again' });
  });

  describe('tokens', () => {
    test('the keeper agrees on Zalo’s own page, and comes back with a code that is good for our verifier alone', async () => {
      const asked = { redirect: 'https://desk.example/kenh/tro-ve', state: 'state-1' };
      const begun = zaloAdapter.consent?.begin(account.settings, asked);
      const url = new URL(begun?.url ?? '');
      expect(url.pathname).toBe('/v4/oa/permission');
      expect(Object.fromEntries(url.searchParams)).toMatchObject({
        app_id: FAKE_ZALO.appId,
        redirect_uri: asked.redirect,
        state: 'state-1',
      });
      expect(begun?.verifier).toMatch(/^[A-Za-z0-9]{43}$/);
      expect(zaloAdapter.consent?.begin(account.settings, asked).verifier).not.toBe(begun?.verifier);
      const finish = (query: Record<string, string>, verifier = begun?.verifier ?? '') =>
        zaloAdapter.consent?.finish(account, { query: new URLSearchParams(query), verifier }, testReach());
      const agree = () => fake.agree(url.searchParams.get('code_challenge') ?? '');
      expect(await finish({ code: agree(), oa_id: FAKE_ZALO.oaId })).toMatchObject({
        ok: true,
        value: {
          secrets: {
            oaSecret: FAKE_OA_SECRET,
            accessToken: 'access-token-of-turn-2',
            refreshToken: 'refresh-token-of-turn-2',
          },
          endsAt: new Date(CONTRACT_NOW.getTime() + 25 * HOUR),
        },
      });
      const refused = { refusal: { code: 'channel-consent.refused' } };
      // The code a second time, another verifier, no code.
      expect(await finish({ code: 'code-of-a-test', oa_id: FAKE_ZALO.oaId })).toMatchObject(refused);
      expect(await finish({ code: agree(), oa_id: FAKE_ZALO.oaId }, 'x'.repeat(43))).toMatchObject(refused);
      expect(await finish({ oa_id: FAKE_ZALO.oaId })).toMatchObject(refused);
      expect(await finish({ code: agree(), oa_id: '1' })).toMatchObject({
        refusal: { code: 'channel-service.other-account' },
      });
    });

    test('the pair is exchanged for the next, whole, and what was given before is spent', async () => {
      const next = await zaloAdapter.renew?.(account, testReach());
      expect(next).toMatchObject({
        ok: true,
        value: { secrets: { appSecret: account.secrets.appSecret, refreshToken: 'refresh-token-of-turn-2' } },
      });
      expect(zaloAdapter.secrets.safeParse(next?.ok && next.value.secrets).success).toBe(true);
      // A second worker with the old pair: refused in HTTP 200, and nothing is exchanged.
      expect(await zaloAdapter.renew?.(account, testReach())).toMatchObject({
        refusal: { code: 'channel-service.refuses-us', facts: { reason: 'zalo-consent' } },
      });
      expect(fake.exchanges()).toBe(1);
    });

    test.each([
      ['a name of an error and no number', { error_name: 'Invalid refresh token', error_reason: 'x' }, 'refuses-us'],
      ['a number of an error', { error: -14014, error_name: 'x' }, 'refuses-us'],
      ['an empty token', { access_token: '', refresh_token: 'r', expires_in: '90000' }, 'failed'],
      ['no refresh token', { access_token: 'a', expires_in: '90000' }, 'failed'],
      ['a time that is none', { access_token: 'a', refresh_token: 'r', expires_in: 'soon' }, 'failed'],
      ['nothing', {}, 'failed'],
      ['null', null, 'failed'],
    ])('HTTP 200 with %s never becomes a token', async (_what, answer, code) => {
      fake.tokenAnswer(answer);
      const got = await zaloAdapter.renew?.(account, testReach());
      expect(got).toMatchObject({ ok: false, refusal: { code: `channel-service.${code}` } });
      // An answer that cannot be read may have spent the token; the house is told so.
      expect(got?.ok === false && got.refusal.facts?.unsure).toBe(code === 'failed' ? true : undefined);
      expect(JSON.stringify(got)).not.toContain('refresh-token');
    });

    test('a consent server that is away spent nothing, and says so', async () => {
      await fake.behave('away');
      const got = await zaloAdapter.renew?.(account, testReach());
      expect(got).toMatchObject({ refusal: { code: 'channel-service.failed', facts: { reason: 'unreachable' } } });
      expect(got?.ok === false && got.refusal.facts?.unsure).toBeUndefined();
    });

    test('an account that was never connected asks for nothing', async () => {
      const { accessToken: _access, refreshToken: _refresh, ...entered } = account.secrets;
      const fresh = { ...account, secrets: entered };
      expect(await zaloAdapter.send(fresh, { key: 'k', to: 'U', text: 'x' }, testReach())).toEqual({
        state: 'expired',
        reason: 'not-connected',
      });
      expect(await zaloAdapter.renew?.(fresh, testReach())).toMatchObject({
        refusal: { code: 'channel-service.refuses-us' },
      });
    });
  });
});

describe('articles of an Official Account', () => {
  let fake: ZaloFake;
  let account: OpenAccount<ZaloSettings, ZaloSecrets>;
  beforeEach(async () => {
    fake = await openZaloFake();
    account = openEntered(zaloAdapter, fake.entered);
  });
  afterEach(() => fake.close());
  const picture = {
    sha256: 'a'.repeat(64),
    url: 'https://portal.example/a.png',
    alt: 'x',
    mediaType: 'image/png',
  } as const;
  const post = {
    key: 'p',
    title: 'Khi có người lạ nhắn tin',
    summary: 'Ba việc em làm được ngay.',
    author: 'Lá Chắn',
    text: 'Dừng lại <một chút>.\nKể với người lớn.\n\nGọi 111 & hỏi.',
    link: 'https://portal.example/hoc/doc/x',
    picture,
  };

  test('leave as the request says that people saw: words as words, no comments, the picture by its address', async () => {
    const request = zaloAdapter.postRequest?.(account.settings, post);
    expect(request).toEqual({
      method: 'POST',
      path: 'v2.0/article/create',
      body: {
        type: 'normal',
        title: post.title,
        author: 'Lá Chắn',
        description: post.summary,
        cover: { cover_type: 'photo', photo_url: picture.url, status: 'show' },
        body: [
          {
            type: 'text',
            content:
              '<p>Dừng lại &lt;một chút&gt;.<br>Kể với người lớn.</p><p>Gọi 111 &amp; hỏi.</p><p><a href="https://portal.example/hoc/doc/x">https://portal.example/hoc/doc/x</a></p>',
          },
        ],
        status: 'show',
        comment: 'hide',
      },
    });
    expect(await zaloAdapter.publish?.(account, post, testReach())).toEqual({ state: 'sent', provider: 'article-1' });
    expect(fake.articles.map(({ body }) => body)).toEqual([request?.body]);
    const { picture: _picture, ...without } = post;
    expect(await zaloAdapter.publish?.(account, without, testReach())).toMatchObject({ reason: 'picture-missing' });
  });

  test('are numbered when Zalo has worked on them, and read back, corrected and taken away by that number', async () => {
    fake.working(2);
    const published = await zaloAdapter.publish?.(account, post, testReach());
    const provider = 'token:article-token-1';
    expect(published).toEqual({ state: 'sent', provider });
    expect(await zaloAdapter.readBack?.(account, { ...post, provider }, testReach())).toMatchObject({ state: 'again' });
    expect(await zaloAdapter.readBack?.(account, { ...post, provider }, testReach())).toEqual({
      state: 'sent',
      provider: 'article-1',
    });
    const better = { ...post, provider: 'article-1', title: 'Khi người lạ nhắn tin' };
    expect(await zaloAdapter.correct?.(account, better, testReach())).toEqual({ state: 'sent', provider: 'article-1' });
    expect(fake.articles[0]?.body).toMatchObject({ title: 'Khi người lạ nhắn tin', comment: 'hide' });
    expect(await zaloAdapter.readBack?.(account, { ...post, provider: 'article-1' }, testReach())).toMatchObject({
      state: 'refused',
      reason: 'other-words',
    });
    const [article] = fake.articles;
    if (article) article.views = 40;
    expect(await zaloAdapter.counts?.(account, 'article-1', testReach())).toEqual({
      state: 'counted',
      counts: { views: 40, reactions: null, comments: null, shares: 2 },
    });
    for (const _again of [1, 2])
      expect(await zaloAdapter.withdraw?.(account, 'article-1', testReach())).toEqual({
        state: 'sent',
        provider: 'article-1',
      });
    expect(fake.articles).toEqual([]);
    expect(await zaloAdapter.readBack?.(account, { ...better }, testReach())).toMatchObject({ state: 'refused' });
  });

  test('of which the answer was lost are found by their title, once', async () => {
    await fake.behave('breaks-off');
    expect(await zaloAdapter.publish?.(account, post, testReach())).toMatchObject({ state: 'unsure' });
    await fake.behave('takes');
    expect(await zaloAdapter.readBack?.(account, { ...post, triedAt: CONTRACT_NOW }, testReach())).toEqual({
      state: 'sent',
      provider: 'article-1',
    });
    const other = { ...post, title: 'Bài khác', triedAt: CONTRACT_NOW };
    expect(await zaloAdapter.readBack?.(account, other, testReach())).toEqual({ state: 'again', reason: 'not-there' });
  });
});

import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localServer } from '../../kernel/outgoing/local-server.testing.ts';
import { CONTRACT_NOW, describeAdapter, openEntered, testReach } from '../adapter.contract.ts';
import type { OpenAccount } from '../adapter.ts';
import { FAKE_APP_SECRET, FAKE_PAGE, type FacebookFake, openFacebookFake } from './facebook.fake.ts';
import type { FacebookSecrets, FacebookSettings } from './facebook-account.ts';
import { facebookAdapter } from './facebook-adapter.ts';

const HOUR = 3_600_000;
const sign = (body: string) => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', FAKE_APP_SECRET).update(body).digest('hex')}`,
});
const call = (at: Date, messaging: readonly object[], changes: readonly object[] = []) =>
  JSON.stringify({ object: 'page', entry: [{ id: FAKE_PAGE, time: at.getTime(), messaging, changes }] });
const from = (at: Date, more: object, sender = 'PSID') => ({
  sender: { id: sender },
  recipient: { id: FAKE_PAGE },
  timestamp: at.getTime(),
  ...more,
});
const message = (at: Date, more: object) => from(at, { message: { mid: `m_${at.getTime()}`, ...more } });
const comment = (author: string, more: object = {}) => ({
  field: 'feed',
  value: { item: 'comment', verb: 'add', comment_id: '1_2', post_id: `${FAKE_PAGE}_1`, from: { id: author }, ...more },
});

describeAdapter({
  adapter: facebookAdapter,
  open: openFacebookFake,
  to: 'PSID',
  // Meta says it in minutes.
  throttledMs: 120_000,
  inbound: {
    signs: 'body',
    header: 'x-hub-signature-256',
    sign,
    vectors: [
      {
        body: String.raw`{"object":"page","entry":[{"id":"PAGE","time":1458692752478,"messaging":[{"sender":{"id":"PSID"},"recipient":{"id":"PAGE"},"timestamp":1458692752478,"message":{"mid":"m_1","text":"Em c\u1ea7n gi\u00fap"}}]}]}`,
        headers: {
          'x-hub-signature-256': 'sha256=2a067882a166bf5473c3da3a59bcce8141978ea06c59f9dead10a7b9bd2f2dce',
        },
        at: new Date(1_458_692_800_000),
      },
    ],
    message: (at, text) => call(at, [message(at, { text })]),
    pictureOnly: (at) =>
      call(at, [message(at, { attachments: [{ type: 'image', payload: { url: 'https://cdn.example/1.jpg' } }] })]),
    unknown: (at) => call(at, [from(at, { invented_later: {} })]),
    echo: (at) => call(at, [message(at, { is_echo: true, app_id: 1, text: 'của cô' })]),
    batch: (at) => ({
      body: call(
        at,
        [message(at, { text: 'một' }), from(at, { delivery: { mids: ['m_a', 'm_b'], watermark: at.getTime() } })],
        [comment('A', { message: 'hai' }), comment('B', { comment_id: '1_3', verb: 'remove' })],
      ),
      kinds: ['private-message', 'delivery-report', 'delivery-report', 'public-contribution', 'public-contribution'],
    }),
    unreadable: ['{"object":"user","entry":[]}', '{"object":"page","entry":[{"id":"1"}]}'],
    windowMs: 40 * HOUR,
  },
});

describe('a Facebook page', () => {
  let fake: FacebookFake;
  let account: OpenAccount<FacebookSettings, FacebookSecrets>;
  beforeEach(async () => {
    fake = await openFacebookFake();
    account = openEntered(facebookAdapter, fake.entered);
  });
  afterEach(() => fake.close());
  const ago = (ms: number) => new Date(CONTRACT_NOW.getTime() - ms);
  const told = (messaging: readonly object[], changes: readonly object[] = []) => {
    const body = call(ago(1_000), messaging, changes);
    const request = { body: new TextEncoder().encode(body), headers: new Headers(sign(body)) };
    const got = facebookAdapter.receive?.(request, account, CONTRACT_NOW);
    return got?.ok ? got.value : got?.refusal.code;
  };
  const send = (more: object = {}) =>
    facebookAdapter.send(account, { key: 'k', to: 'PSID', text: 'x', ...more }, testReach());

  test.each([
    [23 * HOUR + 59 * 60_000, 'free'],
    [24 * HOUR + 60_000, 'tagged'],
    [6 * 24 * HOUR + 23 * HOUR, 'tagged'],
    [7 * 24 * HOUR + HOUR, 'closed'],
  ])('%d ms after the person wrote: %s', (ms, state) => {
    expect(facebookAdapter.window(ago(ms), CONTRACT_NOW).state).toBe(state);
  });
  test('a page never begins', () => {
    expect(facebookAdapter.window(null, CONTRACT_NOW)).toEqual({ state: 'closed', until: null });
    expect(facebookAdapter.window(ago(HOUR), CONTRACT_NOW).until).toEqual(new Date(CONTRACT_NOW.getTime() + 23 * HOUR));
  });

  test('an answer, an answer by a person after a day, and a private answer to a comment', async () => {
    await send();
    await send({ window: 'tagged' });
    await send({ to: '', comment: '1_2' });
    expect(fake.sent).toEqual([
      { recipient: { id: 'PSID' }, messaging_type: 'RESPONSE', message: { text: 'x' } },
      { recipient: { id: 'PSID' }, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT', message: { text: 'x' } },
      { recipient: { comment_id: '1_2' }, messaging_type: 'RESPONSE', message: { text: 'x' } },
    ]);
  });

  test.each([
    [{ code: 190, error_subcode: 463 }, 'expired', 'graph-190.463'],
    [{ code: 613 }, 'again', 'graph-613'],
    [{ code: 1200 }, 'again', 'graph-1200'],
    [{ code: 2 }, 'unsure', 'graph-2'],
    [{ code: 551 }, 'refused', 'graph-551'],
    [{ code: 10, error_subcode: 2_018_278 }, 'refused', 'graph-10.2018278'],
    [{ code: 10_900 }, 'refused', 'graph-10900'],
    [{ code: 200 }, 'refused', 'graph-200'],
  ])('error %o is %s', async (error, state, reason) => {
    fake.fail(error);
    expect(await send()).toMatchObject({ state, reason });
  });

  test('reading is told up to a moment, delivery by message, a pressed button by its own words', () => {
    const at = ago(1_000);
    expect(told([from(at, { read: { watermark: at.getTime() - 5_000 } })])).toMatchObject([
      { kind: 'delivery-report', state: 'read', message: '', to: 'PSID', upTo: ago(6_000) },
    ]);
    expect(told([from(at, { delivery: { mids: ['m_9'], watermark: 1 } })])).toMatchObject([
      { kind: 'delivery-report', state: 'delivered', message: 'm_9' },
    ]);
    expect(told([from(at, { postback: { mid: 'm_p', title: 'Em muốn nói chuyện', payload: 'X' } })])).toMatchObject([
      { kind: 'private-message', id: 'm_p', text: 'Em muốn nói chuyện' },
    ]);
  });

  test('what has not the shape of a message or of a comment is told so, and what nobody subscribed to is not', () => {
    const at = ago(1_000);
    const broken = { ...comment('A'), value: { item: 'comment' } };
    expect(told([from(at, { sender: {} }), from(at, { invented_later: {} })], [broken, { field: 'ratings' }])).toEqual([
      expect.objectContaining({ kind: 'other', name: 'messaging', unknown: true }),
      expect.not.objectContaining({ unknown: true }),
      expect.objectContaining({ kind: 'other', name: 'change', unknown: true }),
      expect.not.objectContaining({ unknown: true }),
    ]);
  });

  test('what the page itself writes under its posts is nobody’s contribution', () => {
    expect(told([], [comment(FAKE_PAGE, { message: 'của trang' })])).toMatchObject([{ kind: 'other', name: 'echo' }]);
    expect(told([], [comment('A', { message: 'của em' })])).toMatchObject([
      { kind: 'public-contribution', subject: '1_2', author: 'A' },
    ]);
  });

  test('a comment is hidden, and what is no identifier is asked of nobody', async () => {
    expect(await facebookAdapter.hide?.(account, '1_2', testReach())).toEqual({ state: 'sent', provider: '1_2' });
    expect(await facebookAdapter.hide?.(account, '1_2/../me', testReach())).toMatchObject({ state: 'refused' });
    expect(fake.hidden).toEqual(['1_2 true']);
  });

  test('a post is published and read back by its identifier, and by its words where the answer was lost', async () => {
    const post = { key: 'p', text: 'Gọi 111 miễn phí.', link: 'https://tongdai111.vn/' };
    const published = await facebookAdapter.publish?.(account, post, testReach());
    expect(published).toEqual({ state: 'sent', provider: `${FAKE_PAGE}_1` });
    const back = (more: object) => facebookAdapter.readBack?.(account, { ...post, ...more }, testReach());
    expect(await back({ provider: `${FAKE_PAGE}_1` })).toEqual(published);
    expect(await back({ provider: `${FAKE_PAGE}_1`, text: 'Câu khác' })).toMatchObject({ state: 'refused' });
    expect(await back({ provider: `${FAKE_PAGE}_9` })).toMatchObject({ state: 'refused', reason: 'graph-100.33' });
    await fake.behave('breaks-off');
    const second = { key: 'q', text: 'Em  có quyền\nđược bảo vệ.' };
    expect(await facebookAdapter.publish?.(account, second, testReach())).toMatchObject({ state: 'unsure' });
    await fake.behave('takes');
    const triedAt = CONTRACT_NOW;
    expect(await facebookAdapter.readBack?.(account, { ...second, triedAt }, testReach())).toEqual({
      state: 'sent',
      provider: `${FAKE_PAGE}_2`,
    });
    expect(await back({ text: 'Chưa từng đăng', triedAt })).toEqual({ state: 'again', reason: 'not-there' });
    expect(await back({})).toMatchObject({ state: 'unsure' });
    expect(fake.posts).toHaveLength(2);
  });

  test('the same words said earlier are not taken for a message that was lost', async () => {
    await send();
    const later = { key: 'k', to: 'PSID', text: 'x', triedAt: new Date(CONTRACT_NOW.getTime() + HOUR) };
    expect(await facebookAdapter.lookUp?.(account, later, testReach())).toEqual({
      state: 'again',
      reason: 'not-there',
    });
    // Behind a comment no conversation is known.
    expect(await facebookAdapter.lookUp?.(account, { ...later, comment: '1_2' }, testReach())).toMatchObject({
      state: 'unsure',
    });
  });

  test('what is not among 25 newer ones may be before them, and what has no time is unsure: neither goes twice', async () => {
    const message = { key: 'k', to: 'PSID', text: 'Câu đã gửi.', triedAt: CONTRACT_NOW };
    const unsure = { state: 'unsure' };
    for (let line = 0; line < 25; line += 1) await send();
    expect(await facebookAdapter.lookUp?.(account, message, testReach())).toMatchObject(unsure);
    for (let post = 0; post < 25; post += 1)
      await facebookAdapter.publish?.(account, { key: `${post}`, text: 'x' }, testReach());
    expect(await facebookAdapter.readBack?.(account, message, testReach())).toMatchObject(unsure);
    const other = { ...message, to: 'OTHER', text: 'x' };
    await send({ to: 'OTHER' });
    expect(await facebookAdapter.lookUp?.(account, other, testReach())).toMatchObject({ state: 'sent' });
    fake.date('hôm qua');
    expect(await facebookAdapter.lookUp?.(account, other, testReach())).toMatchObject(unsure);
  });

  test('connecting subscribes the page to messages, comments and what became of ours', async () => {
    expect(await facebookAdapter.subscribe?.(account, 'https://portal.example/x', testReach())).toMatchObject({
      ok: true,
    });
    expect(fake.subscribed()).toBe('feed,messages,messaging_postbacks,message_deliveries,message_reads,message_echoes');
  });

  test('a token of another page is not taken', async () => {
    const other = { ...account, settings: { ...account.settings, page: '999' } };
    expect(await facebookAdapter.check(other, testReach())).toMatchObject({
      refusal: { code: 'channel-service.other-account' },
    });
  });

  test('a picture comes into memory without any key of ours, and no more of it than was allowed', async () => {
    const server = await localServer((_request, response) => void response.end(Buffer.alloc(2_000, 1)));
    const get = (most: number) =>
      facebookAdapter.attachment?.(account, { kind: 'image', url: `${server.url}/1.jpg` }, testReach(), most);
    expect(await get(2_000)).toEqual({ ok: true, value: Buffer.alloc(2_000, 1) });
    expect(await get(1_999)).toMatchObject({ refusal: { code: 'link.too-large' } });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
    expect(server.requests[0]?.url).toBe('/1.jpg');
    await server.close();
    expect(await facebookAdapter.attachment?.(account, { kind: 'file', url: null }, testReach(), 1)).toMatchObject({
      refusal: { code: 'channel-attachment.unavailable' },
    });
  });
});

describe('a post with a picture on a page', () => {
  let fake: FacebookFake;
  let account: OpenAccount<FacebookSettings, FacebookSecrets>;
  beforeEach(async () => {
    fake = await openFacebookFake();
    account = openEntered(facebookAdapter, fake.entered);
  });
  afterEach(() => fake.close());
  const pictureBytes = new Uint8Array([137, 80, 78, 71, 0, 255, 13, 10]);
  const picture = {
    sha256: 'a'.repeat(64),
    url: 'https://portal.example/x.png',
    alt: 'Hai người',
    mediaType: 'image/png',
  } as const;
  const post = { key: 'p', text: 'Gọi 111.\n\nMiễn phí.', link: 'https://portal.example/hoc', picture, pictureBytes };
  const provider = `${FAKE_PAGE}_1`;

  test('leaves as the request says that people saw, picture and words in one, and is read back', async () => {
    expect(facebookAdapter.postRequest?.(account.settings, post)).toEqual({
      method: 'POST',
      path: `${FAKE_PAGE}/photos`,
      body: { caption: 'Gọi 111.\n\nMiễn phí.\n\nhttps://portal.example/hoc', alt_text_custom: 'Hai người' },
      file: { field: 'source', mediaType: 'image/png', sha256: picture.sha256 },
    });
    expect(await facebookAdapter.publish?.(account, post, testReach())).toEqual({ state: 'sent', provider });
    expect(fake.posts).toEqual([
      {
        id: provider,
        message: 'Gọi 111.\n\nMiễn phí.\n\nhttps://portal.example/hoc',
        photo: { alt: 'Hai người', bytes: Buffer.from(pictureBytes) },
      },
    ]);
    expect(await facebookAdapter.readBack?.(account, { ...post, provider }, testReach())).toEqual({
      state: 'sent',
      provider,
    });
    expect(await facebookAdapter.readBack?.(account, { ...post, triedAt: CONTRACT_NOW }, testReach())).toEqual({
      state: 'sent',
      provider,
    });
  });

  test('does not leave without its picture', async () => {
    const { pictureBytes: _bytes, ...without } = post;
    expect(await facebookAdapter.publish?.(account, without, testReach())).toEqual({
      state: 'refused',
      reason: 'picture-missing',
    });
    expect(fake.posts).toEqual([]);
  });

  test('is put right, counted and taken away, each as often as it is asked for', async () => {
    await facebookAdapter.publish?.(account, post, testReach());
    for (const _again of [1, 2])
      expect(
        await facebookAdapter.correct?.(account, { ...post, text: 'Gọi 111 ngay.', provider }, testReach()),
      ).toEqual({ state: 'sent', provider });
    expect(fake.posts[0]?.message).toBe('Gọi 111 ngay.\n\nhttps://portal.example/hoc');
    expect(await facebookAdapter.readBack?.(account, { ...post, provider }, testReach())).toMatchObject({
      state: 'refused',
      reason: 'other-words',
    });
    fake.count(provider, { reactions: 12, comments: 3 });
    expect(await facebookAdapter.counts?.(account, provider, testReach())).toEqual({
      state: 'counted',
      counts: { views: null, reactions: 12, comments: 3, shares: 0 },
    });
    for (const _again of [1, 2])
      expect(await facebookAdapter.withdraw?.(account, provider, testReach())).toEqual({ state: 'sent', provider });
    expect(fake.posts).toEqual([]);
    expect(await facebookAdapter.readBack?.(account, { ...post, provider }, testReach())).toMatchObject({
      state: 'refused',
      reason: 'graph-100.33',
    });
    for (const way of ['correct', 'withdraw'] as const)
      expect(
        await (way === 'correct'
          ? facebookAdapter.correct?.(account, { ...post, provider: '1/../me' }, testReach())
          : facebookAdapter.withdraw?.(account, '1/../me', testReach())),
      ).toMatchObject({ state: 'refused', reason: 'no-identifier' });
  });
});

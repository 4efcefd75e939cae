import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerFacebookHandshake, receiveFacebookPage } from './facebook/receive-facebook-page.ts';
import type { InboundEvent } from './inbound-event.ts';
import { sameText } from './signature.ts';
import { receiveTelegram } from './telegram/receive-telegram.ts';
import { receiveZaloOa } from './zalo/receive-zalo-oa.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const call = (body: string, headers: Record<string, string> = {}) => ({
  body: bytes(body),
  headers: new Headers(headers),
});
const outcome = (result: { ok: true; value: unknown } | { ok: false; refusal: { code: string } }) =>
  result.ok ? result.value : result.refusal.code;
const events = (result: { ok: boolean; value?: readonly InboundEvent[] }) => result.value ?? [];

describe('Zalo Official Account', () => {
  // The vector of a body in the recorded shape; the MAC was made apart from this code.
  const body =
    '{"app_id":"431793492424253567","user_id_by_app":"3216904426693862293","event_name":"user_send_text","timestamp":"1699003881354","sender":{"id":"246845883529197922"},"recipient":{"id":"388613280878808645"},"message":{"msg_id":"cb31dff1c39642cc1b83","text":"Em cần giúp"}}';
  const mac = '7e55ade627f648e66ae9de6cfdd508860d75b696f68d60d92c4866fbe8a580e9';
  const secrets = { signedId: '431793492424253567', oaSecret: 'OA_SECRET_TEST' };
  const now = new Date(1_699_003_900_000);
  const receive = (text: string, signature: string | undefined, at = now, given = secrets) =>
    receiveZaloOa(call(text, signature === undefined ? {} : { 'x-zevent-signature': signature }), given, at);

  test('the vector passes with and without `mac=`, as a private message', () => {
    for (const shown of [`mac=${mac}`, mac])
      expect(outcome(receive(body, shown))).toEqual([
        {
          channel: 'zalo-oa',
          kind: 'private-message',
          id: 'user_send_text:cb31dff1c39642cc1b83',
          at: new Date(1_699_003_881_354),
          author: '246845883529197922',
          text: 'Em cần giúp',
          attachments: [],
        },
      ]);
  });

  test('one byte changed, JSON written anew, no header, another secret, another id, a prefix of the MAC', () => {
    expect(outcome(receive(body.replace('cần', 'cân'), `mac=${mac}`))).toBe('webhook.signature-wrong');
    expect(outcome(receive(JSON.stringify(JSON.parse(body), null, 1), `mac=${mac}`))).toBe('webhook.signature-wrong');
    expect(outcome(receive(body, undefined))).toBe('webhook.signature-missing');
    expect(outcome(receive(body, mac, now, { ...secrets, oaSecret: 'other' }))).toBe('webhook.signature-wrong');
    expect(outcome(receive(body, mac, now, { ...secrets, signedId: '1' }))).toBe('webhook.signature-wrong');
    expect(outcome(receive(body, mac.slice(0, 10)))).toBe('webhook.signature-wrong');
    expect(outcome(receive(body, `${mac}00`))).toBe('webhook.signature-wrong');
  });

  test('a recorded call is not taken again after three hours, nor one from the future', () => {
    const later = (ms: number) => new Date(1_699_003_881_354 + ms);
    expect(outcome(receive(body, mac, later(2 * 3_600_000)))).toHaveLength(1);
    expect(outcome(receive(body, mac, later(3 * 3_600_000 + 1)))).toBe('webhook.outside-window');
    expect(outcome(receive(body, mac, later(-700_000)))).toBe('webhook.outside-window');
  });

  test.each([
    ['{"event_name":"follow","oa_id":"1","follower":{"id":"2"},"timestamp":"1699003881354"}', 'other'],
    [
      '{"event_name":"oa_send_text","sender":{"id":"1"},"message":{"msg_id":"m","text":"x"},"timestamp":"1699003881354"}',
      'other',
    ],
    [
      '{"event_name":"user_received_message","sender":"OA","recipient":"84","msg_id":"m","timestamp":"1699003881354"}',
      'delivery-report',
    ],
    ['{"event_name":"invented_later","timestamp":"1699003881354"}', 'other'],
    [
      '{"event_name":"user_send_image","sender":{"id":"1"},"message":{"msg_id":"m","attachments":[{"type":"image","payload":{"url":"https://e.vn/1"}}]},"timestamp":"1699003881354"}',
      'private-message',
    ],
  ])('%s is %s', (text, kind) => {
    const signature = createHash('sha256')
      .update(`${secrets.signedId}${text}1699003881354${secrets.oaSecret}`)
      .digest('hex');
    expect(events(receive(text, signature))).toMatchObject([{ kind }]);
    // A repetition is the same event.
    expect(events(receive(text, signature))).toEqual(events(receive(text, signature)));
  });

  test('what cannot be read is refused before anything else', () => {
    for (const text of ['', '{', '[]', '{"timestamp":5}'])
      expect(outcome(receive(text, mac))).toBe('webhook.unreadable');
    const broken = { body: new Uint8Array([0x7b, 0xff, 0x7d]), headers: new Headers({ 'x-zevent-signature': mac }) };
    expect(outcome(receiveZaloOa(broken, secrets, now))).toBe('webhook.unreadable');
  });
});

describe('Facebook page', () => {
  const secrets = { appSecret: 'APP_SECRET_TEST', verifyToken: 'chosen-by-us' };
  const body = String.raw`{"object":"page","entry":[{"id":"PAGE","time":1458692752478,"messaging":[{"sender":{"id":"PSID"},"recipient":{"id":"PAGE"},"timestamp":1458692752478,"message":{"mid":"m_1","text":"Em c\u1ea7n gi\u00fap"}}]}]}`;
  const vector = 'sha256=2a067882a166bf5473c3da3a59bcce8141978ea06c59f9dead10a7b9bd2f2dce';
  const now = new Date(1_458_692_800_000);
  const sign = (text: string) => `sha256=${createHmac('sha256', secrets.appSecret).update(text).digest('hex')}`;
  const receive = (text: string, signature?: string, at = now) =>
    receiveFacebookPage(call(text, signature === undefined ? {} : { 'x-hub-signature-256': signature }), secrets, at);

  test('the vector, whose body has escaped letters, passes as it came and not as it reads', () => {
    expect(outcome(receive(body, vector))).toMatchObject([{ kind: 'private-message', id: 'm_1', text: 'Em cần giúp' }]);
    expect(outcome(receive(JSON.stringify(JSON.parse(body)), vector))).toBe('webhook.signature-wrong');
  });

  test('no header, the old SHA-1 header, a wrong prefix, an old call', () => {
    expect(outcome(receive(body))).toBe('webhook.signature-missing');
    const sha1 = `sha1=${createHmac('sha1', secrets.appSecret).update(body).digest('hex')}`;
    expect(outcome(receiveFacebookPage(call(body, { 'x-hub-signature': sha1 }), secrets, now))).toBe(
      'webhook.signature-missing',
    );
    expect(outcome(receive(body, vector.replace('sha256=', '')))).toBe('webhook.signature-wrong');
    expect(outcome(receive(body, vector, new Date(now.getTime() + 41 * 3_600_000)))).toBe('webhook.outside-window');
  });

  test('many events of one call: a comment, a picture alone, no author, an edit, a removal, an echo, the unknown', () => {
    const value = (more: object) => ({
      field: 'feed',
      value: {
        item: 'comment',
        verb: 'add',
        comment_id: 'P_1',
        post_id: 'PAGE_P',
        created_time: 1_458_692_700,
        ...more,
      },
    });
    const text = JSON.stringify({
      object: 'page',
      entry: [
        {
          id: 'PAGE',
          time: 1_458_692_752,
          changes: [
            value({
              from: { id: 'A', name: 'x' },
              message: 'one',
              parent_id: 'PAGE_P',
              permalink_url: 'https://f.vn/1',
            }),
            value({ comment_id: 'P_2', photo: 'https://cdn.vn/2.jpg' }),
            value({ verb: 'edited', message: 'two' }),
            value({ verb: 'remove' }),
            value({ item: 'reaction', verb: 'add' }),
            { field: 'invented' },
          ],
        },
        {
          id: 'PAGE',
          time: 1_458_692_752_478,
          messaging: [
            {
              sender: { id: 'PAGE' },
              timestamp: 1_458_692_752_478,
              message: { mid: 'm_2', is_echo: true, text: 'ours' },
            },
            { sender: { id: 'B' }, timestamp: 1_458_692_752_478, read: { watermark: 1 } },
          ],
        },
      ],
    });
    const got = events(receive(text, sign(text)));
    expect(got.map((one) => [one.kind, 'change' in one ? one.change : 'name' in one ? one.name : ''])).toEqual([
      ['public-contribution', 'added'],
      ['public-contribution', 'added'],
      ['public-contribution', 'edited'],
      ['public-contribution', 'removed'],
      ['other', 'reaction.add'],
      ['other', 'change'],
      ['other', 'echo'],
      ['delivery-report', ''],
    ]);
    expect(got[0]).toMatchObject({ author: 'A', subject: 'P_1', at: new Date(1_458_692_700_000), parent: 'PAGE_P' });
    expect(got[1]).toMatchObject({
      author: null,
      text: '',
      attachments: [{ kind: 'image', url: 'https://cdn.vn/2.jpg' }],
    });
    expect(new Set(got.map(({ id }) => id)).size).toBe(got.length);
  });

  test('the handshake gives back the challenge for the right token alone', () => {
    const ask = (query: Record<string, string>) =>
      outcome(answerFacebookHandshake(new URLSearchParams(query), secrets));
    const right = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'chosen-by-us' };
    expect(ask(right)).toBe('1158201444');
    for (const wrong of [{ 'hub.verify_token': 'x' }, { 'hub.mode': 'x' }, { 'hub.challenge': '<script>' }])
      expect(ask({ ...right, ...wrong })).toBe('webhook.handshake-refused');
    expect(ask({})).toBe('webhook.handshake-refused');
  });
});

describe('Telegram', () => {
  const secrets = { secretToken: 'a-secret_token' };
  const now = new Date(1_764_000_100_000);
  const receive = (value: unknown, token: string | undefined = secrets.secretToken) =>
    receiveTelegram(
      call(typeof value === 'string' ? value : JSON.stringify(value), {
        ...(token === undefined ? {} : { 'x-telegram-bot-api-secret-token': token }),
      }),
      secrets,
      now,
    );
  const post = {
    message_id: 7,
    date: 1_764_000_000,
    text: 'one',
    chat: { id: -100, type: 'channel', username: 'kenh' },
  };

  test('a post of a public channel, and its edit', () => {
    expect(events(receive({ update_id: 1, channel_post: post }))).toEqual([
      {
        kind: 'public-contribution',
        channel: 'telegram',
        id: '1',
        at: new Date(1_764_000_000_000),
        change: 'added',
        subject: '-100:7',
        author: '-100',
        text: 'one',
        attachments: [],
        parent: null,
        url: 'https://t.me/kenh/7',
      },
    ]);
    const edit = { ...post, edit_date: 1_764_000_050, caption: 'two', text: undefined, photo: [{}] };
    expect(events(receive({ update_id: 2, edited_channel_post: edit }))).toMatchObject([
      { change: 'edited', subject: '-100:7', text: 'two', attachments: [{ kind: 'image', url: null }] },
    ]);
  });

  test('a channel without a public name, a group and a chat are private', () => {
    const closed = { ...post, chat: { id: -100, type: 'channel' } };
    const group = { ...post, chat: { id: -5, type: 'supergroup', username: 'nhom' }, from: { id: 9 } };
    expect(events(receive({ update_id: 1, channel_post: closed }))).toMatchObject([{ kind: 'private-message' }]);
    expect(events(receive({ update_id: 1, message: group }))).toMatchObject([{ kind: 'private-message', author: '9' }]);
  });

  test('a wrong secret, none, a longer one, an old update, an unknown update, no JSON', () => {
    expect(outcome(receive({ update_id: 1 }, 'a-secret_tokem'))).toBe('webhook.signature-wrong');
    expect(outcome(receive({ update_id: 1 }, 'a-secret_token2'))).toBe('webhook.signature-wrong');
    expect(outcome(receiveTelegram(call('{}'), secrets, now))).toBe('webhook.signature-missing');
    expect(outcome(receive({ update_id: 1, channel_post: { ...post, date: 1_763_900_000 } }))).toBe(
      'webhook.outside-window',
    );
    expect(events(receive({ update_id: 1, poll: {} }))).toMatchObject([{ kind: 'other' }]);
    expect(outcome(receive('{'))).toBe('webhook.unreadable');
  });
});

test('two texts are the same or they are not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(sameText(a, a)).toBe(true);
      expect(sameText(a, b)).toBe(Buffer.from(a).equals(Buffer.from(b)));
    }),
  );
});

test('no body, whatever its bytes, throws', () => {
  const anything = fc.oneof(fc.uint8Array(), fc.json().map(bytes));
  fc.assert(
    fc.property(anything, (body) => {
      const signed = createHmac('sha256', 'k').update(body).digest('hex');
      receiveFacebookPage(
        { body, headers: new Headers({ 'x-hub-signature-256': `sha256=${signed}` }) },
        { appSecret: 'k', verifyToken: 'v' },
        new Date(),
      );
      receiveTelegram(
        { body, headers: new Headers({ 'x-telegram-bot-api-secret-token': 'k' }) },
        { secretToken: 'k' },
        new Date(),
      );
      receiveZaloOa(
        { body, headers: new Headers({ 'x-zevent-signature': 'mac=0' }) },
        { signedId: 'i', oaSecret: 'k' },
        new Date(),
      );
    }),
  );
});

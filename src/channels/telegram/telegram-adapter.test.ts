import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONTRACT_NOW, describeAdapter, openEntered, testReach } from '../adapter.contract.ts';
import type { OpenAccount } from '../adapter.ts';
import {
  FAKE_BOT_TOKEN,
  FAKE_CHANNEL,
  FAKE_SECRET_TOKEN,
  openTelegramFake,
  type TelegramFake,
} from './telegram.fake.ts';
import type { TelegramBotSecrets, TelegramSettings } from './telegram-account.ts';
import { telegramAdapter } from './telegram-adapter.ts';

let updates = 0;
const idOf = (at: Date) => Math.floor(at.getTime() / 1_000) % 1_000_000_000;
const update = (at: Date, more: object) =>
  JSON.stringify({
    update_id: idOf(at),
    message: {
      message_id: 7,
      date: Math.floor(at.getTime() / 1_000),
      chat: { id: 42, type: 'private', first_name: 'x' },
      from: { id: 42, is_bot: false, first_name: 'x' },
      ...more,
    },
  });

describeAdapter({
  adapter: telegramAdapter,
  open: openTelegramFake,
  to: '42',
  throttledMs: 7_000,
  inbound: {
    signs: 'nothing',
    header: 'x-telegram-bot-api-secret-token',
    sign: () => ({ 'x-telegram-bot-api-secret-token': FAKE_SECRET_TOKEN }),
    vectors: [],
    message: (at, text) => update(at, { text }),
    pictureOnly: (at) => update(at, { photo: [{ file_id: 'small' }, { file_id: 'large' }] }),
    unknown: (at) => JSON.stringify({ update_id: idOf(at), invented_later: {} }),
    unreadable: ['{"update_id":"1"}', '{"update_id":1,"message":{"chat":{}}}'],
    windowMs: 25 * 3_600_000,
  },
});

describe('a Telegram bot', () => {
  let fake: TelegramFake;
  let account: OpenAccount<TelegramSettings, TelegramBotSecrets>;
  beforeEach(async () => {
    fake = await openTelegramFake();
    account = openEntered(telegramAdapter, fake.entered);
    updates += 1;
  });
  afterEach(() => fake.close());
  const told = (more: object) => {
    const at = new Date(CONTRACT_NOW.getTime() - 60_000 + updates);
    const got = telegramAdapter.receive?.(
      {
        body: new TextEncoder().encode(update(at, more)),
        headers: new Headers({ 'x-telegram-bot-api-secret-token': FAKE_SECRET_TOKEN }),
      },
      account,
      CONTRACT_NOW,
    );
    return got?.ok ? got.value : got?.refusal.code;
  };

  test('answers only those who wrote, for as long as they like', () => {
    expect(telegramAdapter.window(null, CONTRACT_NOW)).toEqual({ state: 'closed', until: null });
    expect(telegramAdapter.window(new Date(0), CONTRACT_NOW)).toEqual({ state: 'free', until: null });
    expect(telegramAdapter.begins).toBe(false);
  });

  test('the button that begins a chat, a group, and another bot are no messages', () => {
    expect(told({ text: '/start' })).toMatchObject([{ kind: 'other', name: 'start' }]);
    expect(told({ text: '/start em' })).toMatchObject([{ kind: 'other', name: 'start' }]);
    expect(told({ text: '/started' })).toMatchObject([{ kind: 'private-message' }]);
    expect(told({ text: 'x', chat: { id: -5, type: 'supergroup', username: 'nhom' } })).toMatchObject([
      { kind: 'other', name: 'message.supergroup' },
    ]);
    expect(told({ text: 'x', from: { id: 9, is_bot: true } })).toMatchObject([{ kind: 'other' }]);
  });

  test('of a picture the largest size, of anything else its file, each once', () => {
    const file = (id: string) => ({ file_id: id });
    expect(told({ photo: [file('small'), file('large')] })).toMatchObject([
      { attachments: [{ kind: 'image', url: null, reference: 'large' }] },
    ]);
    expect(told({ voice: file('v'), caption: 'nghe đi' })).toMatchObject([
      { text: 'nghe đi', attachments: [{ kind: 'audio', reference: 'v' }] },
    ]);
    expect(told({ animation: file('a'), document: file('a') })).toMatchObject([
      { attachments: [{ kind: 'video', reference: 'a' }] },
    ]);
    expect(told({ location: { latitude: 1, longitude: 2 } })).toMatchObject([
      { attachments: [{ kind: 'location', url: null }] },
    ]);
    // Of a shape that is not known it is still said that there was something.
    expect(told({ video: 'x' })).toMatchObject([{ attachments: [{ kind: 'video', url: null }] }]);
  });

  test('connecting tells Telegram our address, our secret, and that it shall tell no more than messages', async () => {
    expect(await telegramAdapter.subscribe?.(account, 'https://portal.example/kenh/1', testReach())).toEqual({
      ok: true,
      value: undefined,
    });
    expect(fake.webhook()).toMatchObject({
      url: 'https://portal.example/kenh/1',
      secret_token: FAKE_SECRET_TOKEN,
      allowed_updates: ['message', 'edited_message', 'my_chat_member'],
    });
  });

  test('a file comes into memory, and no more of it than was allowed', async () => {
    fake.files.set('large', Buffer.alloc(2_000, 1));
    const get = (reference: string | undefined, most: number) =>
      telegramAdapter.attachment?.(
        account,
        { kind: 'image', url: null, ...(reference === undefined ? {} : { reference }) },
        testReach(),
        most,
      );
    expect(await get('large', 2_000)).toEqual({ ok: true, value: Buffer.alloc(2_000, 1) });
    const before = fake.paths.length;
    expect(await get('large', 1_999)).toMatchObject({ refusal: { code: 'channel-attachment.unavailable' } });
    // The size was asked for, the file was not.
    expect(fake.paths.length).toBe(before + 1);
    expect(await get('gone', 2_000)).toMatchObject({ refusal: { code: 'channel-attachment.unavailable' } });
    expect(await get(undefined, 2_000)).toMatchObject({ refusal: { code: 'channel-attachment.unavailable' } });
  });

  test('a path that would lead out of the bot’s files is not followed', async () => {
    fake.files.set('../../other', Buffer.alloc(10));
    const got = await telegramAdapter.attachment?.(
      account,
      { kind: 'image', url: null, reference: '../../other' },
      testReach(),
      2_000,
    );
    expect(got).toMatchObject({ refusal: { code: 'channel-service.failed' } });
    expect(fake.paths.filter((path) => path.startsWith('/file'))).toEqual([]);
  });

  test('a token that is no token, and a secret that Telegram would not take, are not entered', () => {
    const secrets = { botToken: FAKE_BOT_TOKEN, secretToken: FAKE_SECRET_TOKEN };
    for (const wrong of [{ botToken: 'x' }, { botToken: '1:a/../b-and-more' }, { secretToken: 'dấu-thanh-trong-mã' }])
      expect(telegramAdapter.secrets.safeParse({ ...secrets, ...wrong }).success).toBe(false);
  });
});

describe('a Telegram channel', () => {
  let fake: TelegramFake;
  let account: OpenAccount<TelegramSettings, TelegramBotSecrets>;
  beforeEach(async () => {
    fake = await openTelegramFake();
    account = openEntered(telegramAdapter, fake.entered);
  });
  afterEach(() => fake.close());
  const pictureBytes = new Uint8Array([137, 80, 78, 71, 0, 255, 13, 10]);
  const picture = {
    sha256: 'a'.repeat(64),
    url: 'https://portal.example/x.png',
    alt: 'x',
    mediaType: 'image/png',
  } as const;
  const post = { key: 'p', text: 'Gọi 111.', link: 'https://portal.example/hoc', picture, pictureBytes };
  const provider = '-1001234567890:1';
  const words = 'Gọi 111.\n\nhttps://portal.example/hoc';

  test('is spoken to where the account names one, and nowhere else', async () => {
    expect(telegramAdapter.postLimits?.(account.settings)).toMatchObject({
      textMost: 4_096,
      textMostWithPicture: 1_024,
    });
    const without = { ...account, settings: { server: account.settings.server } };
    expect(telegramAdapter.postLimits?.(without.settings)).toBeUndefined();
    expect(await telegramAdapter.publish?.(without, post, testReach())).toEqual({
      state: 'refused',
      reason: 'no-channel',
    });
    for (const wrong of ['channel', '@a', '-42', '@có_dấu'])
      expect(telegramAdapter.settings.safeParse({ channel: wrong }).success).toBe(false);
  });

  test('takes a picture with its words as the request says that people saw, and words alone', async () => {
    expect(telegramAdapter.postRequest?.(account.settings, post)).toEqual({
      method: 'POST',
      path: 'sendPhoto',
      body: { chat_id: FAKE_CHANNEL, caption: words },
      file: { field: 'photo', mediaType: 'image/png', sha256: picture.sha256 },
    });
    expect(await telegramAdapter.publish?.(account, post, testReach())).toEqual({ state: 'sent', provider });
    expect(await telegramAdapter.publish?.(account, { key: 'q', text: 'Chữ.' }, testReach())).toMatchObject({
      state: 'sent',
    });
    expect(fake.posts).toEqual([
      { id: 1, words, photo: Buffer.from(pictureBytes) },
      { id: 2, words: 'Chữ.', photo: null },
    ]);
    const { pictureBytes: _bytes, ...without } = post;
    expect(await telegramAdapter.publish?.(account, without, testReach())).toMatchObject({ reason: 'picture-missing' });
  });

  test('proves that a post stands by refusing to set the same words, and puts back what somebody changed', async () => {
    await telegramAdapter.publish?.(account, post, testReach());
    const back = () => telegramAdapter.readBack?.(account, { ...post, provider }, testReach());
    expect(await back()).toEqual({ state: 'sent', provider });
    const [standing] = fake.posts;
    if (standing) standing.words = 'Chữ của người khác';
    expect(await back()).toEqual({ state: 'refused', reason: 'other-words' });
    expect(fake.posts[0]?.words).toBe(words);
    expect(await back()).toEqual({ state: 'sent', provider });
    fake.posts.length = 0;
    expect(await back()).toEqual({ state: 'refused', reason: 'telegram-not-there' });
    // Without an identifier nothing can be asked, so that a person decides.
    expect(await telegramAdapter.readBack?.(account, { ...post, triedAt: CONTRACT_NOW }, testReach())).toMatchObject({
      state: 'unsure',
    });
  });

  test('a post is put right and taken away, each as often as it is asked for', async () => {
    await telegramAdapter.publish?.(account, post, testReach());
    for (const _again of [1, 2])
      expect(
        await telegramAdapter.correct?.(account, { ...post, text: 'Gọi 111 ngay.', provider }, testReach()),
      ).toEqual({
        state: 'sent',
        provider,
      });
    expect(fake.posts[0]?.words).toBe('Gọi 111 ngay.\n\nhttps://portal.example/hoc');
    for (const _again of [1, 2])
      expect(await telegramAdapter.withdraw?.(account, provider, testReach())).toEqual({ state: 'sent', provider });
    expect(fake.posts).toEqual([]);
    expect(await telegramAdapter.withdraw?.(account, 'x', testReach())).toMatchObject({ reason: 'no-identifier' });
    // A bot is told of no reader and of no reaction.
    expect(telegramAdapter.counts).toBeUndefined();
  });
});

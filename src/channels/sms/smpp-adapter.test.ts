import { afterEach, describe, expect, test } from 'vitest';
import { code } from '../../../tools/test/test-result.ts';
import { describeAdapter, openEntered, testReach } from '../adapter.contract.ts';
import { TestHouse, until } from '../listening.testing.ts';
import { refuse } from '../refusals.ts';
import { type CentreFake, openCentreFake } from './message-centre.fake.ts';
import { createSmppAdapter } from './smpp-adapter.ts';
import { SMPP_TIMES } from './smpp-session.ts';

/** A machine that is busy elsewhere for seconds is neither silent nor late. */
const times = { ...SMPP_TIMES, answer: 5_000, enquire: 100, silent: 20_000, part: 5_000 };
const adapter = createSmppAdapter(times);

describeAdapter({
  adapter,
  open: openCentreFake,
  to: '+84912345678',
  throttledMs: 1_000,
  lacks: {
    'fails-after': 'an error in SMPP says that the message was not taken',
    'token-over': 'a centre knows a password and no token',
  },
});

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function centre(
  differing: Partial<typeof times> = {},
): Promise<{ fake: CentreFake; house: TestHouse; listen: () => Promise<void> }> {
  const fake = await openCentreFake();
  const house = new TestHouse();
  closing.push(
    () => fake.close(),
    () => house.end(),
  );
  const account = openEntered(adapter, fake.entered);
  const own = createSmppAdapter({ ...times, ...differing });
  const listen = async () => own.listen?.(account, house.listening(), testReach());
  return { fake, house, listen };
}
const words = (house: TestHouse) =>
  house.events.map((event) => (event.kind === 'private-message' ? event.text : event.kind));
const bound = (fake: CentreFake) => until(() => fake.binds.includes('bind_receiver'), 'a receiver');
const from = { source_addr: '84912345678', source_addr_ton: 1, destination_addr: '111' };
const part = (reference: number, total: number, number: number, message: string) => ({
  ...from,
  data_coding: 8,
  short_message: { udh: Buffer.from([5, 0, 3, reference, total, number]), message },
});

describe('what a centre brings', () => {
  test('a text is stored, then answered, and bears its author in E.164', async () => {
    const { fake, house, listen } = await centre();
    void listen();
    await bound(fake);
    expect(await fake.deliver({ ...from, data_coding: 8, short_message: 'Em cần giúp' })).toBe(0);
    expect(house.events).toMatchObject([
      { kind: 'private-message', channel: 'sms-smpp', author: '+84912345678', text: 'Em cần giúp', attachments: [] },
    ]);
    expect(house.lives).toBeGreaterThan(0);
  });

  test('what cannot be stored is answered so that the centre brings it again, and then is there once', async () => {
    const { fake, house, listen } = await centre();
    void listen();
    await bound(fake);
    house.away = refuse('channel-service.failed');
    const text = { ...from, short_message: 'giup em' };
    expect(await fake.deliver(text)).toBe(0x64);
    house.away = { ok: true, value: undefined };
    expect(await fake.deliver(text)).toBe(0);
    expect(words(house)).toEqual(['giup em']);
  });

  test('the same words twice are two texts; a text that comes again because its answer was lost is one', async () => {
    const { fake, house, listen } = await centre();
    const first = listen();
    await bound(fake);
    const text = { ...from, short_message: 'co' };
    expect([await fake.deliver(text), await fake.deliver(text)]).toEqual([0, 0]);
    expect(words(house)).toEqual(['co', 'co']);
    // The connection dies between storing and answering.
    house.stored = () => fake.cut();
    expect(await fake.deliver({ ...from, short_message: 'con day khong' })).toBe(-1);
    await expect(first).rejects.toThrow();
    house.stored = () => undefined;
    void listen();
    await until(() => fake.binds.length === 2, 'the second bind');
    expect(await fake.deliver({ ...from, short_message: 'con day khong' })).toBe(0);
    expect(words(house)).toEqual(['co', 'co', 'con day khong']);
  });

  test.each([
    ['by a header, in any order', [part(9, 3, 2, 'hai '), part(9, 3, 3, 'ba'), part(9, 3, 1, 'một ')]],
    [
      'by fields',
      [2, 1, 3].map((number) => ({
        ...from,
        data_coding: 8,
        sar_msg_ref_num: 77,
        sar_total_segments: 3,
        sar_segment_seqnum: number,
        short_message: ['một ', 'hai ', 'ba'][number - 1],
      })),
    ],
  ])('a long text is brought together: %s', async (_how, parts) => {
    const { fake, house, listen } = await centre();
    void listen();
    await bound(fake);
    expect(await Promise.all(parts.map((fields) => fake.deliver(fields)))).toEqual([0, 0, 0]);
    expect(words(house)).toEqual(['một hai ba']);
  });

  test('a long text in message_payload is whole', async () => {
    const { fake, house, listen } = await centre();
    void listen();
    await bound(fake);
    const long = 'Em kể dài lắm. '.repeat(60).trim();
    expect(await fake.deliver({ ...from, data_coding: 8, short_message: '', message_payload: long })).toBe(0);
    expect(words(house)).toEqual([long]);
  });

  test('a centre that waits for each answer brings a long text in pieces, in order, and none is lost', async () => {
    const { fake, house, listen } = await centre({ part: 200 });
    void listen();
    await bound(fake);
    for (const [place, text] of ['một ', 'hai ', 'ba'].entries())
      expect(await fake.deliver(part(9, 3, place + 1, text))).toBe(0);
    expect(words(house)).toEqual(['một', 'hai', 'ba']);
  });

  test('receipts tell what became of a message, under the identifier it was sent under', async () => {
    const { fake, house, listen } = await centre();
    void listen();
    await bound(fake);
    const sent = await adapter.send(
      openEntered(adapter, fake.entered),
      { key: '019a0000-0000-7000-8000-000000000002', to: '+84912345678', text: 'Chào em' },
      testReach(),
    );
    expect(sent).toEqual({ state: 'sent', provider: 'id1' });
    const receipt = { ...from, esm_class: 4, short_message: 'id:ID1 sub:001 dlvrd:001 stat:DELIVRD err:000 text:' };
    expect([await fake.deliver(receipt), await fake.deliver(receipt)]).toEqual([0, 0]);
    await fake.deliver({ ...from, esm_class: 4, short_message: 'hoàn toàn khác', data_coding: 8 });
    expect(house.events).toMatchObject([
      { kind: 'delivery-report', message: 'id1', state: 'delivered' },
      { kind: 'other', name: 'receipt-unreadable' },
    ]);
  });

  test('a person who writes like a receipt has written a text', async () => {
    const { fake, house, listen } = await centre();
    void listen();
    await bound(fake);
    await fake.deliver({ ...from, short_message: 'id:ID1 stat:DELIVRD err:000' });
    expect(words(house)).toEqual(['id:ID1 stat:DELIVRD err:000']);
  });

  test('bytes that are no text, a million marks and a sender of letters', async () => {
    const { fake, house, listen } = await centre();
    void listen();
    await bound(fake);
    await fake.deliver({ ...from, data_coding: 4, short_message: Buffer.from([1, 2, 3, 255]) });
    await fake.deliver({ ...from, data_coding: 8, short_message: '', message_payload: `a${'\u0301'.repeat(5_000)}` });
    await fake.deliver({ ...from, source_addr: 'VIETTEL', source_addr_ton: 5, short_message: 'chao' });
    expect(house.events).toMatchObject([
      { text: '', attachments: [{ kind: 'other' }] },
      { text: expect.stringMatching(/^.{1,15}$/su) },
      { author: 'VIETTEL', text: 'chao' },
    ]);
  });

  test('a flood from one number is stored once each and in order, and what is too much at once is brought again', async () => {
    const { fake, house, listen } = await centre();
    void listen();
    await bound(fake);
    let left = Array.from({ length: 500 }, (_, n) => n);
    const order: number[] = [];
    while (left.length > 0) {
      const answers = await Promise.all(left.map((n) => fake.deliver({ ...from, short_message: `tin ${n}` })));
      order.push(...left.filter((_, place) => answers[place] === 0));
      expect(answers.filter((status) => status !== 0 && status !== 0x58)).toEqual([]);
      left = left.filter((_, place) => answers[place] !== 0);
    }
    expect(words(house)).toEqual(order.map((n) => `tin ${n}`));
    expect(new Set(order).size).toBe(500);
  });
});

describe('a centre that breaks', () => {
  test('malformed PDUs end the connection and nothing else', async () => {
    for (const bytes of [
      Buffer.from([0, 0, 0, 8, 0, 0, 0, 5]),
      Buffer.from([0xff, 0xff, 0xff, 0xff]),
      // A deliver_sm that ends in the middle of its fields.
      Buffer.from([0, 0, 0, 18, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]),
      // A deliver_sm whose text is longer than it says.
      Buffer.concat([
        Buffer.from([0, 0, 0, 33, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1]),
        Buffer.alloc(16),
        Buffer.from([200]),
      ]),
      Buffer.from([0, 0, 0, 0]),
    ]) {
      const { fake, house, listen } = await centre();
      const listening = listen();
      await bound(fake);
      fake.writeRaw(bytes);
      // What is no PDU at all is passed over by the one after it; everything else ends the connection, and it is begun anew.
      const lost = listening.then(
        () => 'ended',
        () => 'lost',
      );
      const next = fake.deliver({ ...from, short_message: 'con do' }).then(() => 'heard');
      const became = await Promise.race([lost, next]);
      if (became === 'heard') expect(words(house)).toContain('con do');
      else expect(became).toBe('lost');
      house.end();
    }
  });

  test('one that falls silent is given up', async () => {
    const { fake, listen } = await centre({ silent: 600 });
    const listening = listen();
    await bound(fake);
    fake.fallSilent();
    await expect(listening).rejects.toThrow('silent');
  });

  test('a wrong password, nobody there and a private address are told apart', async () => {
    const { fake } = await centre();
    const wrong = openEntered(adapter, { ...fake.entered, secrets: { password: 'other' } });
    expect(code(await adapter.check(wrong, testReach()))).toBe('channel-service.refuses-us');
    const right = openEntered(adapter, fake.entered);
    const nowhere = { ...testReach(), network: { resolve: async () => ['127.0.0.1'], allows: () => false } };
    expect(code(await adapter.check(right, nowhere))).toBe('link.private-network');
    await fake.behave('away');
    expect(code(await adapter.check(right, testReach()))).toBe('channel-service.failed');
    await expect(adapter.listen?.(right, new TestHouse().listening(), testReach())).rejects.toThrow(
      'channel-service.failed',
    );
  });
});

describe('sending', () => {
  test('Vietnamese goes as UCS-2 in parts of one reference, with one receipt asked for; plain letters go as they are', async () => {
    const fake = await openCentreFake();
    closing.push(() => fake.close());
    const account = openEntered(adapter, fake.entered);
    const key = '019a0000-0000-7000-8000-000000000003';
    await adapter.send(account, { key, to: '0912 345 678', text: 'ệ'.repeat(100) }, testReach());
    await adapter.send(account, { key, to: '+84912345678', text: 'Goi 111' }, testReach());
    expect(fake.submitted.map((pdu) => [pdu.data_coding, pdu.registered_delivery, pdu.esm_class])).toEqual([
      [8, 0, 0x40],
      [8, 1, 0x40],
      [0, 1, 0],
    ]);
    expect(fake.submitted[0]).toMatchObject({
      source_addr: 'TD111',
      source_addr_ton: 5,
      destination_addr: '84912345678',
    });
    expect(fake.binds).toEqual(['bind_transmitter']);
  });

  test('what is no number is refused before anything is opened', async () => {
    const fake = await openCentreFake();
    closing.push(() => fake.close());
    for (const to of ['', 'em@example.com', '111', '+84912345678\r\nx', '12'])
      expect(
        await adapter.send(openEntered(adapter, fake.entered), { key: 'k', to, text: 'x' }, testReach()),
      ).toMatchObject({
        state: 'refused',
      });
    expect(fake.binds).toEqual([]);
  });
});

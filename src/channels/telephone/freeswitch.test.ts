import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { EslReader } from './esl-frame.ts';
import { ESL_SECRET, type FakeFreeswitch, fakeFreeswitch } from './freeswitch.testing.ts';
import { checkFreeswitch, commandFreeswitch, listenToFreeswitch } from './freeswitch.ts';
import { accountOf, ear, reach } from './telephone.testing.ts';

const QUICK = { ask: 20, dead: 400, reread: 100 };
let pbx: FakeFreeswitch;
let stops: (() => void)[] = [];
const account = (more: Readonly<Record<string, unknown>> = {}, secret = ESL_SECRET) =>
  accountOf({ exchange: 'freeswitch', address: pbx.address, technology: 'user', trunk: 'outside', ...more }, secret);
beforeEach(async () => {
  pbx = await fakeFreeswitch();
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) stop();
  await pbx.close();
});

async function listen() {
  const ears = ear();
  stops.push(ears.stop);
  const ended = listenToFreeswitch(account(), ears.listening, reach, QUICK).then(
    () => 'over',
    (error: { reason?: string }) => error.reason,
  );
  await expect.poll(() => ears.heard.length).toBeGreaterThan(0);
  return { ...ears, ended };
}
const event = (name: string, more: Readonly<Record<string, string>> = {}, at = 1_795_000_000_000_000) => ({
  'Event-Name': name,
  'Event-Date-Timestamp': String(at),
  'Unique-ID': 'c-1',
  'Caller-Caller-ID-Number': '0912345678',
  'Caller-Destination-Number': '111',
  variable_la_chan_desk: 'la-chan',
  ...more,
});
const desk = (name: string, more: Readonly<Record<string, string>> = {}) =>
  event(name, { 'Unique-ID': 'd-1', variable_la_chan_call: 'c-1', variable_la_chan_extension: '1001', ...more });

describe('a FreeSWITCH', () => {
  it('tells a call from its arrival to its end, by frames in whatever pieces, and nothing of other calls (trap 13)', async () => {
    const heard = await listen();
    pbx.say(event('CHANNEL_PARK', { 'Unique-ID': 'x-1', variable_la_chan_desk: 'sales' }));
    pbx.say(event('CHANNEL_PARK'));
    pbx.say(desk('CHANNEL_PROGRESS'));
    pbx.say(desk('CHANNEL_BRIDGE'));
    pbx.say(desk('CHANNEL_HANGUP_COMPLETE'));
    pbx.say(event('CHANNEL_HANGUP_COMPLETE', { variable_hangup_cause_q850: '16' }));
    await expect.poll(() => heard.states('c-1')).toEqual(['incoming', 'ringing', 'answered', 'parked', 'ended']);
    expect(heard.states('x-1')).toEqual([]);
    const steps = heard.heard.filter((one) => one.kind === 'call');
    expect(steps[0]).toMatchObject({ from: '+84912345678', at: new Date(1_795_000_000_000) });
    expect(steps[2]).toMatchObject({ extension: '1001' });
    expect(steps[4]).toMatchObject({ cause: 16 });
  });

  it('says that words were left and where, by the file’s name alone', async () => {
    const heard = await listen();
    pbx.say(event('CHANNEL_HANGUP_COMPLETE', { variable_la_chan_voicemail: '/var/lib/pbx/vm/msg_7.wav' }));
    await expect.poll(() => heard.states('c-1')).toEqual(['voicemail', 'ended']);
    expect(heard.heard.find((one) => one.kind === 'call')).toMatchObject({ recording: 'msg_7.wav' });
  });

  it('reads the calls that are open at each connection, those of ours alone', async () => {
    pbx.channels = [
      { uuid: 'c-1', accountcode: 'la-chan' },
      { uuid: 'x-1', accountcode: 'sales' },
    ];
    const heard = await listen();
    expect(heard.heard[0]).toMatchObject({ kind: 'open-calls', calls: ['c-1'] });
    pbx.channels = [];
    await expect.poll(() => heard.heard.at(-1)).toMatchObject({ kind: 'open-calls', calls: [] });
  });

  it('is left when its socket is open and dead (trap 12), and refuses a wrong password', async () => {
    const heard = await listen();
    const before = heard.alive();
    await expect.poll(() => heard.alive()).toBeGreaterThan(before + 1);
    pbx.freeze();
    expect(await heard.ended).toBe('silent');
    await expect.poll(() => pbx.open()).toBe(0);
  });

  it('is left where storing fails altogether', async () => {
    const ears = ear();
    stops.push(ears.stop);
    const hear = () => Promise.reject(new Error('the database is away'));
    const ended = listenToFreeswitch(account(), { ...ears.listening, hear }, reach, QUICK);
    await expect(ended).rejects.toMatchObject({ reason: 'not-stored' });
  });

  it('is left at once where the house stopped before it was there', async () => {
    const ears = ear();
    ears.stop();
    await listenToFreeswitch(account(), ears.listening, reach, QUICK);
    expect(ears.heard).toEqual([]);
  });

  it.each([
    ['says nothing', []],
    ['asks who we are and says nothing more', ['Content-Type: auth/request\n\n']],
    [
      'lets us in and says nothing more',
      ['Content-Type: auth/request\n\n', 'Content-Type: command/reply\nReply-Text: +OK accepted\n\n'],
    ],
  ])('is left where it %s: nobody waits for it for good', async (_what, says) => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => {
      sockets.push(socket);
      const [first = '', ...more] = says;
      socket.write(first);
      socket.on('data', () => socket.write(more.shift() ?? ''));
    });
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const there = account({ address: `127.0.0.1:${(mute.address() as AddressInfo).port}` });
    const soon = { ...reach, deadlineMs: 200 };
    expect(code(await checkFreeswitch(there, soon))).toBe('exchange.unreachable');
    const hold = { act: 'hold', call: 'c-1' } as const;
    expect(await commandFreeswitch(there, hold, soon)).toEqual({ state: 'again', reason: 'silent' });
    const ears = ear();
    await expect(listenToFreeswitch(there, ears.listening, soon, QUICK)).rejects.toMatchObject({ reason: 'silent' });
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => mute.close(() => resolve()));
  });

  it('says why it cannot be reached', async () => {
    expect(code(await checkFreeswitch(account({}, 'wrong'), reach))).toBe('exchange.key-refused');
    expect(must(await checkFreeswitch(account(), reach)).name).toContain('FreeSWITCH');
    expect(code(await checkFreeswitch(account({ address: '127.0.0.1:1' }), reach))).toBe('exchange.unreachable');
    expect(code(await checkFreeswitch(account({ address: '192.0.2.1:8021' }), reach))).toBe('exchange.unreachable');
  });

  it('takes commands, and none that is more than one', async () => {
    const command = (one: Parameters<typeof commandFreeswitch>[1]) => commandFreeswitch(account(), one, reach);
    expect(await command({ act: 'connect', call: 'c-1', extension: '1001' })).toMatchObject({ state: 'sent' });
    expect(pbx.asked.at(-1)).toBe(
      'bgapi originate {la_chan_call=c-1,la_chan_extension=1001,origination_caller_id_number=111}user/1001 &intercept(c-1)',
    );
    expect(await command({ act: 'hold', call: 'c-1' })).toMatchObject({ state: 'sent' });
    expect(await command({ act: 'hang-up', call: 'gone' })).toEqual({ state: 'refused', reason: 'exchange-refused' });
    const before = pbx.asked.length;
    for (const bad of [
      { act: 'hold', call: 'c-1\n\napi shutdown' },
      { act: 'connect', call: 'c-1', extension: '1001 &system(ls)' },
      { act: 'dial', call: 'back-1', extension: '1001', number: '112)' },
    ] as const)
      expect(await command(bad)).toEqual({ state: 'refused', reason: 'not-possible' });
    expect(pbx.asked).toHaveLength(before);
  });
});

describe('a frame', () => {
  it('is read from pieces of any length, and refused where it has no end', () => {
    const body = JSON.stringify({ name: 'một cuộc gọi' });
    const bytes = Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n${body}`);
    for (let size = 1; size < bytes.length; size += 5) {
      const reader = new EslReader();
      const frames = [];
      for (let at = 0; at < bytes.length; at += size) frames.push(...reader.take(bytes.subarray(at, at + size)));
      expect(frames).toEqual([{ headers: expect.objectContaining({ 'content-type': 'text/event-json' }), body }]);
    }
    expect(() => new EslReader().take(Buffer.alloc(1_100_000, 'a'))).toThrow();
    for (const length of ['-1', '99999999', 'x'])
      expect(() => new EslReader().take(Buffer.from(`Content-Length: ${length}\n\n`))).toThrow();
  });
});

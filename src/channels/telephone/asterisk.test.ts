import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { refuse } from '../refusals.ts';
import { ARI_SECRET, ARI_USER, type FakeAsterisk, fakeAsterisk } from './asterisk.testing.ts';
import { checkAsterisk, listenToAsterisk } from './asterisk.ts';
import { deskEnd, incomingOf, readAriEvent } from './asterisk-events.ts';
import { commandAsterisk } from './asterisk-rest.ts';
import { isSilent } from './steer-call.ts';
import { accountOf, ear, NOW, reach } from './telephone.testing.ts';

const QUICK = { ask: 20, dead: 400, reread: 100 };
let pbx: FakeAsterisk;
let stops: (() => void)[] = [];
const account = (more: Readonly<Record<string, unknown>> = {}, secret = ARI_SECRET) =>
  accountOf({ exchange: 'asterisk', address: pbx.url, user: ARI_USER, trunk: 'outside', ...more }, secret);
beforeEach(async () => {
  pbx = await fakeAsterisk();
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) stop();
  await pbx.close();
});

/** Listens until the test ends. @returns what was heard, and why it ended */
async function listen(times = QUICK) {
  const ears = ear();
  stops.push(ears.stop);
  const ended = listenToAsterisk(account(), ears.listening, reach, times).then(
    () => 'over',
    (error: { reason?: string }) => error.reason,
  );
  await expect.poll(() => ears.heard.length).toBeGreaterThan(0);
  return { ...ears, ended };
}

describe('an Asterisk', () => {
  it('tells a call from its arrival to its end; the desk that answers is joined with the caller', async () => {
    const heard = await listen();
    pbx.call('c-1', '0912345678');
    await expect.poll(() => heard.states('c-1')).toContain('incoming');
    await expect.poll(() => pbx.music.has('c-1')).toBe(true);
    expect(await commandAsterisk(account(), { act: 'connect', call: 'c-1', extension: '1001' }, reach)).toEqual({
      state: 'sent',
      provider: 'c-1',
    });
    const end = deskEnd('c-1', '1001');
    pbx.answer(end);
    await expect.poll(() => heard.states('c-1')).toContain('answered');
    expect([...(pbx.bridges.get('c-1') ?? [])]).toEqual(['c-1', end]);
    expect(pbx.music.has('c-1')).toBe(false);
    pbx.hangUp('c-1', 16);
    await expect.poll(() => heard.states('c-1')).toContain('ended');
    const steps = heard.heard.filter((event) => event.kind === 'call');
    expect(steps.find(({ state }) => state === 'incoming')).toMatchObject({ from: '+84912345678', to: '111' });
    expect(steps.find(({ state }) => state === 'answered')).toMatchObject({ extension: '1001', direction: 'in' });
    expect(steps.find(({ state }) => state === 'ended')).toMatchObject({ cause: 16 });
  });

  it('keeps the caller with music when the desk’s end goes, and gives the call to the next that is connected', async () => {
    const heard = await listen();
    pbx.call('c-2', '0912345678');
    const connect = (extension: string) =>
      commandAsterisk(account(), { act: 'connect', call: 'c-2', extension }, reach);
    await connect('1001');
    pbx.answer(deskEnd('c-2', '1001'));
    await expect.poll(() => pbx.bridges.get('c-2')?.size).toBe(2);
    pbx.hangUp(deskEnd('c-2', '1001'), 16);
    await expect.poll(() => heard.states('c-2')).toContain('parked');
    await expect.poll(() => pbx.music.has('c-2')).toBe(true);
    expect(pbx.channels.has('c-2')).toBe(true);
    await connect('1003');
    pbx.answer(deskEnd('c-2', '1003'));
    await expect.poll(() => pbx.bridges.get('c-2')?.size).toBe(2);
    // Asked to let the desk go, the exchange keeps the caller.
    expect(await commandAsterisk(account(), { act: 'park', call: 'c-2' }, reach)).toMatchObject({ state: 'sent' });
    expect([...(pbx.bridges.get('c-2') ?? [])]).toEqual(['c-2']);
    // To somebody else, who has it while the first one still does: the first lets go.
    await connect('1001');
    pbx.answer(deskEnd('c-2', '1001'));
    await connect('1002');
    pbx.answer(deskEnd('c-2', '1002'));
    await expect.poll(() => pbx.channels.has(deskEnd('c-2', '1001'))).toBe(false);
    await expect.poll(() => [...(pbx.bridges.get('c-2') ?? [])].sort()).toEqual(['c-2', deskEnd('c-2', '1002')]);
  });

  it('reads its calls again at each connection, since it keeps no events for who was away (trap 12)', async () => {
    pbx.call('c-3', '0987654321', false);
    const heard = await listen();
    await expect.poll(() => heard.states('c-3')).toEqual(['incoming']);
    // Its end is lost: the next reading does not name it any more.
    pbx.hangUp('c-3', 16, false);
    const open = () => heard.heard.filter((event) => event.kind === 'open-calls').at(-1);
    await expect.poll(() => open()?.calls).toEqual([]);
    // Read again, a call is the same event and not another.
    const ids = heard.heard.flatMap((event) => (event.kind === 'call' ? [event.id] : []));
    expect(new Set(ids).size).toBe(1);
  });

  it('is left when its socket is open and dead (trap 12), and when a newer one has taken its application', async () => {
    const silent = await listen();
    pbx.freeze();
    expect(await silent.ended).toBe('silent');
    const older = await listen();
    const newer = await listen();
    expect(await older.ended).toBe('replaced');
    pbx.call('c-4', '0912345678');
    await expect.poll(() => newer.states('c-4')).toContain('incoming');
    expect(older.states('c-4')).toEqual([]);
  });

  it('gives a sign of life as long as it answers, and none to a wrong password', async () => {
    const heard = await listen();
    const before = heard.alive();
    await expect.poll(() => heard.alive()).toBeGreaterThan(before + 2);
    const ears = ear();
    const refused = listenToAsterisk(account({}, 'wrong'), ears.listening, reach, QUICK);
    await expect(refused).rejects.toMatchObject({ reason: 'refused' });
    expect(code(await checkAsterisk(account({}, 'wrong'), reach))).toBe('exchange.key-refused');
    expect(must(await checkAsterisk(account(), reach))).toMatchObject({ name: 'Asterisk 22.5.0' });
  });

  it('is left where a step could not be stored, so that it is read again', async () => {
    const ears = ear();
    stops.push(ears.stop);
    const hear = async () => refuse('exchange.unreachable');
    const ended = listenToAsterisk(account(), { ...ears.listening, hear }, reach, QUICK);
    await expect(ended).rejects.toMatchObject({ reason: 'not-stored' });
  });

  it('is left where storing fails altogether', async () => {
    const ears = ear();
    stops.push(ears.stop);
    const hear = () => Promise.reject(new Error('the database is away'));
    const ended = listenToAsterisk(account(), { ...ears.listening, hear }, reach, QUICK);
    await expect(ended).rejects.toMatchObject({ reason: 'not-stored' });
  });

  it('is left at once where the house stopped before it was there', async () => {
    const ears = ear();
    ears.stop();
    await listenToAsterisk(account(), ears.listening, reach, QUICK);
    expect(ears.heard).toEqual([]);
  });

  it('never shows its password in an address (trap 21)', async () => {
    await listen();
    await commandAsterisk(account(), { act: 'hold', call: 'c-9' }, reach);
    const addresses = [...pbx.sockets, ...pbx.server.requests].map(({ url }) => url ?? '');
    expect(addresses.length).toBeGreaterThan(1);
    for (const address of addresses) expect(address).not.toMatch(/api_key|a-password|Basic/);
  });

  it('tells nothing of channels that are none of ours, whatever it sends (trap 13)', async () => {
    const heard = await listen();
    const other = {
      id: 'x-1',
      state: 'Up',
      caller: { number: '0900000000' },
      dialplan: { exten: '200', app_name: 'Queue', app_data: 'sales' },
    };
    pbx.channels.set('x-1', other as never);
    pbx.say({ type: 'ChannelCreated', channel: other });
    pbx.say({ type: 'ChannelStateChange', channel: { ...other, state: 'Ringing' } });
    pbx.call('c-5', '0912345678');
    await expect.poll(() => heard.states('c-5')).toContain('incoming');
    expect(heard.states('x-1')).toEqual([]);
    for (const event of heard.heard) if (event.kind === 'open-calls') expect(event.calls).not.toContain('x-1');
  });

  it('calls back by ringing the desk first and the number then', async () => {
    const heard = await listen();
    const dial = { act: 'dial', call: 'back-1', extension: '1001', number: '+84912345678' } as const;
    expect(await commandAsterisk(account({ trunk: '' }), dial, reach)).toEqual({
      state: 'refused',
      reason: 'no-trunk',
    });
    await commandAsterisk(account(), dial, reach);
    pbx.answer(deskEnd('back-1', '1001'));
    await expect.poll(() => pbx.channels.has('back-1')).toBe(true);
    pbx.answer('back-1');
    await expect.poll(() => heard.states('back-1')).toContain('answered');
    expect(heard.heard.find((event) => event.kind === 'call' && event.state === 'answered')).toMatchObject({
      direction: 'out',
      extension: '1001',
    });
  });

  it('refuses an extension that would be more than an extension', async () => {
    for (const extension of ['1001&PJSIP/1002', '', '../x', 'a b'])
      expect(await commandAsterisk(account(), { act: 'connect', call: 'c-1', extension }, reach)).toEqual({
        state: 'refused',
        reason: 'extension-unreadable',
      });
    const nobody = { act: 'connect', call: 'c-1', extension: 'nobody' } as const;
    expect(await commandAsterisk(account(), nobody, reach)).toEqual({ state: 'refused', reason: 'status-400' });
    expect(pbx.asked.filter((asked) => asked.startsWith('POST'))).toHaveLength(1);
  });
});

describe('an event of ARI', () => {
  it('came when its channel was made, and when it was told where that cannot be read', () => {
    const { settings } = accountOf({ exchange: 'asterisk' }, 's');
    const came = (creationtime?: string) => incomingOf({ id: 'c-1', creationtime }, NOW, settings).at;
    expect(came('2026-11-28T09:59:00.000+0700')).toEqual(new Date('2026-11-28T02:59:00Z'));
    expect([came('never'), came('')]).toEqual([NOW, NOW]);
  });

  it('says of a recording when it runs and when not, and of a voicemail where it lies at the exchange', () => {
    const { settings } = accountOf({ exchange: 'asterisk' }, 's');
    const timestamp = '2026-11-28T10:00:00.123+0700';
    const channel = { id: 'c-1', caller: { number: '0912345678' } };
    const recording = { name: 'r-1', target_uri: 'bridge:c-1', format: 'wav' };
    expect(readAriEvent({ type: 'RecordingStarted', timestamp, recording }, settings)).toMatchObject({
      call: 'c-1',
      state: 'recording-started',
      recording: 'r-1',
      at: new Date('2026-11-28T03:00:00.123Z'),
    });
    expect(
      readAriEvent(
        { type: 'ChannelUserevent', eventname: 'voicemail', timestamp, channel, userevent: { recording: 'vm/7' } },
        settings,
      ),
    ).toMatchObject({ state: 'voicemail', recording: 'vm/7', from: '+84912345678' });
    expect(readAriEvent({ type: 'ChannelDtmfReceived', timestamp, channel }, settings)).toBeUndefined();
    expect(readAriEvent({ type: 'StasisEnd', timestamp: 'never', channel }, settings)).toBeUndefined();
  });
});

it('an exchange that was seen six seconds ago answers; one that was seen before that is gone', () => {
  const seen = (milliseconds: number | null) =>
    isSilent(
      {
        settings: { exchange: 'asterisk' },
        alive_at: milliseconds === null ? null : new Date(NOW.getTime() - milliseconds),
        last_event_at: NOW,
      },
      NOW,
    );
  expect([seen(6_000), seen(6_001), seen(null)]).toEqual([false, true, true]);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestApi } from '../../../tools/test/test-api.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, createEdge, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { plantAccount, plantAdapter } from '../accounts/account.testing.ts';
import { channelJobs } from '../channel-jobs.ts';
import { channelsModule } from '../module.ts';
import { BOT, called, calledBot, update, workAllLanes } from './inbound.testing.ts';
import { type Inbound, inboundReceivers } from './inbound-receivers.ts';
import { receiveCall } from './receive-call.ts';
import { retryEvents } from './retry-events.ts';

const NOW = '2026-11-28T02:00:00Z';
const SECOND = Date.parse(NOW) / 1_000;

/** What a module does with what it is given: what a test says. */
const taken: Inbound[] = [];
let takes: (inbound: Inbound) => Promise<Result<void>> | Result<void> = () => ok();
const receiver = inboundReceivers.offer({
  name: 'test.receiver',
  kinds: ['private-message'],
  takes: ({ adapter }) => adapter === 'telegram',
  take: async (_ctx, _tx, inbound) => {
    const done = await takes(inbound);
    if (done.ok) taken.push(inbound);
    return done;
  },
});

const home = fileFixture(() =>
  openTestKernel(NOW, { RATE_LIMIT_FACTOR: '1' }, [{ name: 'planted', offers: [receiver] }]),
);
fileFixture(async () => plantAdapter(calledBot));
beforeEach(() => {
  home.clock.set(NOW);
  taken.length = 0;
  takes = () => ok();
});

const bot = () => plantAccount(home, { agency: 'MOH-MCD', adapter: 'telegram', secrets: BOT });
const hear = async (account: string, body: string, secret?: string | null) =>
  receiveCall(home.context(anonymous), { account, request: called(body, secret) });
const stored = async (account: string) =>
  (await home.owner.query('select * from channels.inbound_event where account_id = $1 order by at, id', [account]))
    .rows;
const texts = () => taken.map(({ event }) => (event.kind === 'private-message' ? event.text : ''));

describe('a call of a network', () => {
  test('is stored sealed before it is answered, and taken once however often it comes', async () => {
    const account = await bot();
    const body = update(1, 77, 'CHỮ MẪU', SECOND);
    const answer = must(await hear(account, body));
    expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
    const [row] = await stored(account);
    expect(row).toMatchObject({ state: 'waiting', kind: 'private-message' });
    expect(JSON.stringify(row)).not.toContain('CHỮ');
    expect(row.sealed.includes(Buffer.from('CHỮ MẪU'))).toBe(false);
    for (let again = 0; again < 3; again += 1) must(await hear(account, body));
    await workAllLanes(home);
    must(await hear(account, body));
    await workAllLanes(home);
    expect(texts()).toEqual(['CHỮ MẪU']);
    expect(await stored(account)).toMatchObject([{ state: 'done', sealed: null }]);
  });

  test('that is forged, unsigned, old, for nobody or for a paused account leaves nothing', async () => {
    const account = await bot();
    expect(code(await hear(account, update(1, 7, 'x', SECOND), 'other'))).toBe('webhook.signature-wrong');
    expect(code(await hear(account, update(1, 7, 'x', SECOND), null))).toBe('webhook.signature-missing');
    expect(code(await hear(account, update(1, 7, 'x', SECOND - 26 * 3_600)))).toBe('webhook.outside-window');
    expect(code(await hear(account, update(1, 7, 'x', SECOND + 3_600)))).toBe('webhook.outside-window');
    expect(code(await hear(account, '{'))).toBe('webhook.unreadable');
    expect(code(await hear('01936000-0000-7000-8000-00000000dead', update(1, 7, 'x', SECOND)))).toBe(
      'channel-account.no-webhook',
    );
    expect(code(await hear("' or 1=1", update(1, 7, 'x', SECOND)))).toBe('channel-account.no-webhook');
    const paused = await plantAccount(home, { agency: 'MOH-MCD', adapter: 'telegram', secrets: BOT, state: 'paused' });
    expect(code(await hear(paused, update(1, 7, 'x', SECOND)))).toBe('channel-account.not-open');
    expect([...(await stored(account)), ...(await stored(paused))]).toEqual([]);
  });

  test('of ten megabytes is refused before it is read, and a thousand calls from one address are not too many', async () => {
    const account = await bot();
    const rawRoutes = channelsModule.rawRoutes?.(undefined as never) ?? [];
    const api = openTestApi(home, 'portal', channelsModule, async () => anonymous);
    const server = createServer(
      createEdge({
        surface: 'portal',
        kernel: home.kernel,
        hosts: [],
        api: getRequestListener(api.fetch),
        rawRoutes,
        pages: (_request, response) => response.writeHead(404).end(),
        ready: async () => undefined,
        apiBodyLimit: 16 * 1024 * 1024,
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/channels/${account}`;
    try {
      const post = (body: string) =>
        fetch(url, { method: 'POST', body, headers: { 'x-telegram-bot-api-secret-token': BOT.secretToken } });
      const large = await post(' '.repeat(10 * 1024 * 1024));
      expect([large.status, (await large.json()).code]).toEqual([413, 'request.too-large']);
      const answers = new Set<number>();
      for (let at = 0; at < 1_500; at += 100)
        for (const { status } of await Promise.all(Array.from({ length: 100 }, () => post('{')))) answers.add(status);
      expect([...answers]).toEqual([400]);
      expect((await post(update(1, 7, 'x', SECOND))).status).toBe(200);
      expect(await stored(account)).toHaveLength(1);
      await workAllLanes(home);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }, 60_000);
});

describe('what was stored', () => {
  test('is known for thirty days after it was taken, and then forgotten; what waits or failed is not', async () => {
    const account = await bot();
    must(await hear(account, update(1, 7, 'đã nhận', SECOND)));
    await workAllLanes(home);
    takes = () => refuseRequest('service.unavailable');
    must(await hear(account, update(2, 8, 'chưa nhận', SECOND)));
    const forget = async () => {
      await channelJobs
        .find(({ name }) => name === 'channels.forget-events')
        ?.run(home.context(systemActor('test')), {});
      return (await stored(account)).length;
    };
    home.clock.advance(30 * 86_400_000);
    expect(await forget()).toBe(2);
    // The same call again, within the month, would still have no second effect; after it the network repeats nothing.
    home.clock.advance(1);
    expect(await forget()).toBe(1);
    expect(await stored(account)).toMatchObject([{ state: 'waiting' }]);
    for (let tries = 0; tries < 5; tries += 1) {
      await workAllLanes(home);
      home.clock.advance(121_000);
    }
    home.clock.advance(60 * 86_400_000);
    expect(await forget()).toBe(1);
    expect(await stored(account)).toMatchObject([{ state: 'failed' }]);
  });

  test('twenty messages in a second, each three times and in any order to four workers, are one conversation and twenty messages', async () => {
    const account = await bot();
    const bodies = Array.from({ length: 20 }, (_, at) => update(at + 1, 7, `dòng ${at + 1}`, SECOND));
    const shuffled = [...bodies, ...bodies, ...bodies].map((body, at) => [(at * 37) % 60, body] as const);
    await Promise.all(shuffled.sort(([a], [b]) => a - b).map(async ([, body]) => must(await hear(account, body))));
    await workAllLanes(home, 4);
    expect([...texts()].sort()).toEqual(Array.from({ length: 20 }, (_, at) => `dòng ${at + 1}`).sort());
    expect(new Set(taken.map(({ conversation }) => conversation?.id)).size).toBe(1);
    expect(taken.map(({ conversation }) => conversation?.inbound_count)).toEqual(taken.map((_, at) => at + 1));
  });

  test('is taken by the provider’s clock, though it came the other way round', async () => {
    const account = await bot();
    for (const at of [3, 1, 2]) must(await hear(account, update(at, 7, `${at}`, SECOND + at)));
    await workAllLanes(home);
    expect(texts()).toEqual(['1', '2', '3']);
  });

  test('and cannot be worked on holds up its own conversation for a while, is set aside where it is seen, and goes on by one press', async () => {
    const account = await bot();
    takes = ({ event }) => {
      if (event.kind === 'private-message' && event.text === 'hỏng') throw new Error('poison');
      return event.kind === 'private-message' && event.text === 'từ chối' ? refuseRequest('service.unavailable') : ok();
    };
    must(await hear(account, update(1, 7, 'hỏng', SECOND)));
    must(await hear(account, update(2, 7, 'sau', SECOND + 1)));
    must(await hear(account, update(3, 8, 'từ chối', SECOND)));
    must(await hear(account, update(4, 9, 'người khác', SECOND)));
    await workAllLanes(home);
    expect(texts()).toEqual(['người khác']);
    for (const seconds of [2, 6, 31, 121]) {
      home.clock.advance(seconds * 1_000);
      await workAllLanes(home);
    }
    expect(texts()).toEqual(['người khác', 'sau']);
    const failed = (await stored(account)).filter(({ state }) => state === 'failed');
    expect(failed.map(({ failure, attempts }) => [failure, attempts]).sort()).toEqual([
      ['inbound-event.not-taken', 5],
      ['service.unavailable', 5],
    ]);
    expect(failed.every(({ sealed }) => sealed !== null)).toBe(true);
    const seen = await home.owner.query(
      `select body::jsonb -> 'codes' ->> 'refusal' as refusal from kernel.audit_entry
       where action = 'inbound-event.set-aside' and object_id = $1 order by 1`,
      [account],
    );
    expect(seen.rows.map(({ refusal }) => refusal)).toEqual(['inbound-event.not-taken', 'service.unavailable']);
    takes = () => ok();
    must(await retryEvents(home.context(testPerson(['agency_admin'], 'MOH-MCD')), account));
    await workAllLanes(home);
    expect([...texts()].sort()).toEqual(['hỏng', 'người khác', 'sau', 'từ chối']);
  });
});

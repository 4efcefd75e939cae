import { afterAll, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { readConfig, SafeFetch } from '../../kernel/index.ts';
import { connectProxy } from '../../kernel/outgoing/connect-proxy.testing.ts';
import { localServer } from '../../kernel/outgoing/local-server.testing.ts';
import { exampleNetwork, STORY } from './hostile-pages.testing.ts';
import { listLooks } from './list-looks.ts';
import { type Conclusion, together } from './look.ts';
import { lookAtPlace } from './look-at-place.ts';
import { lookRules } from './look-rules.ts';
import { openLooksHome, REMOVED } from './looks.testing.ts';
import { type Eyes, openEyes } from './take-look.ts';

const home = fileFixture(() => openLooksHome('2026-11-24T02:00:00Z'), 120_000);
afterAll(() => home.platformServer.close());

it('what is hidden from one place alone is not gone: every configured place has to miss it', async () => {
  // Who comes from elsewhere meets another server, as at a platform that hides something in one country.
  let hidden = false;
  const there = await localServer((_request, response) => {
    response
      .writeHead(hidden ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
      .end(hidden ? REMOVED.body : STORY);
  });
  const proxy = await connectProxy({ user: 'mau', password: 'mau', port: there.port });
  try {
    const far = openEyes({
      fetch: new SafeFetch({
        userAgent: 'mau',
        network: exampleNetwork,
        politeness: { atOnce: 8, gap: 0, waiting: 100 },
        through: new URL(proxy.url),
      }),
      network: exampleNetwork,
      rules: { ...lookRules, secondsMost: 8 },
      probes: [],
    });
    const eyes: Eyes = { ...home.eyes, elsewhere: [{ vantage: 'DI_DONG', take: far.take }] };
    const { item } = await home.sent(home.at('/hai-noi'));
    const look = async (minutes: number) => {
      home.clock.advance(minutes * 60_000);
      for (const { id } of await home.places(item))
        must(await lookAtPlace(home.platform, eyes, home.hosts, { place: String(id) }));
      return (await home.places(item))[0] as { misses: number; last_outcome: string; looks: number };
    };
    expect(await look(1)).toMatchObject({ last_outcome: 'PRESENT', misses: 0, looks: 1 });
    home.pages.set('/hai-noi', REMOVED);
    for (let round = 0; round < 4; round += 1)
      expect(await look(61)).toMatchObject({ last_outcome: 'PRESENT', misses: 0 });
    expect((await home.item(item)).state).toBe('ORDERED');
    const { looks } = must(await listLooks(home.as(home.officers.orderer), { item }));
    expect(
      looks
        .slice(0, 2)
        .map(({ vantage, outcome, counted }) => [vantage, outcome, counted])
        .sort(),
    ).toEqual([
      ['DI_DONG', 'PRESENT', false],
      ['PLATFORM', 'GONE', false],
    ]);
    hidden = true;
    for (let round = 1; round <= 3; round += 1) expect(await look(241)).toMatchObject({ misses: round });
    expect((await home.item(item)).state).toBe('GONE');
    expect(proxy.asked.every((authority) => authority.startsWith('noi-mau.example:'))).toBe(true);
  } finally {
    await proxy.close();
    await there.close();
  }
});

it('what speaks against it wins, and who did not answer says nothing', () => {
  const of = (outcome: Conclusion['outcome'], speaksForGone = false): Conclusion => ({
    outcome,
    reason: 'status',
    speaksForGone,
  });
  const gone = of('GONE', true);
  expect(together([gone, gone])).toEqual(gone);
  expect(together([gone, of('UNREACHABLE')])).toEqual({ ...gone, speaksForGone: false });
  expect(together([of('UNREACHABLE'), gone])).toEqual(of('UNREACHABLE'));
  expect(together([gone, of('RESTRICTED'), of('PRESENT')])).toEqual(of('PRESENT'));
  expect(together([gone, of('RESTRICTED')])).toEqual(of('RESTRICTED'));
  expect(together([gone])).toEqual(gone);
});

it('places are named in the settings, each once, with a proxy', () => {
  const read = (text: string) => readConfig({ LOOK_VANTAGES: text }).lookVantages;
  expect(readConfig({}).lookVantages).toEqual([]);
  expect(
    read('DI_DONG=http://a:b@proxy.example:3128, SG=https://noi-khac.example').map(({ name, proxy }) => [
      name,
      proxy.host,
    ]),
  ).toEqual([
    ['DI_DONG', 'proxy.example:3128'],
    ['SG', 'noi-khac.example'],
  ]);
  for (const text of [
    'PLATFORM=http://p:1',
    'A=http://p:1',
    'DI_DONG=http://p:1,DI_DONG=http://q:1',
    'DI_DONG=socks5://p:1',
    'DI_DONG',
  ])
    expect(() => read(text), text).toThrow(/LOOK_VANTAGES/);
});

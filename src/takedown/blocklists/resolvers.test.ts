import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { claimPort } from '../../../tools/test/claimed-port.ts';
import { type DnsServer, dig, startBind, startUnbound, systemProgram } from '../../../tools/test/dns-servers.ts';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { anonymous, internetAnd, systemActor } from '../../kernel/index.ts';
import { ZONES } from './block-forms.ts';
import { askCanaries, notifyAll } from './block-jobs.ts';
import { openBlockHome } from './block-lists.testing.ts';
import { removeBlock } from './end-block.ts';
import { notifyResolver } from './notify-resolver.ts';
import { listSubscribers } from './subscribers.ts';
import { takeList } from './take-list.ts';

const has = (name: string) => systemProgram(name) !== undefined && systemProgram('dig') !== undefined;
const home = fileFixture(() => openBlockHome({ CHANNEL_NETWORKS: '127.0.0.0/8' }));
const EXAMPLE = ['*.example. 60 IN A 192.0.2.7', 'chan.example. 60 IN A 192.0.2.80'];
const answers = (server: DnsServer, name: string) => dig(server.port, name).answer;
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

/** The lists over HTTP, as the desk's surface gives them. */
async function serveLists(secret: string): Promise<string> {
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent((request.url ?? '').split('/').pop() ?? '');
    const file = await takeList(home.context(anonymous), { secret }, name);
    if (!file.ok) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.value.type, 'content-length': file.value.bytes.length });
    return response.end(file.value.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push({ stop: async () => void server.close() });
  return `http://127.0.0.1@${(server.address() as AddressInfo).port}/block-lists/${secret}`;
}

const soon = (look: () => void) => vi.waitFor(look, { timeout: 20_000, interval: 100 });

describe.skipIf(!has('unbound'))(
  `a real Unbound${has('unbound') ? '' : ' (unbound or dig is not installed: NOT TRIED)'}`,
  { timeout: 90_000 },
  () => {
    it('takes both zones, blocks with the stop page, lets pass what was taken away, and shows its canary', async () => {
      const port = await claimPort();
      const operator = await home.subscribe({ stopPage: 'chan.example', notify: `127.0.0.1:${port}` });
      const old = await home.block('cu.example');
      await home.publish(true);
      await home.block('moi.example');
      await home.publish();
      const url = await serveLists(operator.secret);
      const unbound = await startUnbound(
        [
          { name: ZONES.delta, url: `${url}/delta.rpz` },
          { name: ZONES.base, url: `${url}/base.rpz` },
        ],
        EXAMPLE,
        { port },
      );
      running.push(unbound);
      for (const name of ['cu.example', 'www.cu.example', 'moi.example', 'a.b.moi.example'])
        await soon(() =>
          expect([name, answers(unbound, name)]).toEqual([name, expect.stringContaining('CNAME\tchan.example.')]),
        );
      expect(answers(unbound, 'khac.example')).toContain('192.0.2.7');
      await soon(() => expect(answers(unbound, operator.canary)).toContain('192.0.2.111'));

      // What the big zone still blocks passes by the small one, and something new is blocked, as soon as the server was told.
      const { officer } = await home.now();
      must(await removeBlock(officer, { id: old.id, reason: 'CLEAN' }));
      await home.block('nua.example', 'HOST');
      await home.publish();
      expect(await notifyAll(home.context(systemActor('test')), false)).toBe(1);
      await soon(() => expect(answers(unbound, 'nua.example')).toContain('CNAME\tchan.example.'));
      await soon(() => expect(answers(unbound, 'www2.cu.example')).toContain('192.0.2.7'));
      expect(answers(unbound, 'duoi.nua.example')).toContain('192.0.2.7');

      await askCanaries(home.context(systemActor('test')));
      const seen = must(await listSubscribers((await home.now()).officer)).subscribers.find(
        ({ id }) => id === operator.id,
      );
      expect(seen).toMatchObject({ canaryShows: true, upToDate: true });
    });

    it('leads to the stop page by its own rule with half of the memory, and still lets pass by the small zone', async () => {
      const operator = await home.subscribe({ stopPage: 'chan.example' });
      const old = await home.block('nho.example');
      await home.publish(true);
      const url = await serveLists(operator.secret);
      const { officer } = await home.now();
      const unbound = await startUnbound(
        [
          { name: ZONES.delta, url: `${url}/delta.rpz` },
          { name: ZONES.base, url: `${url}/base-nx.rpz`, leadsTo: 'chan.example.' },
        ],
        EXAMPLE,
      );
      running.push(unbound);
      await soon(() => expect(answers(unbound, 'a.nho.example')).toMatch(/CNAME\tchan\.example\.[\s\S]*192\.0\.2\.80/));
      expect(answers(unbound, 'khac.example')).toContain('192.0.2.7');
      must(await removeBlock(officer, { id: old.id, reason: 'CLEAN' }));
      await home.publish();
      await notifyResolver(
        internetAnd(home.kernel.config.channelNetworks),
        { host: '127.0.0.1', port: unbound.port },
        'delta',
      );
      await soon(() => expect(answers(unbound, 'b.nho.example')).toContain('192.0.2.7'));
    });

    it('is seen to have none of it where its canary does not show', async () => {
      const port = await claimPort();
      const operator = await home.subscribe({ notify: `127.0.0.1:${port}` });
      running.push(await startUnbound([], EXAMPLE, { port }));
      await askCanaries(home.context(systemActor('test')));
      const seen = must(await listSubscribers((await home.now()).officer)).subscribers.find(
        ({ id }) => id === operator.id,
      );
      expect(seen).toMatchObject({ canaryShows: false });
    });
  },
);

describe.skipIf(!has('named'))(
  `a real BIND${has('named') ? '' : ' (named or dig is not installed: NOT TRIED)'}`,
  { timeout: 90_000 },
  () => {
    it('reads the same files and does the same', async () => {
      const operator = await home.subscribe({ stopPage: 'chan.example' });
      const old = await home.block('cu-b.example');
      await home.block('203.0.113.9', 'IP', { legalOrder: 'Quyết định mẫu số 1' });
      await home.publish(true);
      await home.block('moi-b.example');
      const { officer } = await home.now();
      must(await removeBlock(officer, { id: old.id, reason: 'CLEAN' }));
      await home.publish();
      const folder = mkdtempSync(join(tmpdir(), 'lachan-zones-'));
      running.push({ stop: async () => rmSync(folder, { recursive: true }) });
      const zones = await Promise.all(
        (['delta', 'base'] as const).map(async (zone) => {
          const file = join(folder, `${zone}.rpz`);
          writeFileSync(
            file,
            must(await takeList(home.context(anonymous), { secret: operator.secret }, `${zone}.rpz`)).bytes,
          );
          return { name: ZONES[zone], file };
        }),
      );
      const example = join(folder, 'example');
      const lines = [
        '*.example. 60 IN A 192.0.2.7',
        'chan.example. 60 IN A 192.0.2.80',
        'so.example. 60 IN A 203.0.113.9',
      ];
      writeFileSync(
        example,
        `@ 60 IN SOA localhost. hostmaster.localhost. 1 60 60 60 60\n@ 60 IN NS localhost.\n${lines.join('\n')}\n`,
      );
      const bind = await startBind(zones, example);
      running.push(bind);
      for (const name of ['moi-b.example', 'www.moi-b.example', 'so.example'])
        await soon(() =>
          expect([name, answers(bind, name)]).toEqual([name, expect.stringContaining('CNAME\tchan.example.')]),
        );
      for (const name of ['cu-b.example', 'www.cu-b.example', 'khac.example'])
        expect(answers(bind, name)).toContain('192.0.2.7');
      expect(answers(bind, operator.canary)).toContain('192.0.2.111');
    });
  },
);

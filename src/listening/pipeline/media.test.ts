import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '../../../tools/test/test-result.ts';
import { runTestSource } from '../../../tools/test/test-source.ts';
import { openTestRegister, type TestRegister } from '../../hashes/hashes.testing.ts';
import { Decoders, hashMedia } from '../../hashes/index.ts';
import { SafeFetch } from '../../kernel/index.ts';
import { fetchMedia } from '../collectors/fetch-media.ts';
import { person, post } from '../listening.testing.ts';
import { observe } from '../posts/observe.ts';
import { syncListeningData } from '../sync-listening-data.ts';
import { processAll } from './process-all.ts';
import { type MediaParts, processMedia } from './process-media.ts';

const PICTURES = new URL('../../../hash-kernel/testdata/pdq/', import.meta.url);
/** Drawn pictures that are rich enough to match, by the list beside them. */
const [known = '', other = ''] = readFileSync(new URL('expected-full.csv', PICTURES), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .filter(([, quality]) => Number(quality) >= 90)
  .map(([, , name = '']) => name);

let register: TestRegister;
let server: Server;
let base: string;
let source: string;
let asked: string[] = [];
const decoders = new Decoders({ filesEach: 20, atOnce: 1 });
beforeAll(async () => {
  register = await openTestRegister();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/known' || request.url === '/other')
      response.end(readFileSync(new URL(request.url === '/known' ? known : other, PICTURES)));
    else if (request.url === '/page')
      response.setHeader('content-type', 'text/html').end('<p>Trang mẫu</p>'.repeat(100));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://mau.example:${(server.address() as AddressInfo).port}`;
  must(await syncListeningData(register.as({ kind: 'system', job: 'test' })));
  const analyst = register.as(person('listening_analyst'));
  source = await runTestSource(analyst);
}, 60_000);
afterAll(async () => {
  decoders.close();
  server.close();
  await register.close();
});

const system = () => register.as({ kind: 'system', job: 'test' });
const count = async (statement: string) => Number(Object.values((await register.owner.query(statement)).rows[0])[0]);

test('a post that points to a known picture is an alert whatever its words say; the picture stands nowhere', async () => {
  const file = readFileSync(new URL(known, PICTURES));
  const hashes = must(await hashMedia(file, decoders));
  if (hashes.media !== 'image') throw new Error('not a picture');
  await register.active([{ type: 'pdq', value: hashes.pdq, variant: 'full', quality: hashes.quality }]);
  await register.service.catchUp();
  // The one way out resolves the invented host here and nowhere else.
  const fetch = new SafeFetch({
    userAgent: 'test',
    network: { resolve: async () => ['127.0.0.1'], allows: () => true },
  });
  const parts: MediaParts = {
    withMedia: (url, work) => fetchMedia(fetch, url, { bytes: 2 ** 22, ms: 10_000 }, (bytes) => work(bytes)),
    decoders,
    matching: { index: register.service.index, log: register.log_ },
  };
  must(
    await observe(system(), {
      sourceId: source,
      posts: [
        post('Một ngày đẹp trời.', { media: [{ url: `${base}/known`, kind: 'image' }] }),
        post('Một ngày khác.', {
          media: [{ url: `${base}/other`, kind: 'image' }],
          links: [`${base}/page`, `${base}/gone`],
        }),
      ],
    }),
  );
  must(await processAll(system()));
  expect(await count("select count(*) from listening.queue where stage = 'media'")).toBe(2);
  expect(must(await processMedia(system(), parts))).toBe(2);
  expect(must(await processMedia(system(), parts))).toBe(0);
  expect(asked.toSorted()).toEqual(['/gone', '/known', '/other', '/page']);
  expect((await register.owner.query('select label, severity, origin from listening.alert')).rows).toEqual([
    { label: 'csam.known', severity: 3, origin: 'hash' },
  ]);
  expect(await count("select count(*) from hashes.match_event where purpose = 'LISTENING'")).toBe(2);
  // The same picture in another post of another day is a cluster of its own; the same post again is nothing new.
  asked = [];
  must(
    await observe(system(), {
      sourceId: source,
      posts: [post('Một ngày đẹp trời.', { id: 'lại', media: [{ url: `${base}/known`, kind: 'image' }] })],
    }),
  );
  must(await processAll(system()));
  must(await processMedia(system(), parts));
  expect(await count('select count(*) from listening.alert')).toBe(1);
});

test('links into private networks are answers without a request', async () => {
  const before = await count('select count(*) from hashes.match_event');
  const fetch = new SafeFetch({ userAgent: 'test' });
  const parts: MediaParts = {
    withMedia: (url, work) => fetchMedia(fetch, url, { bytes: 2 ** 20, ms: 5_000 }, (bytes) => work(bytes)),
    decoders,
    matching: { index: register.service.index, log: register.log_ },
  };
  asked = [];
  const port = (server.address() as AddressInfo).port;
  must(
    await observe(system(), {
      sourceId: source,
      posts: [post('Liên kết nội bộ.', { links: [`http://127.0.0.1:${port}/known`, 'http://169.254.169.254/latest'] })],
    }),
  );
  must(await processAll(system()));
  expect(must(await processMedia(system(), parts))).toBe(1);
  expect(asked).toEqual([]);
  expect(await count('select count(*) from hashes.match_event')).toBe(before);
  expect(await count('select count(*) from listening.queue')).toBe(0);
});

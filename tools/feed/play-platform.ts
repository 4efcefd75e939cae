/**
 * `npm run play-platform`: plays a platform on this machine that removes what it is told to and restores it, to try by hand whether
 * something is gone. `--system` starts the whole system beside it, whose looks then find every name under `example` here; a system that is
 * started otherwise looks at public addresses alone, as it should.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { giveService, type Network, publicInternet, SafeFetch } from '../../src/kernel/index.ts';
import { EYES, lookRules, openEyes } from '../../src/takedown/index.ts';
import { buildStale } from '../build.ts';
import { runServer } from '../installation/run-server.ts';

const story = (path: string) =>
  `<!doctype html><meta charset="utf-8"><title>Bài mẫu</title><h1>Bài mẫu ${path}</h1>${'<p>Đoạn văn giữ chỗ của một bài đã bị báo.</p>'.repeat(40)}`;

/** The public internet, and every name under `example` at the platform's own port. */
const networkWith = (port: number): Network => ({
  resolve: (host) => (host.endsWith('.example') ? Promise.resolve(['127.0.0.1']) : publicInternet.resolve(host)),
  allows: (address, to) => publicInternet.allows(address, to) || (address === '127.0.0.1' && to === port),
});

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4112' }, system: { type: 'boolean', default: false } },
});
const removed = new Map<string, number>();
const server = createServer(({ url = '/' }, response) => {
  const [, act, path = ''] = /^\/(go|lai)(\/.+)$/.exec(url) ?? [];
  if (act === 'go') removed.set(path, 404);
  if (act === 'lai') removed.delete(path);
  const status = act === undefined ? (removed.get(url) ?? 200) : 200;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(
    act === undefined && status === 200
      ? story(url)
      : `<title>${status}</title>${act ?? 'Không tìm thấy trang'} ${path}`,
  );
});
await new Promise<void>((ready) => server.listen(Number(values.port), '127.0.0.1', ready));
const { port } = server.address() as AddressInfo;
console.log(
  `Bài: http://nen-tang.example:${port}/bai/1 · gỡ: curl localhost:${port}/go/bai/1 · trả lại: curl localhost:${port}/lai/bai/1`,
);
if (values.system) {
  const network = networkWith(port);
  const fetch = new SafeFetch({ userAgent: lookRules.agent, network });
  await runServer(
    async (say) => {
      await buildStale(say);
      return undefined;
    },
    [giveService(EYES, openEyes({ fetch, network, rules: lookRules, probes: [] }))],
  );
}

import { rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import type { BenchRow } from '../bench.ts';
import { weighPages } from '../page-weights.ts';
import { quantile } from '../quantile.ts';
import { spawnServer } from '../spawn-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const IN_FLIGHT = 16;
const ROUNDS = 5;
/** The pages that most people open. */
const ASKED = ['/', '/bao-cao', '/bao-cao/9-12', '/quay-lai'];

/**
 * `npm run bench -- portal [--requests N]`: the weight of each page in bytes against the budget of the design (the command fails where one is
 * over), and how many pages the server makes in a second at 16 in flight: the median of five rounds, one server process,
 * the client beside it on the same machine.
 */
export default async function portal(args: readonly string[]): Promise<readonly BenchRow[]> {
  const given = args.indexOf('--requests');
  const perRound = given < 0 ? 2_000 : Number(args[given + 1]);
  const dataDir = temporaryFolder('lachan-bench-');
  const server = await spawnServer({ dataDir, env: { RATE_LIMIT_FACTOR: '10000', DEMONSTRATION: 'off' } });
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  try {
    const rows: BenchRow[] = (await weighPages(server.portal)).map(({ path, weights, over }) => ({
      page: path,
      ...weights,
      over: over.join(' '),
      failed: over.length > 0,
    }));
    for (const path of ASKED) {
      await ask(server.portal + path, agent, perRound / 4);
      const rounds: { perSecond: number; p99: number }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await ask(server.portal + path, agent, perRound));
      rows.push({
        page: path,
        perSecond: Math.round(
          quantile(
            rounds.map((one) => one.perSecond),
            0.5,
          ),
        ),
        p99ms: quantile(
          rounds.map((one) => one.p99),
          0.5,
        ),
      });
    }
    return rows;
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function ask(url: string, agent: Agent, count: number): Promise<{ perSecond: number; p99: number }> {
  const latencies: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < count) {
        next += 1;
        const at = performance.now();
        await page(url, agent);
        latencies.push(performance.now() - at);
      }
    }),
  );
  return { perSecond: count / ((performance.now() - started) / 1000), p99: quantile(latencies, 0.99) };
}

function page(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { accept: 'text/html' } }, (incoming) => {
      incoming.resume();
      incoming.once('end', () =>
        incoming.statusCode === 200 ? resolve() : reject(new Error(`status ${incoming.statusCode}`)),
      );
    }).once('error', reject);
  });
}

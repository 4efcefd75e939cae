import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Agent, request } from 'node:http';

import type { BenchRow } from '../bench.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { spawnServer } from '../test/spawn-server.ts';
import { atLeast, atMost } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const IN_FLIGHT = 32;
const ROUNDS = 5;

/**
 * Accepted reports per second through `POST /api/v1/reports`: parsed, sealed, audited and durable (fsync on) before the 201.
 * One server process with both roles, the client beside it on the same machine.
 */
export default async function intake(args: readonly string[]): Promise<readonly BenchRow[]> {
  const perRound = Number(args[0] ?? 1500);
  const dataDir = temporaryFolder('lachan-bench-');
  const server = await spawnServer({ dataDir, env: { RATE_LIMIT_FACTOR: '10000', DEMONSTRATION: 'off' } });
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const rows: BenchRow[] = [];
  try {
    await run(server.portal, agent, 300);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { seconds, latencies } = await run(server.portal, agent, perRound);
      rows.push({
        round,
        reports: perRound,
        inFlight: IN_FLIGHT,
        perSecond: Math.round(perRound / seconds),
        p50ms: quantile(latencies, 0.5),
        p99ms: quantile(latencies, 0.99),
      });
    }
    const middle = (key: string) =>
      quantile(
        rows.map((row) => Number(row[key])),
        0.5,
      );
    rows.push({
      round: 'median',
      reports: perRound,
      inFlight: IN_FLIGHT,
      perSecond: middle('perSecond'),
      p50ms: middle('p50ms'),
      p99ms: middle('p99ms'),
    });
    return [
      ...rows,
      atLeast('accepted reports a second, median', middle('perSecond'), 150),
      atMost(`p99 ms at ${IN_FLIGHT} in flight, median`, middle('p99ms'), 150),
    ];
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function run(portal: string, agent: Agent, count: number): Promise<{ seconds: number; latencies: number[] }> {
  const latencies: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < count) {
        next += 1;
        const at = performance.now();
        await file(portal, agent);
        latencies.push(performance.now() - at);
      }
    }),
  );
  return { seconds: (performance.now() - started) / 1000, latencies };
}

function file(portal: string, agent: Agent): Promise<void> {
  const body = JSON.stringify({
    reporter: { kind: 'child' },
    narrative: 'Văn bản thử nghiệm trung tính để đo tốc độ tiếp nhận. '.repeat(6),
  });
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${portal}/api/v1/reports`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          'content-length': Buffer.byteLength(body),
        },
      },
      (incoming) => {
        incoming.resume();
        incoming.on('end', () =>
          incoming.statusCode === 201 ? resolve() : reject(new Error(`status ${incoming.statusCode}`)),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

import { rmSync } from 'node:fs';
import type { BenchRow } from '../bench.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { spawnServer } from '../test/spawn-server.ts';
import { atMost } from './support/bench-target.ts';
import { holdConnections } from './support/held-connections.ts';
import { quantile } from './support/quantile.ts';

const HELD = 400;
const ASKED = 200;
/** Milliseconds within which others are served. */
const MOST = 200;
const PATHS = ['/health/ready', '/mo', '/viet/13-15'];

/**
 * `npm run bench -- held-connections`: how soon others are served while 400 connections hang in the middle of their headers or
 * of their body, beside how soon they are without them. Fails where the slowest of twenty took longer than 200 ms.
 */
export default async function heldConnections(): Promise<readonly BenchRow[]> {
  const dataDir = temporaryFolder('lachan-bench-');
  const server = await spawnServer({ dataDir, env: { RATE_LIMIT_FACTOR: '10000', DEMONSTRATION: 'off' } });
  try {
    const quiet = await ask(server.portal);
    const held = await holdConnections(server.portal, HELD);
    const beside = await ask(server.portal);
    const open = held.open();
    held.close();
    return [
      row('nobody holds a connection', 0, quiet),
      row('others hang', open, beside),
      withFailure(atMost('p95 ms of others while connections hang', quantile(beside, 0.95), MOST)),
    ];
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function ask(base: string): Promise<number[]> {
  const took: number[] = [];
  for (let count = 0; count < ASKED; count += 1) {
    const started = performance.now();
    const answer = await fetch(base + (PATHS[count % PATHS.length] as string));
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${answer.status}`);
    took.push(performance.now() - started);
  }
  // The first of each page loads it.
  return took.slice(PATHS.length);
}

function row(what: string, held: number, took: readonly number[]): BenchRow {
  const p95 = quantile(took, 0.95);
  return { what, held, unit: 'ms', p50: quantile(took, 0.5), p95, n: took.length };
}

const withFailure = (target: BenchRow): BenchRow => ({ ...target, failed: target.met === false });

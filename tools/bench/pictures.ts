import { readFileSync } from 'node:fs';
import { Decoders, hashMedia, requireSandboxes } from '../../src/hashes/index.ts';
import type { BenchRow } from '../bench.ts';
import { quantile } from './support/quantile.ts';

const PICTURES = ['scene-01.png', 'scene-01-jpeg35.jpg', 'scene-03.png', 'scene-10.png'];
const STARTS = 8;
const AGAIN = 40;

/**
 * `npm run bench -- pictures`: pictures a second by each decoder, one at a time, of 0.3 to 2.7 million pixels: a program
 * for each file, as for the files of different people; one that waits already; one program for all, as `lachan hash`.
 */
export default async function pictures(): Promise<readonly BenchRow[]> {
  const files = PICTURES.map((name) =>
    readFileSync(new URL(`../../hash-kernel/testdata/pdq/${name}`, import.meta.url)),
  );
  const rows: BenchRow[] = [];
  for (const image of ['wasm', 'sandboxed-native'] as const) {
    try {
      requireSandboxes({ image, video: 'wasm' });
    } catch (error) {
      rows.push({ decoder: image, what: `not here: ${(error as Error).message}` });
      continue;
    }
    rows.push(
      await row(image, 'a program for each file', files, STARTS, new Decoders({ image, atOnce: 1 })),
      await row(image, 'a program that waits', files, STARTS, new Decoders({ image, atOnce: 1, ready: 1 }), 2_000),
      await row(image, 'one program for all', files, AGAIN, new Decoders({ image, atOnce: 1, filesEach: 1_000 })),
    );
  }
  return rows;
}

/** @param pause milliseconds before each file, in which the next program starts */
async function row(
  decoder: string,
  what: string,
  files: readonly Uint8Array[],
  count: number,
  decoders: Decoders,
  pause = 0,
): Promise<BenchRow> {
  const times: number[] = [];
  for (let at = -files.length; at < count; at++) {
    await new Promise((go) => setTimeout(go, pause));
    const from = performance.now();
    const hashed = await hashMedia(files[(at + files.length) % files.length] as Uint8Array, decoders);
    if (!hashed.ok) throw new Error(hashed.refusal.code);
    if (at >= 0) times.push(performance.now() - from);
  }
  decoders.close();
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return {
    decoder,
    what,
    p50ms: Math.round(quantile(times, 0.5)),
    p95ms: Math.round(quantile(times, 0.95)),
    perSecond: Math.round(10_000 / mean) / 10,
  };
}

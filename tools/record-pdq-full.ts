import { readFile, writeFile } from 'node:fs/promises';
import { pdqFromFile } from '../hash-kernel/node.ts';
import { decode } from '../hash-kernel/testdata/decode.ts';
import { buildHashKernelIfStale } from './build-hash-kernel.ts';

/**
 * Records the full-resolution hashes of the test pictures as this kernel computes them. Run it only when the hash is
 * meant to change: the file is there to notice when it changes unmeant.
 */
const folder = new URL('../hash-kernel/testdata/pdq/', import.meta.url);
await buildHashKernelIfStale();
const pdq = await pdqFromFile();
const lines = ['pdq,quality,file'];
for (const line of (await readFile(new URL('expected.csv', folder), 'utf8')).trim().split('\n').slice(1)) {
  const file = line.split(',')[2] as string;
  const { pixels, width, height, channels } = await decode(file);
  const { hash, quality } = pdq.hash(pixels, width, height, channels, 'full');
  lines.push(`${hash},${quality},${file}`);
}
await writeFile(new URL('expected-full.csv', folder), `${lines.join('\n')}\n`);

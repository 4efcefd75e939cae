import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ShardedMatcher } from '../../hash-kernel/index.ts';
import { loadSnapshot, matcherProgram, saveSnapshot } from '../../hash-kernel/node.ts';
import type { Bank } from './banks/bank-view.ts';
import { type IndexImage, MatchIndex } from './matching/match-index.ts';

/**
 * A snapshot is a folder: `meta.json` (its digest in the first line), `arrays.bin` (the arrays one after another), and one file of the matcher for each
 * shard. It only saves time at the start: whatever is wrong with it, the register in the database is loaded instead.
 * It is as secret as the list itself.
 */
interface Meta {
  readonly format: 'la-chan-hash-index/1';
  readonly register: string;
  readonly seq: number;
  readonly banks: readonly string[];
  readonly variants: readonly string[];
  readonly arrays: readonly { readonly name: string; readonly bytes: number }[];
  readonly digest: string;
  readonly shards: Readonly<Record<'pdq' | 'vpdq', number>>;
}

const CURRENT = 'current';
const PIECE = 8 * 1024 * 1024;

/** Writes the index as it is at the moment of the call, then lets it take the place of the last one. */
export async function saveIndex(index: MatchIndex, register: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await index.settle();
  const place = join(folder, `new-${randomUUID()}`);
  await mkdir(place, { mode: 0o700 });
  try {
    // From here to the last `saveSnapshot` call nothing else runs, so all parts are of one moment.
    const { seq } = index;
    const image = index.image();
    const saved = (['pdq', 'vpdq'] as const).flatMap((type) =>
      index.matcher(type).shards.map((shard, number) => saveSnapshot(shard, join(place, `${type}-${number}.index`))),
    );
    const arrays = arraysOf(image);
    const digest = createHash('sha256');
    const file = await open(join(place, 'arrays.bin'), 'wx', 0o600);
    try {
      for (const { data } of arrays) {
        for (let from = 0; from < data.length; from += PIECE) {
          const piece = data.subarray(from, from + PIECE);
          digest.update(piece);
          await file.write(piece);
        }
      }
      await file.sync();
    } finally {
      await file.close();
      await Promise.allSettled(saved);
    }
    await Promise.all(saved);
    const meta: Meta = {
      format: 'la-chan-hash-index/1',
      register,
      seq,
      banks: image.banks,
      variants: image.variants,
      arrays: arrays.map(({ name, data }) => ({ name, bytes: data.length })),
      digest: digest.digest('hex'),
      shards: { pdq: index.matcher('pdq').shards.length, vpdq: index.matcher('vpdq').shards.length },
    };
    const metaFile = await open(join(place, 'meta.json'), 'wx', 0o600);
    const described = JSON.stringify(meta);
    await metaFile.writeFile(`${digestOf(described)}\n${described}`);
    await metaFile.sync();
    await metaFile.close();
    const old = join(folder, `old-${randomUUID()}`);
    await rename(join(folder, CURRENT), old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(place, join(folder, CURRENT));
  } finally {
    for (const name of await readdir(folder))
      if (name !== CURRENT) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** The saved index, or undefined where there is none of this register. @throws where it is damaged */
export async function loadIndex(
  folder: string,
  register: string,
  upto: number,
  banks: readonly Bank[],
  threads: number,
): Promise<MatchIndex | undefined> {
  const place = join(folder, CURRENT);
  const written = await readFile(join(place, 'meta.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (written === undefined) return undefined;
  const described = written.slice(written.indexOf('\n') + 1);
  if (written !== `${digestOf(described)}\n${described}`) throw new Error('the saved index is damaged');
  const meta = JSON.parse(described) as Meta;
  // A register that was put back from a backup may be behind its own snapshot.
  if (meta.format !== 'la-chan-hash-index/1' || meta.register !== register || meta.seq > upto) return undefined;
  const file = await open(join(place, 'arrays.bin'), 'r');
  const digest = createHash('sha256');
  const numbers: Record<string, Uint32Array> = {};
  const exact: Record<string, Uint8Array> = {};
  let entryIds = new Uint8Array(0);
  try {
    for (const { name, bytes } of meta.arrays) {
      const data = new Uint8Array(bytes);
      for (let from = 0; from < bytes; ) {
        const { bytesRead } = await file.read(data, from, Math.min(PIECE, bytes - from));
        if (bytesRead === 0) throw new Error('the saved index ends too early');
        from += bytesRead;
      }
      digest.update(data);
      const [group, rest] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
      if (group === 'n') numbers[rest] = new Uint32Array(data.buffer);
      else if (group === 'x') exact[rest] = data;
      else entryIds = data;
    }
  } finally {
    await file.close();
  }
  if (digest.digest('hex') !== meta.digest) throw new Error('the saved index is damaged');
  const program = matcherProgram({ shared: true });
  const shardsOf = (type: 'pdq' | 'vpdq') =>
    Promise.all(
      Array.from({ length: meta.shards[type] }, (_, number) =>
        loadSnapshot(join(place, `${type}-${number}.index`), { program, slots: threads + 2 }),
      ),
    );
  const matchers = { pdq: new ShardedMatcher(await shardsOf('pdq')), vpdq: new ShardedMatcher(await shardsOf('vpdq')) };
  const image: IndexImage = { banks: meta.banks, variants: meta.variants, entryIds, exact, numbers };
  const index = await MatchIndex.restore(image, matchers, banks, threads);
  index.seq = meta.seq;
  return index;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function arraysOf(image: IndexImage): { name: string; data: Uint8Array }[] {
  return [
    { name: 'e:ids', data: image.entryIds },
    ...Object.entries(image.exact).map(([name, data]) => ({ name: `x:${name}`, data })),
    ...Object.entries(image.numbers).map(([name, data]) => ({
      name: `n:${name}`,
      data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    })),
  ];
}

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Decoders } from './decoders.ts';
import { hashMedia } from './hash-media.ts';
import { testVideo } from './testing.ts';

const scene = readFileSync(
  fileURLToPath(new URL('../../../hash-kernel/testdata/pdq/scene-01-shrink40.png', import.meta.url)),
);
const video = testVideo('a_test_h264_360_60.mp4');

/** Decoding processes that a process has started (Linux). */
function decodersOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return children.filter((child) => commandOf(child).includes('-program.ts'));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Those of this process that were not there at this moment: the files tested before this one leave idle ones behind. */
function newDecoders(): () => number[] {
  const before = new Set(decodersOf(process.pid));
  return () => decodersOf(process.pid).filter((pid) => !before.has(pid));
}

/** The decoders, once there are so many; one that was told to end may still be seen for a moment. */
async function settled(started: () => number[], many: number): Promise<number[]> {
  while (started().length !== many) await sleep(10);
  return started();
}

describe('the queue before the decoders', () => {
  test('a hundred files at once start no more than the set number of decoders', async (context) => {
    if (process.platform !== 'linux') return context.skip('processes are counted in /proc');
    const started = newDecoders();
    const two = new Decoders({ atOnce: 2, filesEach: 25 });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, started().length)), 10);
    const results = await Promise.all(Array.from({ length: 100 }, () => hashMedia(scene, two)));
    clearInterval(watch);
    two.close();
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(most).toBeGreaterThan(0);
    // One that has just been told to end may still be seen.
    expect(most).toBeLessThanOrEqual(4);
  });

  test('where too much waits already, a file is refused at once', async () => {
    const narrow = new Decoders({ atOnce: 1, waitingBytes: scene.length * 2 });
    const codes = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const result = await hashMedia(scene, narrow);
        return result.ok ? 'hashed' : result.refusal.code;
      }),
    );
    expect(codes.toSorted()).toEqual(['hashed', 'hashed', 'hashed', 'media.busy', 'media.busy']);
  });

  test('a file waits its turn for a bounded time, is refused then with the time to come again, and blocks nobody behind it', async () => {
    const short = new Decoders({ atOnce: 1, waitingMs: 1 });
    const running = hashMedia(video, short);
    const [second, third] = await Promise.all([hashMedia(scene, short), hashMedia(scene, short)]);
    for (const waited of [second, third])
      expect(waited).toMatchObject({ ok: false, refusal: { code: 'media.busy', facts: { retryAfterSeconds: 60 } } });
    expect((await running).ok).toBe(true);
    expect((await hashMedia(scene, short)).ok).toBe(true);
    const patient = new Decoders({ atOnce: 1, waitingMs: 600_000 });
    expect((await Promise.all([1, 2, 3].map(() => hashMedia(scene, patient)))).every(({ ok }) => ok)).toBe(true);
  }, 120_000);

  test('each file has a decoder of its own, unless said otherwise', async (context) => {
    if (process.platform !== 'linux') return context.skip('processes are counted in /proc');
    const started = newDecoders();
    const own = new Decoders({ atOnce: 1 });
    await hashMedia(scene, own);
    await sleep(100);
    expect(started()).toEqual([]);
  });

  test('a program of pictures waits for the next file, has no other behind it, and is used for one alone', async (context) => {
    if (process.platform !== 'linux') return context.skip('processes are counted in /proc');
    const started = newDecoders();
    const one = new Decoders({ atOnce: 1, ready: 1 });
    await hashMedia(scene, one);
    const waiting = await settled(started, 1);
    await hashMedia(scene, one);
    const next = await settled(started, 1);
    expect(next).not.toEqual(waiting);
    one.close();
    expect(await settled(started, 0)).toEqual([]);
  });

  test('a file of another module’s kind waits in the same line, is read in a process of its own, and in time', async () => {
    const folder = new URL('./', import.meta.url);
    const reader = { module: new URL('length-reader.testing.ts', folder), folder, memory: 2 ** 29, withinMs: 20_000 };
    const line = new Decoders({ atOnce: 1 });
    expect(await line.read(reader, Buffer.from('four'))).toEqual({ lines: [{ done: true, said: { length: 4 } }] });
    // What it cannot read it throws.
    expect(await line.read(reader, new Uint8Array())).toMatchObject({ lines: [{ refused: 'media.undecodable' }] });
    expect(await line.read({ ...reader, withinMs: 1 }, Buffer.from('four'))).toEqual({
      lines: [],
      ended: 'media.too-slow',
    });
    line.close();
    expect(await line.read(reader, Buffer.from('four'))).toEqual({ lines: [], ended: 'media.decoder-ended' });
  });

  test('closing kills what runs and refuses what waits', async () => {
    const one = new Decoders({ atOnce: 1 });
    const running = hashMedia(video, one);
    const waiting = hashMedia(scene, one);
    await sleep(300);
    one.close();
    expect(await running).toMatchObject({ ok: false, refusal: { code: 'media.decoder-ended' } });
    expect(await waiting).toMatchObject({ ok: false, refusal: { code: 'media.decoder-ended' } });
  });
});

test('when the server is killed its decoder ends too', async (context) => {
  if (process.platform !== 'linux') return context.skip('processes are counted in /proc');
  const server = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { readFileSync } from 'node:fs';
       import { Decoders } from ${JSON.stringify(new URL('./decoders.ts', import.meta.url).href)};
       import { hashMedia } from ${JSON.stringify(new URL('./hash-media.ts', import.meta.url).href)};
       await hashMedia(readFileSync(${JSON.stringify(fileURLToPath(new URL('./testdata/a_test_h264_360_60.mp4', import.meta.url)))}), new Decoders());`,
    ],
    { stdio: 'ignore' },
  );
  let decoder: number | undefined;
  while (decoder === undefined && server.exitCode === null) {
    decoder = decodersOf(server.pid as number)[0];
    await sleep(5);
  }
  server.kill('SIGKILL');
  expect(decoder).toBeGreaterThan(0);
  while (commandOf(decoder as number).includes('-program.ts')) await sleep(20);
});

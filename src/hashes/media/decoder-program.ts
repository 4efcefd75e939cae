import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { MediaRefusal } from './refusals.ts';

/** Bytes of resident memory from which a program takes no further file. */
let grown = Number.POSITIVE_INFINITY;

/**
 * What the decoding programs have in common. The parent sends files one after another on stdin, each as four bytes of
 * length (little-endian) and its bytes; the program answers each with lines of JSON, the last of which has `done`.
 * The end of stdin ends the program.
 */
export async function serveFiles(memory: number, decode: (file: Buffer) => Promise<void>): Promise<void> {
  grown = memory / 4;
  new Worker(new URL('./memory-watch.ts', import.meta.url), {
    workerData: { memory, parent: process.ppid },
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  }).unref();
  for await (const file of files()) await decode(file);
}

/**
 * One line of the answer, written at once: a later fault loses nothing that was answered. The last line of a file is the
 * program's last where it has grown: the memory of WebAssembly never shrinks, and the next file would pay for this one.
 */
export function answer(line: Readonly<Record<string, unknown>>): void {
  const last = line.done === true && process.memoryUsage.rss() > grown;
  writeSync(1, `${JSON.stringify(last ? { ...line, last } : line)}\n`);
}

/** The last line, for a file that has no hashes. */
export function answerRefused(refused: MediaRefusal): void {
  answer({ done: true, refused });
}

async function* files(): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let file: Buffer | undefined;
  let filled = 0;
  for await (const chunk of process.stdin) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    while (file || rest.length >= 4) {
      if (!file) {
        // Allocated once: a large video is held once, not in pieces and then again as a whole.
        file = Buffer.alloc(rest.readUInt32LE(0));
        filled = 0;
        rest = rest.subarray(4);
      }
      const part = rest.copy(file, filled);
      filled += part;
      rest = rest.subarray(part);
      if (filled < file.length) break;
      const whole = file;
      file = undefined;
      yield whole;
    }
  }
}

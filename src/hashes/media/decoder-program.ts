import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { MediaRefusal } from './refusals.ts';

/**
 * What the decoding programs have in common. The parent sends files one after another on stdin, each as four bytes of
 * length (little-endian) and its bytes; the program answers each with lines of JSON, the last of which has `done`.
 * The end of stdin ends the program.
 */
export async function serveFiles(memory: number, decode: (file: Buffer) => Promise<void>): Promise<void> {
  watchOver(memory);
  for await (const file of files()) await decode(file);
}

/** One line of the answer, written at once: a later fault loses nothing that was answered. */
export function answer(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
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

/**
 * A thread that ends the whole process when it takes too much memory or when the parent is gone, since the decoders
 * hold the main thread for seconds and nobody else may be left to stop them.
 */
function watchOver(memory: number): void {
  const watch = `
    const { writeSync } = require('node:fs');
    const { workerData: { memory, parent } } = require('node:worker_threads');
    setInterval(() => {
      if (process.memoryUsage.rss() > memory) {
        writeSync(1, JSON.stringify({ done: true, refused: 'media.too-much-memory' }) + '\\n');
        process.kill(process.pid, 'SIGKILL');
      }
      if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
    }, 25);`;
  new Worker(watch, {
    eval: true,
    workerData: { memory, parent: process.ppid },
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  }).unref();
}

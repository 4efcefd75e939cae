/**
 * A program of its own: reads videos from stdin and writes their frame hashes (see decoder-program.ts).
 * FFmpeg is compiled to WebAssembly (@ffmpeg/core, GPL-2.0-or-later, see NOTICE): it sees one file in memory, and no
 * disk, no network and no other process. Each file gets a fresh instance; frames are hashed as they come and are gone.
 * Arguments: the most resident bytes; most pixels a frame, hashed frames, decoded frames.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pdqFromFile } from '../../../hash-kernel/node.ts';
import { answerRefused, serveFiles } from './decoder-program.ts';
import { FrameHasher } from './frame-hasher.ts';
import { frameArguments, PROBE_ARGUMENTS, readProbe } from './frame-recipe.ts';

const [memory, pixels, hashedFrames, decodedFrames] = process.argv.slice(2).map(Number) as [
  number,
  number,
  number,
  number,
];
const budget = { pixels, hashedFrames, decodedFrames };

interface Core {
  exec(...args: string[]): number;
  ffprobe(...args: string[]): number;
  setLogger(hear: () => void): void;
  reset(): void;
  FS: {
    writeFile(path: string, data: Uint8Array, options: { canOwn: boolean }): void;
    readFile(path: string, options: { encoding: 'utf8' }): string;
    makedev(major: number, minor: number): number;
    registerDevice(device: number, operations: object): void;
    mkdev(path: string, device: number): void;
  };
}

const pdq = await pdqFromFile();
const makeCore = await loadCore();
await serveFiles(memory, async (file) => {
  const core = await makeCore();
  core.FS.writeFile('/in', file, { canOwn: true });
  const stream = readProbe(probe(core));
  if (!stream) return answerRefused('media.undecodable');
  if (stream.width * stream.height > pixels) return answerRefused('media.too-many-pixels');
  const hasher = new FrameHasher(pdq, stream, budget);
  const device = core.FS.makedev(64, 1);
  core.FS.registerDevice(device, {
    open: () => undefined,
    close: () => undefined,
    write: (_stream: unknown, buffer: Uint8Array, offset: number, length: number) => {
      hasher.take(buffer.subarray(offset, offset + length));
      return length;
    },
  });
  core.FS.mkdev('/frames', device);
  hasher.end(exitCode(() => core.exec('-v', 'error', ...frameArguments('/in', stream, budget), '-y', '/frames')) === 0);
});

function probe(core: Core): string {
  exitCode(() => core.ffprobe(...PROBE_ARGUMENTS, '/in', '-o', '/probe.json'));
  core.reset();
  try {
    return core.FS.readFile('/probe.json', { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** FFmpeg aborts on some damage, which ends its instance but not this program: the next file gets another. */
function exitCode(run: () => number): number {
  try {
    return run();
  } catch {
    return -1;
  }
}

async function loadCore(): Promise<() => Promise<Core>> {
  const place = new URL('./ffmpeg-core.wasm', import.meta.resolve('@ffmpeg/core').replace('/umd/', '/esm/'));
  // The package was written for a worker: it looks for these two before it looks at what it is given.
  Object.assign(globalThis, { self: globalThis, location: { href: place.href } });
  const { default: create } = (await import(new URL('./ffmpeg-core.js', place).href)) as {
    default: (options: object) => Promise<Core>;
  };
  const compiled = new WebAssembly.Module(readFileSync(fileURLToPath(place)));
  return async () => {
    const core = await create({
      instantiateWasm: (imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) => {
        const instance = new WebAssembly.Instance(compiled, imports);
        receive(instance);
        return instance.exports;
      },
    });
    core.setLogger(() => undefined);
    return core;
  };
}

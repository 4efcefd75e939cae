/**
 * Draws a tone for tests, as a recording would be made: FFmpeg as WebAssembly, in a process of its own since the package
 * takes the process for a browser. `node draw-tone.ts ARGUMENT…` writes the file to stdout.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Tone {
  readonly seconds: number;
  readonly as: 'mp3' | 'm4a';
  /** A tag, as recorders write them. */
  readonly title?: string;
  /** With a picture beside the sound, as a video has. */
  readonly picture?: boolean;
}

/** The bytes of a file with a tone of 440 Hz. */
export function drawTone({ seconds, as, title, picture = false }: Tone): Buffer {
  const inputs = [
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}:sample_rate=22050`],
    ...(picture ? ['-f', 'lavfi', '-i', `color=c=gray:s=16x16:r=1:d=${seconds}`] : []),
  ];
  const tags = title === undefined ? [] : ['-metadata', `title=${title}`];
  const coding = as === 'mp3' ? ['-c:a', 'libmp3lame', '-b:a', '48k'] : ['-c:a', 'aac', '-b:a', '48k'];
  const out = spawnSync(
    process.execPath,
    ['--no-warnings', fileURLToPath(import.meta.url), as, ...inputs, '-ac', '1', ...coding, ...tags],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  if (out.status !== 0 || out.stdout.length === 0) throw new Error(`no tone was drawn: ${out.stderr}`);
  return out.stdout;
}

if (import.meta.main) {
  const [as, ...rest] = process.argv.slice(2) as [string, ...string[]];
  const place = new URL('./ffmpeg-core.wasm', import.meta.resolve('@ffmpeg/core').replace('/umd/', '/esm/'));
  Object.assign(globalThis, { self: globalThis, location: { href: place.href } });
  const { default: create } = (await import(new URL('./ffmpeg-core.js', place).href)) as {
    default: (options: object) => Promise<{
      exec(...args: string[]): number;
      setLogger(hear: (line: { message: string }) => void): void;
      FS: { readFile(path: string): Uint8Array };
    }>;
  };
  const core = await create({ wasmBinary: readFileSync(fileURLToPath(place)) });
  core.setLogger(({ message }) => console.error(message));
  if (core.exec('-v', 'error', ...rest, `/out.${as}`) !== 0) process.exit(1);
  writeSync(1, core.FS.readFile(`/out.${as}`));
}

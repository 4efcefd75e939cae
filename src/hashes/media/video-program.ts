/**
 * A program of its own: reads one video from stdin, writes a line of JSON for each frame hash and one at the end.
 * FFmpeg is compiled to WebAssembly (@ffmpeg/core, GPL-2.0-or-later, see NOTICE): it sees one file in memory, and no
 * disk, no network and no other process. Frames are hashed as they come out and are gone.
 *
 * Recipe `vpdq-modn-full-1`: the frame at its own size, frames n with n % floor(average frame rate) = 0, RGB24,
 * full-resolution PDQ. Arguments: most pixels a frame, most hashed frames, most decoded frames.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pdqFromFile } from '../../../hash-kernel/node.ts';
import { answer, readAll } from './program.ts';

const [maxPixels, maxHashed, maxDecoded] = process.argv.slice(2).map(Number) as [number, number, number];

interface Core {
  exec(...args: string[]): number;
  ffprobe(...args: string[]): number;
  setLogger(hear: (line: { type: string; message: string }) => void): void;
  reset(): void;
  FS: {
    writeFile(path: string, data: Uint8Array): void;
    readFile(path: string, options: { encoding: 'utf8' }): string;
    makedev(major: number, minor: number): number;
    registerDevice(device: number, operations: object): void;
    mkdev(path: string, device: number): void;
  };
}

/** Only containers, and only the file that was given: no playlist, no list of files, no address. */
const INPUT = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg'];

const core = await loadCore();
core.FS.writeFile('/in', await readAll());
const stream = probe();
if (!stream) answer({ refused: 'media.undecodable' });
else if (stream.width * stream.height > maxPixels) answer({ refused: 'media.too-many-pixels' });
else await hashFrames(stream);

interface VideoStream {
  readonly width: number;
  readonly height: number;
  readonly rate: number;
  /** Seconds that the container declares, or 0. */
  readonly duration: number;
}

function probe(): VideoStream | undefined {
  core.ffprobe(
    ...['-v', 'error', ...INPUT, '-select_streams', 'v:0', '-show_entries', 'stream=width,height,avg_frame_rate,duration:format=duration'],
    ...['-of', 'json', '/in', '-o', '/probe.json'],
  );
  core.reset();
  try {
    const { streams, format } = JSON.parse(core.FS.readFile('/probe.json', { encoding: 'utf8' }));
    const [over, under] = String(streams[0].avg_frame_rate).split('/').map(Number) as [number, number];
    const rate = under > 0 ? over / under : 0;
    const { width, height } = streams[0];
    if (!(width > 0 && height > 0)) return undefined;
    return { width, height, rate: Number.isFinite(rate) ? rate : 0, duration: Number(streams[0].duration ?? format?.duration ?? 0) || 0 };
  } catch {
    return undefined;
  }
}

async function hashFrames({ width, height, rate, duration }: VideoStream): Promise<void> {
  const pdq = await pdqFromFile();
  const step = Math.max(1, Math.floor(rate));
  const frame = new Uint8Array(width * height * 3);
  let filled = 0;
  let hashed = 0;
  const device = core.FS.makedev(64, 1);
  core.FS.registerDevice(device, {
    open: () => undefined,
    close: () => undefined,
    write: (_stream: unknown, buffer: Uint8Array, offset: number, length: number) => {
      for (let taken = 0; taken < length; ) {
        const part = Math.min(length - taken, frame.length - filled);
        frame.set(buffer.subarray(offset + taken, offset + taken + part), filled);
        filled += part;
        taken += part;
        if (filled === frame.length) {
          filled = 0;
          const { hash, quality } = pdq.hash(frame, width, height, 3, 'full');
          answer({ frame: hashed * step, time: rate > 0 ? (hashed * step) / rate : 0, hash, quality });
          hashed += 1;
        }
      }
      return length;
    },
  });
  core.FS.mkdev('/frames', device);
  let decoded = 0;
  core.setLogger(({ message }) => {
    decoded = Math.max(decoded, Number(/frame=\s*(\d+)/.exec(message)?.[1] ?? 0));
  });
  const code = core.exec(
    ...['-v', 'error', '-stats', '-max_pixels', String(maxPixels), ...INPUT, '-threads', '1', '-i', '/in', '-map', '0:v:0'],
    // Counted in frames, not in time: a container's times can be set to hide frames. `trim` ends a bomb of frames.
    ...['-vf', `trim=end_frame=${maxDecoded},select='not(mod(n,${step}))',scale=${width}:${height}:flags=area,format=rgb24`],
    ...['-frames:v', String(maxHashed), '-fps_mode', 'passthrough', '-f', 'rawvideo', '-y', '/frames'],
  );
  const expected = duration > 0 && rate > 0 ? Math.ceil((duration * rate) / step) : hashed;
  answer({
    done: true,
    width,
    height,
    rate,
    frames: hashed,
    // Exit code 0 does not mean that all of it was there: compare with what the container declares.
    partial: code !== 0 || hashed + 1 < expected || hashed >= maxHashed,
    ...(hashed === 0 ? { refused: 'media.undecodable' } : {}),
  });
}

async function loadCore(): Promise<Core> {
  const place = new URL('./ffmpeg-core.wasm', import.meta.resolve('@ffmpeg/core').replace('/umd/', '/esm/'));
  // The package was written for a worker: it looks for these two before it looks at what it is given.
  Object.assign(globalThis, { self: globalThis, location: { href: place.href } });
  const { default: create } = (await import(new URL('./ffmpeg-core.js', place).href)) as { default: (options: object) => Promise<Core> };
  const loaded = await create({ wasmBinary: readFileSync(fileURLToPath(place)) });
  loaded.setLogger(() => undefined);
  return loaded;
}

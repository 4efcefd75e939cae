import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { MediaLimits } from './media-limits.ts';
import type { MediaRefusal } from './refusals.ts';

/** Who decodes videos: FFmpeg as WebAssembly, which needs nothing but npm, or the system's ffmpeg under bubblewrap. */
export type VideoDecoder = 'wasm' | 'sandboxed-ffmpeg';
export type DecoderName = 'image' | VideoDecoder;

/** Lines of JSON that a decoder wrote about one file, as yet unchecked: it read bytes of a stranger. */
export interface DecoderAnswer {
  readonly lines: readonly unknown[];
  /** Why there is no last line. */
  readonly ended?: MediaRefusal;
}

/** More than 3,600 frame lines; a decoder that writes more has been taken over. */
const ANSWER_BYTES = 4 * 2 ** 20;

const programs: Readonly<Record<DecoderName, { readonly file: string; readonly flags: readonly string[] }>> = {
  image: { file: 'image-program.ts', flags: ['--allow-addons'] },
  wasm: { file: 'video-program.ts', flags: ['--no-addons'] },
  'sandboxed-ffmpeg': { file: 'sandboxed-video-program.ts', flags: ['--no-addons', '--allow-child-process'] },
};

/**
 * One running decoding program. It gets none of this process's settings, and Node's permission model lets it read the
 * code it is made of, write nothing, and start nothing but the sandbox.
 */
export class DecoderProcess {
  readonly #child: ChildProcess;
  #text = '';
  #lines: unknown[] = [];
  #settle: ((answer: DecoderAnswer) => void) | undefined;
  #ended: MediaRefusal | undefined;

  constructor(name: DecoderName, limits: MediaLimits) {
    const { file, flags } = programs[name];
    this.#child = spawn(
      process.execPath,
      [
        ...['--permission', '--allow-worker', ...readable.map((path) => `--allow-fs-read=${path}`), ...flags],
        ...['--no-warnings', '--disallow-code-generation-from-strings', '--max-old-space-size=256'],
        fileURLToPath(new URL(file, import.meta.url)),
        ...[limits.memory, limits.pixels, limits.hashedFrames, limits.decodedFrames].map(String),
      ],
      {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {},
        cwd: dirname(process.execPath),
      },
    );
    (this.#child.stdout as Readable).on('data', (chunk: Buffer) => this.#hear(chunk));
    // A decoder that refuses early closes its end.
    this.#input.on('error', () => undefined);
    this.#child.on('error', () => this.#end());
    this.#child.on('close', () => this.#end());
  }

  /** Whether it can take another file. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** Sends one file and waits for its last line. One at a time. The process is killed when that takes too long. */
  decode(file: Uint8Array, withinMs: number): Promise<DecoderAnswer> {
    if (this.#ended) return Promise.resolve({ lines: [], ended: this.#ended });
    return new Promise((resolve) => {
      const clock = setTimeout(() => this.kill('media.too-slow'), withinMs);
      this.#settle = (answer) => {
        clearTimeout(clock);
        this.#settle = undefined;
        this.#lines = [];
        resolve(answer);
      };
      const length = Buffer.alloc(4);
      length.writeUInt32LE(file.length);
      this.#input.write(length);
      this.#input.write(file);
    });
  }

  kill(reason: MediaRefusal = 'media.decoder-ended'): void {
    this.#ended ??= reason;
    this.#child.kill('SIGKILL');
  }

  get #input(): Writable {
    return this.#child.stdin as Writable;
  }

  #hear(chunk: Buffer): void {
    this.#text += chunk.toString('latin1');
    const lines = this.#text.split('\n');
    // The last piece is empty, or a line that is still coming or that death cut in two.
    this.#text = lines.pop() as string;
    for (const line of lines) {
      let said: { done?: unknown; refused?: unknown } | null;
      try {
        said = JSON.parse(line);
      } catch {
        this.kill();
        return;
      }
      this.#lines.push(said);
      // It is about to end itself.
      if (said?.refused === 'media.too-much-memory') this.kill(said.refused);
      if (said?.done === true) this.#settle?.({ lines: this.#lines });
    }
    if (this.#text.length > ANSWER_BYTES || this.#lines.length > ANSWER_BYTES / 64) this.kill();
  }

  #end(): void {
    this.#ended ??= 'media.decoder-ended';
    this.#settle?.({ lines: this.#lines, ended: this.#ended });
  }
}

/** What a decoder may read: its own code, the hash kernel, the packages it uses. Never the data folder or the keys. */
const readable = readableFolders();

function readableFolders(): string[] {
  const here = fileURLToPath(new URL('./', import.meta.url));
  const kernel = fileURLToPath(new URL('../../../hash-kernel/', import.meta.url));
  // `type: module` is read from there.
  const packageFile = fileURLToPath(new URL('../../../package.json', import.meta.url));
  const { resolve } = createRequire(import.meta.url);
  const sharp = resolve('sharp');
  const packages = sharp.slice(0, sharp.lastIndexOf(`${sep}node_modules${sep}`) + `${sep}node_modules${sep}`.length);
  // Where node_modules is a link, packages are looked for by its name and read where it leads.
  const named = (resolve.paths('sharp') ?? []).filter((folder) => existsSync(join(folder, 'sharp')));
  return [here, kernel, packageFile, packages, ...named.map((folder) => `${folder}${sep}`)];
}

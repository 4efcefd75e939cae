import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { DecoderCommand } from './decoder-command.ts';
import type { MediaRefusal } from './refusals.ts';

/** Lines of JSON that a decoder wrote about one file, as yet unchecked: it read bytes of a stranger. */
export interface DecoderAnswer {
  readonly lines: readonly unknown[];
  /** Why there is no last line. */
  readonly ended?: MediaRefusal;
}

/** More than 3,600 frame lines; a decoder that writes more has been taken over. */
const ANSWER_BYTES = 4 * 2 ** 20;

/**
 * One running decoding program, under the bounds of decoder-command.ts. It gets none of this process's settings.
 */
export class DecoderProcess {
  readonly #child: ChildProcess;
  #text = '';
  /** A letter may come in two pieces. */
  readonly #letters = new StringDecoder('utf8');
  #lines: unknown[] = [];
  #settle: ((answer: DecoderAnswer) => void) | undefined;
  #ended: MediaRefusal | undefined;

  constructor({ file, args, env }: DecoderCommand) {
    this.#child = spawn(file, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env,
      cwd: dirname(process.execPath),
    });
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
    this.#text += this.#letters.write(chunk);
    const lines = this.#text.split('\n');
    // The last piece is empty, or a line that is still coming or that death cut in two.
    this.#text = lines.pop() as string;
    for (const line of lines) {
      let said: { done?: unknown; refused?: unknown; last?: unknown } | null;
      try {
        said = JSON.parse(line);
      } catch {
        this.kill();
        return;
      }
      this.#lines.push(said);
      // It is about to end itself.
      if (said?.refused === 'media.too-much-memory') this.kill(said.refused);
      if (said?.done !== true) continue;
      if (said.last === true) this.kill();
      this.#settle?.({ lines: this.#lines });
    }
    if (this.#text.length > ANSWER_BYTES || this.#lines.length > ANSWER_BYTES / 64) this.kill();
  }

  #end(): void {
    this.#ended ??= 'media.decoder-ended';
    this.#settle?.({ lines: this.#lines, ended: this.#ended });
  }
}

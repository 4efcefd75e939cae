import { availableParallelism } from 'node:os';
import {
  type DecoderName,
  decoderCommand,
  type FileReader,
  type ImageDecoder,
  readerCommand,
  type VideoDecoder,
} from './decoder-command.ts';
import { type DecoderAnswer, DecoderProcess } from './decoder-process.ts';
import { MEDIA_LIMITS, type MediaLimits } from './media-limits.ts';

export interface DecodersOptions {
  readonly limits?: MediaLimits;
  /** Decoding processes at once; by default one less than the processors, 1 to 4. */
  readonly atOnce?: number;
  /**
   * Files that one process decodes before it is replaced. 1 where files come from different people, so that a file that
   * takes a decoder over meets nobody else's; more where all are one person's own. Then `close()` at the end.
   */
  readonly filesEach?: number;
  /**
   * Programs of pictures that are started again when one is used up, and wait for the next file: it then waits for no
   * start. 0 where absent.
   */
  readonly ready?: number;
  /** Bytes of files that wait for a decoder. */
  readonly waitingBytes?: number;
  /** Milliseconds that a file waits for one at most; without end where absent, as for a command with files of its own. */
  readonly waitingMs?: number;
  readonly image?: ImageDecoder;
  readonly video?: VideoDecoder;
}

interface Decoder {
  readonly name: DecoderName;
  readonly process: DecoderProcess;
  files: number;
}

/** A bounded number of decoding processes and a bounded queue before them: a hundred uploads start no hundred decoders. */
export class Decoders {
  readonly limits: MediaLimits;
  readonly #atOnce: number;
  readonly #filesEach: number;
  readonly #ready: number;
  readonly #waitingBytes: number;
  readonly #waitingMs: number | undefined;
  readonly #programs: Readonly<Record<'image' | 'video', DecoderName>>;
  readonly #queue: (() => void)[] = [];
  readonly #idle: Decoder[] = [];
  readonly #working = new Set<DecoderProcess>();
  #running = 0;
  #waiting = 0;
  #closed = false;

  constructor(options: DecodersOptions = {}) {
    this.limits = options.limits ?? MEDIA_LIMITS;
    this.#atOnce = options.atOnce ?? Math.max(1, Math.min(4, availableParallelism() - 1));
    this.#filesEach = options.filesEach ?? 1;
    this.#ready = options.ready ?? 0;
    this.#waitingBytes = options.waitingBytes ?? 2 ** 30;
    this.#waitingMs = options.waitingMs;
    this.#programs = { image: `${options.image ?? 'wasm'}-image`, video: `${options.video ?? 'wasm'}-video` };
  }

  /** @returns undefined where too many files wait already, or this one has waited too long */
  decode(media: 'image' | 'video', file: Uint8Array): Promise<DecoderAnswer | undefined> {
    const withinMs = media === 'image' ? this.limits.imageMs : this.limits.videoMs;
    return this.#inTurn(file, () => this.#decode(this.#programs[media], file, withinMs));
  }

  /**
   * The same for another kind of file, by a reader of another module: its one line holds what the reader said, as yet unchecked, under
   * `said`. A program for each file. @returns undefined as `decode`
   */
  read(reader: FileReader, file: Uint8Array): Promise<DecoderAnswer | undefined> {
    return this.#inTurn(file, async () => {
      if (this.#closed) return { lines: [], ended: 'media.decoder-ended' };
      const process = new DecoderProcess(readerCommand(reader));
      this.#working.add(process);
      const answer = await process.decode(file, reader.withinMs);
      this.#working.delete(process);
      process.kill();
      return answer;
    });
  }

  /** Kills what runs and refuses what waits; for the end of a command or of a server. */
  close(): void {
    this.#closed = true;
    for (const process of this.#working) process.kill();
    for (const { process } of this.#idle.splice(0)) process.kill();
  }

  async #inTurn(file: Uint8Array, work: () => Promise<DecoderAnswer>): Promise<DecoderAnswer | undefined> {
    if (this.#running >= this.#atOnce) {
      if (this.#waiting > 0 && this.#waiting + file.length > this.#waitingBytes) return undefined;
      this.#waiting += file.length;
      const came = await this.#turn();
      this.#waiting -= file.length;
      if (!came) return undefined;
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in line, or is given back.
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  /** Waits in line. @returns false where the time to wait is over before the turn comes */
  #turn(): Promise<boolean> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(clock);
        resolve(true);
      };
      const clock =
        this.#waitingMs === undefined
          ? undefined
          : setTimeout(() => {
              this.#queue.splice(this.#queue.indexOf(go), 1);
              resolve(false);
            }, this.#waitingMs);
      this.#queue.push(go);
    });
  }

  async #decode(name: DecoderName, file: Uint8Array, withinMs: number): Promise<DecoderAnswer> {
    if (this.#closed) return { lines: [], ended: 'media.decoder-ended' };
    const place = this.#idle.findIndex((one) => one.name === name && one.process.alive);
    const ready = place === -1 ? undefined : this.#idle.splice(place, 1)[0];
    const one = ready ?? this.#start(name);
    this.#working.add(one.process);
    const answer = await one.process.decode(file, withinMs);
    this.#working.delete(one.process);
    one.files += 1;
    if (one.files < this.#filesEach && one.process.alive && !this.#closed) this.#idle.push(one);
    else {
      one.process.kill();
      const waiting = this.#idle.filter((other) => other.name === name && other.process.alive).length;
      if (name === this.#programs.image && waiting < this.#ready && !this.#closed) this.#idle.push(this.#start(name));
    }
    return answer;
  }

  #start(name: DecoderName): Decoder {
    const { memory, pixels, hashedFrames, decodedFrames } = this.limits;
    const command = decoderCommand(name, [memory, pixels, hashedFrames, decodedFrames].map(String));
    return { name, process: new DecoderProcess(command), files: 0 };
  }
}

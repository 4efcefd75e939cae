import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { Busboy, type BusboyInstance } from '@fastify/busboy';

/** One file of a form, in memory. */
export interface Upload {
  readonly field: string;
  readonly bytes: Uint8Array;
}

/** A multipart body as far as it is read: at most two files, and its short texts. */
export interface UploadedForm {
  readonly files: readonly Upload[];
  readonly texts: ReadonlyMap<string, string>;
}

/** A body that is no form, or cut off: the sender's fault. */
export class MalformedMultipart extends Error {
  override name = 'MalformedMultipart';
}

/**
 * A multipart body: at most two files, each in one piece of memory (a form as the platform's own parser gives it holds a large file
 * three times). They are never written.
 * @throws MalformedMultipart
 */
export async function readUploadedForm(request: Request): Promise<UploadedForm> {
  const type = request.headers.get('content-type') ?? '';
  if (!request.body) throw new MalformedMultipart('not a multipart body');
  // Of the whole body where it is known, 0 where it is not.
  const length = Number(request.headers.get('content-length') ?? 0);
  const files: Upload[] = [];
  const texts = new Map<string, string>();
  const parser = parserOf(type);
  parser.on('field', (name, value) => void texts.set(name, value));
  parser.on('file', (field, stream) => {
    const kept = new OnePiece(files.length === 0 ? length : 0);
    // What is cut off is told by the parser.
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => kept.add(chunk));
    stream.on('end', () => files.push({ field, bytes: kept.bytes() }));
  });
  const source = Readable.fromWeb(request.body as WebStream);
  let own: unknown;
  source.on('error', (error) => {
    own = error;
  });
  try {
    await pipeline(source, parser);
  } catch (error) {
    // The sender went away, or sent more than the route takes: no fault of the form.
    throw own ?? new MalformedMultipart('not a multipart body', { cause: error });
  }
  return { files, texts };
}

function parserOf(type: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': type }, limits: { files: 2, fields: 20, fieldSize: 1_024 } });
  } catch (error) {
    throw new MalformedMultipart('not a multipart body', { cause: error });
  }
}

/** Bytes that come in pieces, put in place as they come. */
class OnePiece {
  #memory: Buffer;
  #used = 0;

  constructor(expected: number) {
    this.#memory = Buffer.allocUnsafeSlow(expected);
  }

  add(chunk: Buffer): void {
    const needed = this.#used + chunk.length;
    if (needed > this.#memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#memory.length));
      this.#memory.copy(larger, 0, 0, this.#used);
      this.#memory = larger;
    }
    chunk.copy(this.#memory, this.#used);
    this.#used = needed;
  }

  bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#used);
  }
}

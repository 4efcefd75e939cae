import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Ctx } from '../../kernel/index.ts';
import { jsonAnswer, messageAnswer } from '../answers.ts';
import { type Decoders, hashMedia, type MediaHashes } from '../media/index.ts';

/** Bytes of one upload with its wrapping; the larger files are hashed by `lachan hash` where they lie. */
export const UPLOAD_LIMIT = 128 * 2 ** 20;
/** For the OpenAPI document. */
export const UPLOAD_TAKES = { 'multipart/form-data': 'One file; its field is named `photo` or `video`.' };

const CONTENT_TYPES = { photo: 'image', video: 'video' } as const;
const message = (status: number, text: string) => jsonAnswer({ message: text }, status);

/** What the header of an answer says where a picture is too plain to match. */
export const refusedQuality = (quality: number) => `pdq; signal.quality-too-low; quality=${quality}`;

/**
 * Hashes the one file of a request, as HMA's routes take it: multipart, its field named after the kind of content. The
 * file passes through memory and is never written. A response where there is nothing to hash.
 */
export async function hashUpload(ctx: Ctx, request: Request, decoders: Decoders): Promise<MediaHashes | Response> {
  const file = await uploadedFile(request);
  if (file instanceof Response) return file;
  const hashed = await hashMedia(file.bytes, decoders);
  if (!hashed.ok) return messageAnswer(ctx, hashed.refusal);
  if (hashed.value.media !== CONTENT_TYPES[file.field])
    return message(400, `the file is not a ${file.field}: it is ${hashed.value.kind}`);
  await auditHashing(ctx, hashed.value);
  return hashed.value;
}

interface Upload {
  readonly field: string;
  readonly bytes: Uint8Array;
}

async function uploadedFile(
  request: Request,
): Promise<{ field: keyof typeof CONTENT_TYPES; bytes: Uint8Array } | Response> {
  const type = request.headers.get('content-type');
  if (!type?.startsWith('multipart/form-data') || !request.body)
    return message(400, 'Send one file as multipart/form-data.');
  let files: readonly Upload[];
  try {
    files = await readFiles(request.body as WebStream, type, Number(request.headers.get('content-length') ?? 0));
  } catch (error) {
    // What cannot be parsed is the sender's; a body over the limit is told by the route's own guard.
    if (error instanceof MalformedMultipart) return message(400, 'The multipart body cannot be read.');
    throw error;
  }
  const [one] = files;
  if (!one || files.length > 1) return message(400, 'Send exactly one file.');
  const { field, bytes } = one;
  if (field !== 'photo' && field !== 'video')
    return message(400, 'Name the field after the kind of content: photo or video.');
  return { field, bytes };
}

class MalformedMultipart extends Error {
  override name = 'MalformedMultipart';
}

/**
 * The files of a multipart body, at most two, each in one piece of memory: a form as the platform's own parser gives it holds a
 * large file three times.
 * @param length bytes of the whole body where it is known, 0 where it is not
 */
async function readFiles(body: WebStream, type: string, length: number): Promise<readonly Upload[]> {
  const files: Upload[] = [];
  const parser = parserOf(type);
  parser.on('file', (field, stream) => {
    const kept = new OnePiece(files.length === 0 ? length : 0);
    // What is cut off is told by the parser.
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => kept.add(chunk));
    stream.on('end', () => files.push({ field, bytes: kept.bytes() }));
  });
  const source = Readable.fromWeb(body);
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
  return files;
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

/** That a member had something hashed, and of which kind; not the hash. */
async function auditHashing(ctx: Ctx, { kind }: MediaHashes): Promise<void> {
  await ctx.transaction(async (tx) => {
    tx.audit({ action: 'hash.make', codes: { kind } });
    return { ok: true, value: undefined } as const;
  });
}

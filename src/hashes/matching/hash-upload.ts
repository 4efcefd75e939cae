import type { Ctx } from '../../kernel/index.ts';
import { jsonAnswer, messageAnswer } from '../answers.ts';
import {
  type Decoders,
  hashMedia,
  MalformedMultipart,
  type MediaHashes,
  readUploadedForm,
  type Upload,
} from '../media/index.ts';

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

async function uploadedFile(
  request: Request,
): Promise<{ field: keyof typeof CONTENT_TYPES; bytes: Uint8Array } | Response> {
  const type = request.headers.get('content-type');
  if (!type?.startsWith('multipart/form-data') || !request.body)
    return message(400, 'Send one file as multipart/form-data.');
  let files: readonly Upload[];
  try {
    ({ files } = await readUploadedForm(request));
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

/** That a member had something hashed, and of which kind; not the hash. */
async function auditHashing(ctx: Ctx, { kind }: MediaHashes): Promise<void> {
  await ctx.transaction(async (tx) => {
    tx.audit({ action: 'hash.make', codes: { kind } });
    return { ok: true, value: undefined } as const;
  });
}

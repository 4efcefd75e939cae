import type { Ctx, RawRoute } from '../kernel/index.ts';
import { jsonAnswer, messageAnswer } from './answers.ts';
import { hashMedia, type MediaHashes, sharedDecoders } from './media/index.ts';
import { QUALITY_LEAST } from './signal.ts';

/** Bytes of one upload with its wrapping; the larger files are hashed by `lachan hash` where they lie. */
export const UPLOAD_LIMIT = 128 * 2 ** 20;

const CONTENT_TYPES = { photo: 'image', video: 'video' } as const;
const message = (status: number, text: string) => jsonAnswer({ message: text }, status);

/**
 * `/h/hash` of hasher-matcher-actioner: one file as multipart, its field named after the kind of content, hashes back.
 * The file passes through memory and is never written. A picture too plain to match has an empty hash, as there; here a
 * header says why.
 */
export const hmaHashRoutes: readonly RawRoute[] = [
  {
    surface: 'desk',
    may: { action: 'hash.match' },
    method: 'get',
    path: '/h/hash',
    summary: 'HMA: hashes by address are not served.',
    handle: async () => message(400, 'Hashing by address is not served: send the file itself with POST.'),
  },
  {
    surface: 'desk',
    may: { action: 'hash.match' },
    method: 'post',
    path: '/h/hash',
    summary: 'HMA: the hashes of one photo or video.',
    bodyLimit: UPLOAD_LIMIT,
    handle: async (ctx, request) => {
      const file = await uploadedFile(request);
      if (file instanceof Response) return file;
      const hashed = await hashMedia(file.bytes, sharedDecoders(ctx.kernel.config.videoDecoder));
      if (!hashed.ok) return messageAnswer(ctx, hashed.refusal);
      if (hashed.value.media !== CONTENT_TYPES[file.field])
        return message(400, `the file is not a ${file.field}: it is ${hashed.value.kind}`);
      await auditHashing(ctx, hashed.value);
      return answerOf(hashed.value);
    },
  },
];

async function uploadedFile(
  request: Request,
): Promise<{ field: keyof typeof CONTENT_TYPES; bytes: Uint8Array } | Response> {
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data'))
    return message(400, 'Send one file as multipart/form-data.');
  let form: FormData;
  try {
    form = await request.formData();
  } catch (error) {
    // What cannot be parsed is the sender's; a body over the limit is told by the route's own guard.
    if (error instanceof TypeError) return message(400, 'The multipart body cannot be read.');
    throw error;
  }
  const files = [...form].filter((part): part is [string, File] => typeof part[1] !== 'string');
  const [one] = files;
  if (!one || files.length > 1) return message(400, 'Send exactly one file.');
  const [field, file] = one;
  if (field !== 'photo' && field !== 'video')
    return message(400, 'Name the field after the kind of content: photo or video.');
  return { field, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function answerOf(hashes: MediaHashes): Response {
  if (hashes.media === 'image') {
    const low = hashes.quality < QUALITY_LEAST;
    const answer = jsonAnswer({ pdq: low ? '' : hashes.pdq });
    if (low) answer.headers.set('x-lachan-refused', `pdq; signal.quality-too-low; quality=${hashes.quality}`);
    return answer;
  }
  // As the vpdq extension writes its signal: JSON in a text, by frame number.
  const frames = hashes.frames.map(({ frame, quality, pdq, time }) => [
    frame,
    { quality, hash: pdq, timestamp: Math.round(time * 1_000) / 1_000 },
  ]);
  return jsonAnswer({ video_md5: hashes.md5, vpdq: JSON.stringify(Object.fromEntries(frames)) });
}

/** That a member had something hashed, and of which kind; not the hash. */
async function auditHashing(ctx: Ctx, { kind }: MediaHashes): Promise<void> {
  await ctx.transaction(async (tx) => {
    tx.audit({ action: 'hash.make', codes: { kind } });
    return { ok: true, value: undefined } as const;
  });
}

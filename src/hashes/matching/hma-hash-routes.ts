import type { RawRoute } from '../../kernel/index.ts';
import { jsonAnswer } from '../answers.ts';
import { QUALITY_LEAST } from '../entries/signal.ts';
import type { Decoders, MediaHashes } from '../media/index.ts';
import { hashUpload, refusedQuality, UPLOAD_LIMIT, UPLOAD_TAKES } from './hash-upload.ts';

const message = (status: number, text: string) => jsonAnswer({ message: text }, status);

/**
 * `/h/hash` of hasher-matcher-actioner: one file as multipart, its field named after the kind of content, hashes back.
 * The file passes through memory and is never written. A picture too plain to match has an empty hash, as there; here a
 * header says why, and another that a video's frames are not all.
 */
export const hmaHashRoutes = (decoders: () => Decoders): readonly RawRoute[] => [
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
    describes: { takes: UPLOAD_TAKES, gives: { 'application/json': '{signal_type: signal}' } },
    handle: async (ctx, request) => {
      const hashed = await hashUpload(ctx, request, decoders());
      return hashed instanceof Response ? hashed : answerOf(hashed);
    },
  },
];

function answerOf(hashes: MediaHashes): Response {
  if (hashes.media === 'image') {
    const low = hashes.quality < QUALITY_LEAST;
    const answer = jsonAnswer({ pdq: low ? '' : hashes.pdq });
    if (low) answer.headers.set('x-lachan-refused', refusedQuality(hashes.quality));
    return answer;
  }
  // As the vpdq extension writes its signal: JSON in a text, by frame number.
  const frames = hashes.frames.map(({ frame, quality, pdq, time }) => [
    frame,
    { quality, hash: pdq, timestamp: Math.round(time * 1_000) / 1_000 },
  ]);
  const answer = jsonAnswer({ video_md5: hashes.md5, vpdq: JSON.stringify(Object.fromEntries(frames)) });
  // The format has no place for it: what was decoded before a fault or a limit is not all of the video.
  if (hashes.partial) answer.headers.set('x-lachan-partial', 'vpdq');
  return answer;
}

import { z } from 'zod';
import { DAY } from '../../kernel/index.ts';
import { ageBand, onlinePlace, removalSubject } from '../../vocabulary/index.ts';

/** The bank and the distribution list of hashes that people made of their own pictures (0002-take-it-down.sql). */
export const REMOVAL_BANK = 'TAKE_IT_DOWN';
/** The agency whose audit chain says that a request came in or was taken back. */
export const REMOVAL_AGENCY = 'C111';
/** Why such a hash may be kept: the person in the picture asks for it. */
export const REMOVAL_BASIS = 'OWN_REQUEST';
/** Frames that a browser takes at whole seconds; its frames are not those of FFmpeg, so they have a recipe of their own. */
export const BROWSER_RECIPE = 'browser-1s-full-1';

export const REMOVAL_LIMITS = {
  /** Pictures and videos of one request. */
  files: 10,
  /** Links or accounts of one request, and characters of each. */
  links: 10,
  link: 2_048,
  /** Frames of one video. */
  frames: 300,
  /** Requests in one hour, and hashes in force, of the whole platform: a flood must not bury the members. */
  requestsAnHour: 1_000,
  entries: 500_000,
} as const;

const pdq = z.string().regex(/^[0-9a-f]{64}$/);
const quality = z.int().min(0).max(100);
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional();

/** What a device says of one file: hashes, never pixels, names or places. */
export const removalFile = z.discriminatedUnion('media', [
  z.object({
    media: z.literal('image'),
    pdq,
    /** The hash of the picture as it is shown, where its file says that it was taken with the camera turned. */
    shown: pdq.optional(),
    quality,
    sha256,
  }),
  z.object({
    media: z.literal('video'),
    /** Place in the video in milliseconds. */
    frames: z
      .array(z.object({ pdq, quality, ms: z.int().min(0).max(DAY) }))
      .min(1)
      .max(REMOVAL_LIMITS.frames),
    sha256,
  }),
]);
export type RemovalFile = z.infer<typeof removalFile>;

/** None where the person gives links alone, as from a device that makes no hashes. */
export const removalFiles = z.array(removalFile).max(REMOVAL_LIMITS.files);

export const removalAnswers = z.object({
  /** Age of the one in the picture when it was taken. */
  ageBand: ageBand.zod,
  subject: removalSubject.zod,
  places: z.array(onlinePlace.zod).max(onlinePlace.codes.length),
  agreed: z.literal(true),
  /** Where the pictures stand, as the person pasted it. */
  links: z.array(z.string().trim().min(1).max(REMOVAL_LIMITS.link)).min(1).max(REMOVAL_LIMITS.links).optional(),
});
export type RemovalAnswers = z.infer<typeof removalAnswers>;

/**
 * Whether 256 bits can be a PDQ hash. A bit is set where a value lies above the median of 256, so half of them are, a
 * few less where values equal it; what somebody makes up by hand seldom is like that.
 */
export function isLikePdq(hash: string): boolean {
  let set = 0;
  for (const digit of hash) for (let rest = Number.parseInt(digit, 16); rest > 0; rest &= rest - 1) set += 1;
  return set >= 100 && set <= 128;
}

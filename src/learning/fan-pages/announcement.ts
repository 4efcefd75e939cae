import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PostRequest, PublicPost } from '../../channels/index.ts';
import { strictCanonical } from '../../kernel/index.ts';
import { networks } from './network.ts';

/** As the editor wrote it: what stands on the card, and the words for each place. */
export const announcementWords = z.strictObject({
  title: z.string(),
  lead: z.string(),
  places: z
    .array(z.strictObject({ network: z.enum(networks), account: z.uuid().nullable(), text: z.string() }))
    .min(1)
    .max(12)
    .refine((places) => new Set(places.map(placeKey)).size === places.length, 'a place twice')
    .refine(
      (places) => places.every(({ network, account }) => (network === 'FEED') === (account === null)),
      'no account',
    ),
});
export type AnnouncementWords = z.infer<typeof announcementWords>;
export type Place = AnnouncementWords['places'][number];

/** `FACEBOOK:<account>`; of the feed, which has no account, `FEED`. */
export function placeKey({ network, account }: { readonly network: string; readonly account: string | null }): string {
  return account === null ? network : `${network}:${account}`;
}

/** An entry of the portal's feed, as it leaves. */
export interface FeedEntry {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly link: string;
  readonly picture: string;
}

/** What leaves at one place, exactly. */
export type Payload =
  | { readonly network: 'FACEBOOK' | 'ZALO' | 'TELEGRAM'; readonly account: string; readonly request: PostRequest }
  | { readonly network: 'FEED'; readonly account: null; readonly entry: FeedEntry };

export interface Composed {
  readonly itemHash: string;
  readonly words: AnnouncementWords;
  readonly link: string;
  readonly payloads: readonly Payload[];
  readonly pictureHash: string;
  readonly pictureAlt: string;
}

/**
 * What people approve: SHA-256, in hex, over the published text that it tells of, the words, the picture and the request for each place as
 * it leaves, in canonical JSON (RFC 8785). One changed comma is another hash.
 */
export function hashOfAnnouncement({ itemHash, words, link, payloads, pictureHash, pictureAlt }: Composed): string {
  return createHash('sha256')
    .update(strictCanonical({ itemHash, words, link, payloads, pictureHash, pictureAlt }), 'utf8')
    .digest('hex');
}

/** The words for one place as channels take them. @param picture where its bytes may be fetched, by its hash */
export function publicPost(
  { words, link, pictureHash, pictureAlt }: Pick<Composed, 'words' | 'link' | 'pictureHash' | 'pictureAlt'>,
  place: Place,
  { author, picture }: { readonly author: string; readonly picture: string },
): Omit<PublicPost, 'key'> {
  return {
    title: words.title,
    summary: words.lead,
    text: place.text,
    author,
    link,
    picture: { sha256: pictureHash, url: picture, alt: pictureAlt, mediaType: 'image/png' },
  };
}

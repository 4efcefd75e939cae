import { createHash } from 'node:crypto';
import { composePost, postingAccounts } from '../../channels/index.ts';
import { type Ctx, ok, portalAddress, type Result, readTextInput, type Tx } from '../../kernel/index.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { pathOf, readerFor } from '../library/item-view.ts';
import { refuse } from '../refusals.ts';
import {
  type AnnouncementWords,
  announcementWords,
  type Composed,
  type Payload,
  placeKey,
  publicPost,
} from './announcement.ts';
import { cardOfItem, type DrawnCard } from './card-of-item.ts';

const LINE = { most: 300, lines: false } as const;
const TEXT = { most: 10_000, lines: true } as const;

/** Where the picture of a post is fetched by networks and readers of the feed: its hash stands in the address. */
export const pictureAddress = ({ kernel }: Ctx, hash: string): string =>
  portalAddress(kernel.config, `/hoc/dang/${hash}.png`);

/** Words as an editor sent them, made even. Refusals: `announcement.words-unusable` with the field */
export function readWords(input: unknown): Result<AnnouncementWords> {
  const read = announcementWords.safeParse(input);
  if (!read.success)
    return refuse('announcement.words-unusable', { field: (read.error.issues[0]?.path ?? ['places']).join('.') });
  const title = readTextInput(read.data.title, 'title', LINE);
  if (!title.ok) return title;
  const lead = readTextInput(read.data.lead, 'lead', LINE);
  if (!lead.ok) return lead;
  const places: AnnouncementWords['places'] = [];
  for (const place of read.data.places) {
    const text = readTextInput(place.text, `text:${placeKey(place)}`, TEXT);
    if (!text.ok) return text;
    places.push({ ...place, text: text.value });
  }
  return ok({ title: title.value, lead: lead.value, places });
}

/** The picture, outside any transaction: it takes a moment. Refusals: `announcement.words-unusable` where the words have no room on it */
export async function drawnCard(item: PublishedItem, words: AnnouncementWords): Promise<Result<DrawnCard>> {
  const card = await cardOfItem(item, words);
  return card === undefined ? refuse('announcement.words-unusable', { field: 'title' }) : ok(card);
}

/**
 * Everything that will leave, place by place, exactly. Refusals: `outbox.account-unusable`, `outbox.cannot-begin`,
 * `announcement.words-unusable` for a place that is not one of the agency's
 */
export async function composeAnnouncement(
  ctx: Ctx,
  tx: Tx,
  of: { readonly agency: string; readonly is_demonstration: boolean },
  {
    item,
    words,
    picture,
    alt,
  }: {
    readonly item: PublishedItem;
    readonly words: AnnouncementWords;
    readonly picture: Buffer;
    readonly alt: string;
  },
): Promise<Result<Composed>> {
  const pictureHash = createHash('sha256').update(picture).digest('hex');
  const link = portalAddress(ctx.kernel.config, pathOf(item, readerFor(item)));
  const common = { words, link, pictureHash, pictureAlt: alt };
  const payloads = await payloadsOf(ctx, tx, of, common);
  return payloads.ok ? ok({ ...common, itemHash: item.hash, payloads: payloads.value }) : payloads;
}

/** What would leave now of words that were written: the same as was approved, unless an account or its way of sending has changed. */
export async function payloadsOf(
  ctx: Ctx,
  tx: Tx,
  { agency, is_demonstration }: { readonly agency: string; readonly is_demonstration: boolean },
  composed: Pick<Composed, 'words' | 'link' | 'pictureHash' | 'pictureAlt'>,
): Promise<Result<Payload[]>> {
  const { words, link, pictureHash } = composed;
  const accounts = await postingAccounts(ctx, tx, { agency, demonstration: is_demonstration });
  const picture = pictureAddress(ctx, pictureHash);
  const payloads: Payload[] = [];
  for (const place of words.places) {
    if (place.network === 'FEED') {
      const entry = { title: words.title, summary: words.lead, text: place.text, link, picture };
      payloads.push({ network: 'FEED', account: null, entry });
      continue;
    }
    const account = accounts.find(({ id }) => id === place.account);
    if (account === undefined) return refuse('announcement.words-unusable', { field: `text:${placeKey(place)}` });
    const request = await composePost(
      ctx,
      tx,
      account.id,
      publicPost(composed, place, { author: account.name, picture }),
    );
    if (!request.ok) return request;
    payloads.push({ network: place.network, account: account.id, request: request.value });
  }
  return ok(payloads);
}

import { generateRssFeed } from 'feedsmith';
import { type Ctx, ok, portalAddress, type Result, systemActor } from '../../kernel/index.ts';
import { publishedItems } from '../editorial/published-items.ts';
import { refuse } from '../refusals.ts';
import { escaped } from '../scenarios/escaped.pure.ts';
import { announcementLine } from './announcement-lines.ts';
import { anyPicture, postedPicture } from './announcement-store.ts';
import { feedRows } from './post-store.ts';

const PORTAL = systemActor('learning.feed');
/** As many as a reader of feeds shows; older ones are found on the portal. */
const MOST = 50;
const FEED_PATH = '/hoc/tin.xml';

/**
 * The portal's feed as RSS 2.0: what two people approved for it, from its hour until it is withdrawn, as long as its item is published in
 * that text. It is read anew at each look, so that what is withdrawn is gone at once.
 */
export async function readFeed(ctx: Ctx): Promise<Result<string>> {
  const shelf = await publishedItems(ctx);
  if (!shelf.ok) return shelf;
  const found = await ctx.as(PORTAL).transaction(async (tx) => ok(await feedRows(tx, MOST)));
  if (!found.ok) return found;
  const address = (path: string) => portalAddress(ctx.kernel.config, path);
  const items = found.value.flatMap((row) => {
    const stands = shelf.value.some((item) => item.id === row.slug && item.hash === row.item_hash);
    const payload = row.payloads.find(({ network }) => network === 'FEED');
    if (!stands || payload?.network !== 'FEED') return [];
    const { title, summary, text, link, picture } = payload.entry;
    return [
      {
        title,
        link,
        // Readers of feeds take it for HTML.
        description: [summary, ...text.split(/\n{2,}/)]
          .map((one) => `<p>${escaped(one).replaceAll('\n', '<br>')}</p>`)
          .join(''),
        guid: { value: row.id, isPermaLink: false },
        pubDate: row.from_at,
        enclosures: [{ url: picture, length: row.picture_length, type: 'image/png' }],
      },
    ];
  });
  return ok(
    generateRssFeed({
      title: announcementLine('feedTitle'),
      description: announcementLine('feedAbout'),
      link: address('/hoc'),
      language: 'vi',
      ...(items[0] === undefined ? {} : { lastBuildDate: items[0].pubDate }),
      items,
      atom: { links: [{ href: address(FEED_PATH), rel: 'self', type: 'application/rss+xml' }] },
    }),
  );
}

/**
 * The picture of a post by its hash, for networks that fetch it and readers of the feed: only one that two people approved and that stands,
 * or is to stand, somewhere. Refusals: `announcement.not-found`
 */
export async function readPostPicture(ctx: Ctx, hash: string): Promise<Result<Buffer>> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return refuse('announcement.not-found');
  const found = await ctx.as(PORTAL).transaction(async (tx) => ok(await postedPicture(tx, hash)));
  if (!found.ok) return found;
  return found.value === undefined ? refuse('announcement.not-found') : ok(found.value);
}

/** The picture of any version, for its editors. Refusals: `announcement.not-found` */
export async function readDraftPicture(ctx: Ctx, hash: string): Promise<Result<Buffer>> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return refuse('announcement.not-found');
  const found = await ctx.transaction(async (tx) => ok(await anyPicture(tx, hash)));
  if (!found.ok) return found;
  return found.value === undefined ? refuse('announcement.not-found') : ok(found.value);
}

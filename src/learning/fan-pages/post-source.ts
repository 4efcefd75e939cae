import type { OutboundSource, Written } from '../../channels/index.ts';
import { type Ctx, ok, type Result, strictCanonical } from '../../kernel/index.ts';
import { findItem } from '../editorial/item-store.ts';
import { publishedItems } from '../editorial/published-items.ts';
import { announcementVersionById, findAnnouncement } from './announcement-store.ts';
import { payloadsOf } from './compose-announcement.ts';
import { followPost } from './follow-post.ts';
import { findPost } from './post-store.ts';
import { ANNOUNCEMENT_POST } from './queue-post.ts';

/**
 * What a post is at the moment when it leaves: exactly what two people approved, with the picture that they saw. It does not leave where its
 * item is no longer published in that text, or where what would leave is not what was approved.
 */
export const postSource: OutboundSource = {
  objectKind: ANNOUNCEMENT_POST,
  write: (ctx, { id }) => written(ctx, id),
  settled: async (tx, { id }) => void (await followPost(tx, id)),
};

async function written(ctx: Ctx, id: string): Promise<Written | undefined> {
  const shelf = await publishedItems(ctx);
  if (!shelf.ok) throw new Error(shelf.refusal.code);
  const found = await ctx.transaction(async (tx): Promise<Result<Written | undefined>> => {
    const post = await findPost(tx, id);
    const version = post && (await announcementVersionById(tx, post.version_id));
    const announcement = post && (await findAnnouncement(tx, post.announcement_id));
    if (!post || !version || !announcement) return ok(undefined);
    // Whatever is taken away is taken away, however the words stand by now.
    if (post.act === 'withdraw') return ok({});
    const item = await findItem(tx, announcement.item_id);
    const stands = shelf.value.some((one) => one.id === item?.slug && one.hash === version.item_hash);
    if (!stands) return ok(undefined);
    const { words, link, picture_hash: pictureHash, picture_alt: pictureAlt } = version;
    const now = await payloadsOf(ctx, tx, announcement, { words, link, pictureHash, pictureAlt });
    if (!now.ok || strictCanonical(now.value) !== strictCanonical(version.payloads)) return ok(undefined);
    return ok({ pictureBytes: version.picture });
  });
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}

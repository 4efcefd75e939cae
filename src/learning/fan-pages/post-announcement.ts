import { postingAccounts, takeBackQueued } from '../../channels/index.ts';
import {
  actOnRecord,
  addDays,
  type Ctx,
  lookAtRecord,
  newId,
  ok,
  type Result,
  startOfVietnamDate,
  strictCanonical,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type Place, placeKey } from './announcement.ts';
import { ANNOUNCEMENT, announcementRecord } from './announcement-record.ts';
import {
  announcementVersion,
  announcementVersionById,
  insertAnnouncementEvent,
  type StoredAnnouncement,
  updateAnnouncement,
} from './announcement-store.ts';
import { payloadsOf } from './compose-announcement.ts';
import type { AnnouncementRow, PostRow } from './fan-page-tables.ts';
import { clearGoneAlarms, insertPost, standingPosts, updatePost } from './post-store.ts';
import { publishedItemOf } from './published-item-of.ts';
import { inHand, isInHand, queueWords, takeAway } from './queue-post.ts';

/** Whoever plans for longer has mistyped. */
const AHEAD_MOST_DAYS = 366;

/**
 * Sends what two people approved to all its places, now or from a moment on. Where the announcement stands already its words are put right at
 * once, and where its picture is another one it is taken away and posted anew; from a place that it no longer names it is taken away.
 * Refusals: those of an act on an announcement and of the outbox, `announcement.wrong-stage`, `announcement.item-not-published`,
 * `announcement.item-changed`, `announcement.payload-changed`, `announcement.in-hand`, `announcement.hour-unusable`
 */
export async function postAnnouncement(
  ctx: Ctx,
  input: { readonly announcement: string; readonly version?: number | undefined; readonly from?: Date | undefined },
): Promise<Result<void>> {
  const found = await lookAtRecord(announcementRecord, ctx, 'announcement.post', input.announcement);
  if (!found.ok) return found;
  const item = await publishedItemOf(ctx, found.value.item_id);
  if (!item.ok) return item;
  const on = { id: input.announcement, version: input.version };
  return actOnRecord(announcementRecord, ctx, 'announcement.post', on, async (tx, row, actor) => {
    const head = await announcementVersion(tx, row.id, row.head);
    if (!head) return refuse('announcement.not-found');
    if (head.item_hash !== item.value.hash) return refuse('announcement.item-changed');
    const from = input.from && input.from > tx.now ? input.from : tx.now;
    if (!(from < startOfVietnamDate(addDays(vietnamDate(tx.now), AHEAD_MOST_DAYS))))
      return refuse('announcement.hour-unusable', { field: 'from' });
    const now = await payloadsNow(ctx, tx, row, head);
    if (!now.ok) return now;
    await clearGoneAlarms(tx, row.id);
    const posted = await toPlaces(ctx, tx, row, head, { from, by: actor.person });
    if (!posted.ok) return posted;
    await updateAnnouncement(tx, row, {});
    await insertAnnouncementEvent(tx, row.id, from > tx.now ? 'scheduled' : 'posted', { number: row.head });
    tx.audit({ action: 'announcement.post', object: { kind: ANNOUNCEMENT, id: row.id }, codes: { number: row.head } });
    return ok();
  });
}

/** That what would leave now is what was approved. */
async function payloadsNow(ctx: Ctx, tx: Tx, row: AnnouncementRow, head: StoredAnnouncement): Promise<Result<void>> {
  const now = await payloadsOf(ctx, tx, row, {
    words: head.words,
    link: head.link,
    pictureHash: head.picture_hash,
    pictureAlt: head.picture_alt,
  });
  return now.ok && strictCanonical(now.value) === strictCanonical(head.payloads)
    ? ok()
    : refuse('announcement.payload-changed');
}

async function toPlaces(
  ctx: Ctx,
  tx: Tx,
  row: AnnouncementRow,
  head: StoredAnnouncement,
  when: { readonly from: Date; readonly by: string },
): Promise<Result<void>> {
  const accounts = await postingAccounts(ctx, tx, { agency: row.agency, demonstration: row.is_demonstration });
  const authorOf = (place: Place) => accounts.find(({ id }) => id === place.account)?.name ?? '';
  const standing = await standingPosts(tx, row.id);
  for (const post of standing) if (await isInHand(tx, post)) return inHand();
  const named = new Set(head.words.places.map(placeKey));
  for (const post of standing) {
    if (named.has(placeKey({ network: post.network, account: post.account_id }))) continue;
    const taken = await takeAway(ctx, tx, post);
    if (!taken.ok) return taken;
  }
  for (const place of head.words.places) {
    const post = standing.find(
      (one) => placeKey({ network: one.network, account: one.account_id }) === placeKey(place),
    );
    const done =
      post === undefined
        ? await postAnew(ctx, tx, row, head, place, { ...when, author: authorOf(place) })
        : await postAgain(ctx, tx, row, head, place, post, { ...when, author: authorOf(place) });
    if (!done.ok) return done;
  }
  return ok();
}

interface How {
  readonly from: Date;
  readonly by: string;
  readonly author: string;
}

async function postAnew(
  ctx: Ctx,
  tx: Tx,
  row: AnnouncementRow,
  head: StoredAnnouncement,
  place: Place,
  { from, by, author }: How,
): Promise<Result<void>> {
  const id = newId<'post'>(tx.now.getTime());
  const inFeed = place.account === null;
  const post: PostRow = {
    id,
    announcement_id: row.id,
    version_id: head.id,
    hash: head.hash,
    network: place.network,
    account_id: place.account,
    from_at: from,
    // What is in the feed is shown by the clock: nothing has to run for it to appear.
    state: inFeed ? 'OUT' : 'PLANNED',
    act: 'publish',
    message_key: inFeed ? null : `post:${id}`,
    under_way: !inFeed,
    withdraw_wanted: false,
    provider: null,
    out_at: inFeed ? from : null,
    looked_at: null,
    seen_at: null,
    alarm: null,
    alarm_at: null,
    views: null,
    reactions: null,
    comments: null,
    shares: null,
    counted_at: null,
    posted_by: by,
    posted_at: tx.now,
    gone_at: null,
  };
  await insertPost(tx, post);
  if (post.message_key === null) return ok();
  return queueWords(ctx, tx, post, head, place, { key: post.message_key, author, act: 'publish', from });
}

/** Where it stands, or is to stand: put right, planned anew, or taken away and posted anew. */
async function postAgain(
  ctx: Ctx,
  tx: Tx,
  row: AnnouncementRow,
  head: StoredAnnouncement,
  place: Place,
  post: PostRow,
  how: How,
): Promise<Result<void>> {
  const same = { version_id: head.id, hash: head.hash, alarm: null, alarm_at: null };
  if (post.account_id === null) {
    await updatePost(tx, post.id, same);
    return ok();
  }
  const stood = await announcementVersionById(tx, post.version_id);
  if (post.state === 'OUT' && post.act !== 'withdraw' && stood?.picture_hash === head.picture_hash) {
    if (stood.id === head.id && post.alarm === null) return ok();
    if (post.under_way && post.message_key !== null) await takeBackQueued(tx, [post.message_key]);
    const key = `post-correct:${post.id}:${tx.now.getTime()}`;
    await updatePost(tx, post.id, {
      ...same,
      act: 'correct',
      message_key: key,
      under_way: true,
      seen_at: null,
      looked_at: null,
    });
    return queueWords(ctx, tx, post, head, place, { key, author: how.author, act: 'correct' });
  }
  const taken = await takeAway(ctx, tx, post);
  if (!taken.ok) return taken;
  // What is taken from the network goes first: both are of one lane.
  await updatePost(tx, post.id, { state: 'GONE', gone_at: tx.now });
  return postAnew(ctx, tx, row, head, place, how);
}

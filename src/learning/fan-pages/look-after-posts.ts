import { lookAtPost, type Reach } from '../../channels/index.ts';
import { type Ctx, DAY, MINUTE, ok, type Result } from '../../kernel/index.ts';
import { publishedItems } from '../editorial/published-items.ts';
import { placeKey, publicPost } from './announcement.ts';
import { tellFanPageEditors } from './announcement-record.ts';
import { announcementVersionById, insertAnnouncementEvent, type StoredAnnouncement } from './announcement-store.ts';
import { pictureAddress } from './compose-announcement.ts';
import { fanPageRules } from './fan-page-rules.ts';
import type { PostRow } from './fan-page-tables.ts';
import { followPost } from './follow-post.ts';
import type { PostAlarm } from './post.ts';
import {
  announcementsStanding,
  findPost,
  type LookTimes,
  postsToLookAfter,
  standingPosts,
  updatePost,
} from './post-store.ts';
import { takeAway } from './queue-post.ts';

/** Posts of one run. */
const AT_ONCE = 100;
const {
  firstLookAfterMinutes,
  alarmAfterMinutes,
  lookEveryMinutes,
  lookOftenForDays,
  laterLookEveryMinutes,
  lookForDays,
} = fanPageRules;

/**
 * Looks after what stands where people follow us: writes down how far messages have come, takes away what is to be taken away and what
 * tells of an item that is no longer published, and looks at each post where everybody reads it, by its identifier. What cannot be read
 * there is told to the editors. As the platform.
 * @returns how many posts were looked at
 */
export async function lookAfterPosts(ctx: Ctx, reach?: Omit<Reach, 'now'>): Promise<number> {
  await takeAwayWithItems(ctx);
  const due = await ctx.transaction(async (tx) => ok(await postsToLookAfter(tx, lookTimes(tx.now), AT_ONCE)));
  if (!due.ok) throw new Error(due.refusal.code);
  let looked = 0;
  for (const { id } of due.value) if (await lookAfter(ctx, id, reach)) looked += 1;
  return looked;
}

/** What is no longer published takes with it what tells of it, at every place. */
async function takeAwayWithItems(ctx: Ctx): Promise<void> {
  const shelf = await publishedItems(ctx);
  if (!shelf.ok) throw new Error(shelf.refusal.code);
  const published = new Set(shelf.value.map(({ id }) => id));
  const standing = await ctx.transaction(async (tx) => ok(await announcementsStanding(tx)));
  if (!standing.ok) throw new Error(standing.refusal.code);
  for (const { id, slug } of standing.value) {
    if (published.has(slug)) continue;
    const taken = await ctx.transaction(async (tx) => {
      for (const post of await standingPosts(tx, id)) {
        const away = await takeAway(ctx, tx, post);
        if (!away.ok) return away;
      }
      await insertAnnouncementEvent(tx, id, 'withdrawn-with-item');
      tellFanPageEditors(tx, id);
      return ok();
    });
    if (!taken.ok)
      ctx.kernel.log.warn({ announcement: id, code: taken.refusal.code }, 'a post could not be taken away');
  }
}

/** A post to be looked for at its network, and the words that are to be read there. */
interface Due {
  readonly row: PostRow;
  readonly post: ReturnType<typeof publicPost> | undefined;
}

/** @returns whether the network was asked */
async function lookAfter(ctx: Ctx, id: string, reach: Omit<Reach, 'now'> | undefined): Promise<boolean> {
  const followed = await ctx.transaction(async (tx): Promise<Result<Due | undefined>> => {
    const row = await followPost(tx, id);
    if (!row) return ok(undefined);
    // It has arrived, or it never will: by now it can be taken away, or back.
    if (row.withdraw_wanted && (row.state === 'OUT' ? !row.under_way : row.alarm !== null)) {
      const away = await takeAway(ctx, tx, row);
      return away.ok ? ok(undefined) : away;
    }
    const version = stands(row) ? await announcementVersionById(tx, row.version_id) : undefined;
    return ok(version && { row, post: asItStands(ctx, row, version) });
  });
  if (!followed.ok) {
    ctx.kernel.log.warn({ post: id, code: followed.refusal.code }, 'a post could not be looked after');
    return false;
  }
  if (followed.value === undefined) return false;
  const { row, post } = followed.value;
  if (row.account_id === null || row.provider === null || post === undefined) return false;
  const seen = await lookAtPost(ctx, { account: row.account_id, provider: row.provider, post }, reach);
  if (!seen.ok) return false;
  await ctx.transaction(async (tx) => {
    const now = await findPost(tx, id, 'for update');
    // Whatever was done with it meanwhile is looked at the next time.
    if (!now || now.under_way || now.state !== 'OUT' || now.version_id !== row.version_id) return ok();
    await updatePost(tx, id, { ...whatWasSeen(now, seen.value.read, tx.now), ...countsOf(seen.value.counts, tx.now) });
    tellFanPageEditors(tx, now.announcement_id);
    return ok();
  });
  return true;
}

function lookTimes(now: Date): LookTimes {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  return {
    lookedBefore: ago(firstLookAfterMinutes * MINUTE),
    outLately: ago(lookOftenForDays * DAY),
    oftenBefore: ago(lookEveryMinutes * MINUTE),
    seldomBefore: ago(laterLookEveryMinutes * MINUTE),
    outAfter: ago(lookForDays * DAY),
  };
}

/** Whether a post that was due is one to be looked for at its network, and not one whose message is still under way. */
const stands = ({ state, under_way, account_id, out_at }: PostRow): boolean =>
  state === 'OUT' && !under_way && account_id !== null && out_at !== null;

/** The words that are to be read there. */
function asItStands(ctx: Ctx, row: PostRow, version: StoredAnnouncement) {
  const place = version.words.places.find(
    (one) => placeKey(one) === placeKey({ network: row.network, account: row.account_id }),
  );
  if (place === undefined) return undefined;
  const { words, link, picture_hash: pictureHash, picture_alt: pictureAlt } = version;
  return publicPost({ words, link, pictureHash, pictureAlt }, place, {
    author: '',
    picture: pictureAddress(ctx, pictureHash),
  });
}

type Read = Extract<Awaited<ReturnType<typeof lookAtPost>>, { ok: true }>['value'];

function whatWasSeen(row: PostRow, read: Read['read'], now: Date): Partial<PostRow> {
  const alarm = (code: PostAlarm): Partial<PostRow> =>
    row.alarm === code ? { looked_at: now } : { looked_at: now, alarm: code, alarm_at: now };
  if (read.state === 'sent')
    return { looked_at: now, seen_at: now, provider: read.provider, alarm: null, alarm_at: null };
  if (read.state === 'refused') return alarm(read.reason === 'other-words' ? 'CHANGED' : 'MISSING');
  // Nobody knows at the moment: told where that has gone on for too long.
  const since = (row.seen_at ?? row.out_at ?? now).getTime();
  const allowed = row.seen_at === null ? alarmAfterMinutes : alarmAfterMinutes + laterLookEveryMinutes;
  return now.getTime() - since > allowed * MINUTE ? alarm('NOT_READ') : { looked_at: now };
}

function countsOf(counts: Read['counts'], now: Date): Partial<PostRow> {
  return counts === null ? {} : { ...counts, counted_at: now };
}

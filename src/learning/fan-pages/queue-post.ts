import { NO_WISHES, postOnItsWay, queueMessage, takeBackQueued } from '../../channels/index.ts';
import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type Place, placeKey, publicPost } from './announcement.ts';
import type { StoredAnnouncement } from './announcement-store.ts';
import { pictureAddress } from './compose-announcement.ts';
import type { PostRow } from './fan-page-tables.ts';
import { updatePost } from './post-store.ts';

/** As messages of the outbox name the record that their words stand in. */
export const ANNOUNCEMENT_POST = 'announcement-post';

type OnTheWay = Pick<PostRow, 'id' | 'announcement_id' | 'network' | 'account_id' | 'provider'>;

const common = ({ id, announcement_id, network, account_id }: OnTheWay) => ({
  purpose: 'post' as const,
  to: {
    account: account_id ?? '',
    address: '',
    wishes: NO_WISHES,
    // What is told of one announcement at one place is told in order, and waits for nothing else.
    apart: `announcement ${announcement_id} ${placeKey({ network, account: account_id })}`,
  },
  about: { kind: ANNOUNCEMENT_POST, id },
});

/** Gives the words for a place to the outbox: to stand there from a moment on, or in the place of those that stand. */
export async function queueWords(
  ctx: Ctx,
  tx: Tx,
  post: OnTheWay,
  version: StoredAnnouncement,
  place: Place,
  how: { readonly key: string; readonly author: string; readonly act: 'publish' | 'correct'; readonly from?: Date },
): Promise<Result<void>> {
  const composed = {
    words: version.words,
    link: version.link,
    pictureHash: version.picture_hash,
    pictureAlt: version.picture_alt,
  };
  const { text, ...parts } = publicPost(composed, place, {
    author: how.author,
    picture: pictureAddress(ctx, version.picture_hash),
  });
  const { pictureBytes: _bytes, triedAt: _tried, ...words } = parts;
  const queued = await queueMessage(ctx, tx, {
    ...common(post),
    key: how.key,
    text,
    post: {
      ...words,
      act: how.act,
      ...(how.act === 'correct' && post.provider !== null ? { subject: post.provider } : {}),
    },
    ...(how.from === undefined ? {} : { notBefore: how.from }),
  });
  return queued.ok ? ok() : queued;
}

/**
 * Takes a post away: what has not left is taken back, what stands is taken from the network, and what is in hand is taken away as soon as it
 * has arrived. What the feed shows goes at once.
 * Refusals: those of the outbox
 */
export async function takeAway(ctx: Ctx, tx: Tx, post: PostRow): Promise<Result<void>> {
  // What may stand there although nobody knows it is still looked for by a person.
  const unsure = post.alarm === 'UNSURE';
  const gone = {
    state: 'GONE',
    under_way: false,
    withdraw_wanted: false,
    gone_at: tx.now,
    alarm: unsure ? post.alarm : null,
    alarm_at: unsure ? post.alarm_at : null,
  } as const;
  if (post.account_id === null) {
    await updatePost(tx, post.id, gone);
    return ok();
  }
  if (post.state === 'PLANNED') {
    if (post.message_key !== null && (await takeBackQueued(tx, [post.message_key])) > 0) {
      await updatePost(tx, post.id, gone);
      return ok();
    }
    await updatePost(tx, post.id, { withdraw_wanted: true });
    return ok();
  }
  if (post.act === 'withdraw' && post.under_way) return ok();
  // A correction that has not left is of no use any more.
  if (post.under_way && post.message_key !== null) await takeBackQueued(tx, [post.message_key]);
  const key = `post-withdraw:${post.id}:${tx.now.getTime()}`;
  const queued = await queueMessage(ctx, tx, {
    ...common(post),
    key,
    text: '',
    ahead: true,
    post: { act: 'withdraw', ...(post.provider === null ? {} : { subject: post.provider }) },
  });
  if (!queued.ok) return queued;
  await updatePost(tx, post.id, {
    act: 'withdraw',
    message_key: key,
    under_way: true,
    withdraw_wanted: false,
    alarm: null,
    alarm_at: null,
  });
  return ok();
}

/** Whether what was handed to a network may still be on its way there. */
export async function isInHand(tx: Tx, { message_key }: Pick<PostRow, 'message_key'>): Promise<boolean> {
  const way = message_key === null ? undefined : await postOnItsWay(tx, message_key);
  return way?.state === 'sending' || way?.state === 'unsure';
}

export const inHand = () => refuse('announcement.in-hand');

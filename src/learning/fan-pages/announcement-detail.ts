import { type PostingAccount, postingAccounts } from '../../channels/index.ts';
import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { APPROVALS, type ItemStage } from '../editorial/item.ts';
import { findItem } from '../editorial/item-store.ts';
import { publishedItems } from '../editorial/published-items.ts';
import { refuse } from '../refusals.ts';
import { type AnnouncementWords, type Payload, placeKey } from './announcement.ts';
import { type AnnouncementFault, announcementFaults } from './announcement-faults.ts';
import { ANNOUNCEMENT, type AnnouncementAct, announcementRecord } from './announcement-record.ts';
import {
  announcementVersion,
  announcementVersions,
  approvalsOfVersion,
  eventsOfAnnouncement,
  unpostedWriters,
} from './announcement-store.ts';
import { announcementPolicy } from './fan-page-policies.ts';
import { type Network, networkOf } from './network.ts';
import type { PostAct, PostAlarm, PostState } from './post.ts';
import { postsOf } from './post-store.ts';

/** A place as an editor sees it: where it is, what it takes, and what leaves there. */
export interface PlaceView {
  readonly key: string;
  readonly network: Network;
  readonly account: string | null;
  /** As the account is called, and as people find it; empty for the feed. */
  readonly name: string;
  readonly address: string;
  readonly limits: PostingAccount['limits'] | null;
  /** The words for it; null where this announcement does not go there. */
  readonly text: string | null;
  readonly payload: Payload | null;
}

export interface PostView {
  readonly id: string;
  readonly place: string;
  readonly number: number;
  readonly from: Date;
  readonly state: PostState;
  readonly act: PostAct;
  readonly underWay: boolean;
  readonly withdrawWanted: boolean;
  readonly provider: string | null;
  readonly outAt: Date | null;
  readonly seenAt: Date | null;
  readonly lookedAt: Date | null;
  readonly goneAt: Date | null;
  readonly alarm: PostAlarm | null;
  readonly counts: Readonly<Record<'views' | 'reactions' | 'comments' | 'shares', number | null>>;
  readonly countedAt: Date | null;
}

/** Everything that an editor sees of one announcement. */
export interface AnnouncementDetail {
  readonly id: string;
  readonly item: string;
  readonly stage: ItemStage;
  /** For the acts: which state of it, and which words, the reader saw. */
  readonly version: number;
  readonly number: number;
  readonly hash: string;
  readonly words: AnnouncementWords;
  readonly link: string;
  /** PNG, as it leaves. */
  readonly picture: Buffer;
  readonly pictureHash: string;
  readonly pictureAlt: string;
  readonly places: readonly PlaceView[];
  readonly faults: readonly AnnouncementFault[];
  /** The item is not published, or in another text by now: nothing leaves before it is saved and approved anew. */
  readonly itemState: 'SAME' | 'CHANGED' | 'NOT_PUBLISHED';
  readonly approvals: readonly { readonly person: string; readonly agency: string; readonly at: Date }[];
  readonly approvalsNeeded: number;
  readonly posts: readonly PostView[];
  readonly events: readonly {
    readonly id: string;
    readonly code: string;
    readonly number: number | null;
    readonly at: Date;
    readonly person: string | null;
    readonly agency: string | null;
    readonly note: string | null;
  }[];
  readonly may: Readonly<Record<'write' | 'send' | 'approve' | 'sendBack' | 'post' | 'withdraw', boolean>>;
}

/** One announcement as its editors see it; the look is in the audit. Refusals: those of an act on an announcement */
export async function announcementDetail(ctx: Ctx, id: string): Promise<Result<AnnouncementDetail>> {
  const shelf = await publishedItems(ctx);
  if (!shelf.ok) return shelf;
  const on = { id, readOnly: true };
  return actOnRecord(announcementRecord, ctx, 'announcement.read', on, async (tx, row, actor) => {
    const head = await announcementVersion(tx, row.id, row.head);
    if (!head) return refuse('announcement.not-found');
    const slug = (await findItem(tx, row.item_id))?.slug;
    const item = shelf.value.find((one) => one.id === slug);
    const accounts = await postingAccounts(ctx, tx, { agency: row.agency, demonstration: row.is_demonstration });
    const versions = await announcementVersions(tx, row.id);
    const approvals = await approvalsOfVersion(tx, head.id);
    const posts = await postsOf(tx, row.id);
    const writers = await unpostedWriters(tx, row.id);
    const composed = {
      words: head.words,
      link: head.link,
      pictureHash: head.picture_hash,
      pictureAlt: head.picture_alt,
    };
    const can = (act: AnnouncementAct) => announcementPolicy.can(actor, act, row, tx.now);
    tx.audit({ action: 'announcement.read', object: { kind: ANNOUNCEMENT, id: row.id } });
    return ok({
      id: row.id,
      item: row.item_id,
      stage: row.stage,
      version: row.version,
      number: head.number,
      hash: head.hash,
      words: head.words,
      link: head.link,
      picture: head.picture,
      pictureHash: head.picture_hash,
      pictureAlt: head.picture_alt,
      places: placesOf(head.words, head.payloads, accounts),
      faults: item === undefined ? [] : announcementFaults(item, composed, accounts),
      itemState: item === undefined ? 'NOT_PUBLISHED' : item.hash === head.item_hash ? 'SAME' : 'CHANGED',
      approvals: approvals.map(({ person, agency, at }) => ({ person, agency, at })),
      approvalsNeeded: APPROVALS,
      posts: posts.map((post) => ({
        id: post.id,
        place: placeKey({ network: post.network, account: post.account_id }),
        number: versions.find((version) => version.id === post.version_id)?.number ?? 0,
        from: post.from_at,
        state: post.state,
        act: post.act,
        underWay: post.under_way,
        withdrawWanted: post.withdraw_wanted,
        provider: post.provider,
        outAt: post.out_at,
        seenAt: post.seen_at,
        lookedAt: post.looked_at,
        goneAt: post.gone_at,
        alarm: post.alarm,
        counts: { views: post.views, reactions: post.reactions, comments: post.comments, shares: post.shares },
        countedAt: post.counted_at,
      })),
      events: (await eventsOfAnnouncement(tx, row.id)).map((one) => ({
        id: one.id,
        code: one.code,
        number: one.number,
        at: one.at,
        person: one.actor_kind === 'person' ? one.actor : null,
        agency: one.agency,
        note: one.note,
      })),
      may: {
        write: can('announcement.write'),
        send: can('announcement.send'),
        approve:
          can('announcement.approve') && ![...writers, ...approvals.map(({ person }) => person)].includes(actor.person),
        sendBack: can('announcement.send-back'),
        post: can('announcement.post'),
        withdraw: posts.some(({ state }) => state !== 'GONE') && can('announcement.withdraw'),
      },
    });
  });
}

/** The places that it goes to, and those of the agency that it could go to. */
function placesOf(
  words: AnnouncementWords,
  payloads: readonly Payload[],
  accounts: readonly PostingAccount[],
): readonly PlaceView[] {
  const open = accounts.flatMap(({ id, channel, name, address, limits }) => {
    const network = networkOf(channel);
    return network === undefined
      ? []
      : [{ network: network as Network, account: id as string | null, name, address, limits }];
  });
  const feed = { network: 'FEED' as Network, account: null, name: '', address: '', limits: null };
  const known = [...open, feed];
  const closed = words.places
    .filter((place) => !known.some((one) => placeKey(one) === placeKey(place)))
    .map(({ network, account }) => ({ network, account, name: '', address: '', limits: null }));
  return [...known, ...closed].map((place) => {
    const key = placeKey(place);
    return {
      ...place,
      key,
      text: words.places.find((one) => placeKey(one) === key)?.text ?? null,
      payload: payloads.find((one) => placeKey(one) === key) ?? null,
    };
  });
}

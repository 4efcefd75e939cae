import type { JSONColumnType } from 'kysely';
import type { ItemStage } from '../editorial/item.ts';
import type { AnnouncementWords, Payload } from './announcement.ts';
import type { Network } from './network.ts';
import type { PostAct, PostAlarm, PostState } from './post.ts';

/** The rows of what is told where people follow us, as its stores see them. */
export interface AnnouncementRow {
  id: string;
  item_id: string;
  stage: ItemStage;
  head: number;
  written_by: string;
  version: number;
  started_by: string;
  agency: string;
  started_at: Date;
  changed_at: Date;
  is_demonstration: boolean;
}

export interface AnnouncementVersionRow {
  id: string;
  announcement_id: string;
  number: number;
  item_hash: string;
  words: JSONColumnType<AnnouncementWords>;
  link: string;
  payloads: JSONColumnType<readonly Payload[]>;
  picture: Buffer;
  picture_hash: string;
  picture_alt: string;
  hash: string;
  written_by: string;
  written_at: Date;
}

export interface AnnouncementApprovalRow {
  id: string;
  announcement_id: string;
  version_id: string;
  hash: string;
  person: string;
  agency: string;
  at: Date;
}

export interface PostRow {
  id: string;
  announcement_id: string;
  version_id: string;
  hash: string;
  network: Network;
  account_id: string | null;
  from_at: Date;
  state: PostState;
  act: PostAct;
  message_key: string | null;
  under_way: boolean;
  withdraw_wanted: boolean;
  provider: string | null;
  out_at: Date | null;
  looked_at: Date | null;
  seen_at: Date | null;
  alarm: PostAlarm | null;
  alarm_at: Date | null;
  views: number | null;
  reactions: number | null;
  comments: number | null;
  shares: number | null;
  counted_at: Date | null;
  posted_by: string;
  posted_at: Date;
  gone_at: Date | null;
}

export interface FanCommentRow {
  id: string;
  account_id: string;
  agency: string;
  network: Network;
  subject_mark: Buffer;
  sealed: Buffer | null;
  made_at: Date;
  state: 'WAITING' | 'KEPT' | 'HIDDEN' | 'TOLD' | 'REMOVED';
  hidden_at_once: boolean;
  decided_by: string | null;
  decided_at: Date | null;
  is_demonstration: boolean;
}

export interface FanPageTables {
  'learning.announcement': AnnouncementRow;
  'learning.announcement_version': AnnouncementVersionRow;
  'learning.announcement_approval': AnnouncementApprovalRow;
  'learning.announcement_event': {
    id: string;
    announcement_id: string;
    code: string;
    number: number | null;
    at: Date;
    actor_kind: string;
    actor: string | null;
    agency: string | null;
    note: string | null;
  };
  'learning.post': PostRow;
  'learning.fan_comment': FanCommentRow;
}

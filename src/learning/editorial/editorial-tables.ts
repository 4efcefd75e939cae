import type { JSONColumnType } from 'kysely';
import type { ItemForm, ItemKind, ItemStage } from './item.ts';

export interface ItemRow {
  id: string;
  slug: string;
  kind: ItemKind;
  stage: ItemStage;
  head: number;
  written_by: string | null;
  version: number;
  claimed_by: string | null;
  claimed_at: Date | null;
  due_on: string | null;
  started_by: string | null;
  agency: string | null;
  started_at: Date;
  changed_at: Date;
  is_demonstration: boolean;
}

export interface ItemVersionRow {
  id: string;
  item_id: string;
  number: number;
  body: JSONColumnType<object>;
  hash: string;
  form: ItemForm;
  title_vi: string;
  title_en: string;
  bands: string[];
  written_by: string | null;
  written_at: Date;
}

export interface ItemApprovalRow {
  id: string;
  item_id: string;
  version_id: string;
  hash: string;
  person: string;
  agency: string;
  at: Date;
}

export interface PublicationRow {
  id: string;
  item_id: string;
  version_id: string;
  hash: string;
  from_at: Date;
  until_at: Date | null;
  review_on: string;
  gives_way_at: Date | null;
  published_by: string;
  agency: string;
  published_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
}

export interface OutsideLookRow {
  id: string;
  item_id: string;
  version_id: string;
  hash: string;
  secret_hash: Buffer;
  whom: string;
  asked_by: string;
  agency: string;
  asked_at: Date;
  expires_at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  answer: 'FOR' | 'AGAINST' | null;
  comment: string | null;
  answered_at: Date | null;
}

export interface EditorialTables {
  'learning.item': ItemRow;
  'learning.item_version': ItemVersionRow;
  'learning.item_approval': ItemApprovalRow;
  'learning.publication': PublicationRow;
  'learning.item_event': {
    id: string;
    item_id: string;
    code: string;
    number: number | null;
    at: Date;
    actor_kind: string;
    actor: string | null;
    agency: string | null;
    note: string | null;
  };
  'learning.outside_look': OutsideLookRow;
  'learning.confirmed_translation': { item_id: string; pair: Buffer; person: string; agency: string; at: Date };
  'learning.shelf': { id: number; changes: number };
}

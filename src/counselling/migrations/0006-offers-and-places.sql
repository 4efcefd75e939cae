-- What an offer, a transfer, a lost helper and a kept place need beside the state; the receipt's submission; queues that are diverted.
alter table counselling.contact
  add column offered_at timestamptz,
  -- Who let the last offer pass: somebody else is asked first.
  add column missed_by uuid,
  -- Since when the one who has it shows no sign of life.
  add column helper_lost_since timestamptz,
  add column transfer_until timestamptz,
  add column child_sign_at timestamptz,
  -- The child said that it got worse; once.
  add column got_worse_at timestamptz,
  add constraint contact_transfer_asked check ((state = 'transferring') = (transfer_to is not null)),
  add constraint contact_transfer_ends check ((transfer_to is null) = (transfer_until is null));
create index contact_transferring on counselling.contact (transfer_until) where state = 'transferring';
-- What was taken last, and what arrived since: whose turn it would be in plain order of arrival (queue-order.ts).
create index contact_taken on counselling.contact (desk_code, (coalesce(accepted_at, offered_at)) desc)
  where coalesce(accepted_at, offered_at) is not null;
create index contact_last_offered on counselling.contact (desk_code, offered_at desc) where offered_at is not null;
create index contact_arrived on counselling.contact (desk_code, waiting_since);
grant update (offered_at, missed_by, helper_lost_since, transfer_until, child_sign_at, got_worse_at) on counselling.contact to lachan_app;

-- Keyed digests of the submission: the same one sent twice is one contact, and gets the same words.
alter table counselling.contact_receipt
  add column key_hash bytea not null unique,
  add column body_hash bytea not null;

-- Lines are written by the child and by helpers; what the house says are states, which a page puts into words.
alter table counselling.contact_line
  drop constraint contact_line_from_kind_check,
  add constraint contact_line_from_kind_check check (from_kind in ('child', 'helper'));

-- Other sealed texts of the contact: the draft of a helper's next line, under the key of the thread.
create table counselling.sealed_part (
  contact_id uuid not null references counselling.contact,
  field_class text not null check (field_class in ('thread', 'internal')),
  part text not null,
  sealed bytea not null,
  primary key (contact_id, field_class, part)
);

alter table counselling.helper_shift
  add column last_offer_at timestamptz,
  -- Since when nothing is with them: one who is kept free for danger is not kept for ever.
  add column idle_since timestamptz not null;
grant update (last_offer_at, idle_since) on counselling.helper_shift to lachan_app;

-- A supervisor sends the contacts of one tier to the other for a while, as when a whole office is ill.
create table counselling.queue_diversion (
  id uuid primary key,
  desk_code text not null,
  from_tier text not null check (from_tier in ('front', 'counsellor')),
  to_tier text not null check (to_tier in ('front', 'counsellor') and to_tier <> from_tier),
  reason text not null,
  set_by uuid not null,
  set_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz
);
create index on counselling.queue_diversion (desk_code) where ended_at is null;

grant select, insert, delete, update (sealed) on counselling.sealed_part to lachan_app;
grant select, insert, update (ended_at) on counselling.queue_diversion to lachan_app;

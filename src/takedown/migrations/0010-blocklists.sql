-- What is blocked: two persons, a third where it could block too much, an end and a review.
create table takedown.block_entry (
  id uuid primary key,
  -- Public: the stop page explains by it, and an appeal names it.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  kind text not null check (kind in ('DOMAIN', 'HOST', 'URL', 'IP')),
  -- As it stands in the lists.
  value text not null check (length(value) between 1 and 4096),
  host text not null,
  reason text not null,
  basis text not null,
  -- Number and date of the decision; addresses of numbers are blocked by one alone.
  legal_order text,
  -- What a person wrote of it, wrapped by the vault; null where they wrote nothing.
  note bytea,
  -- Why two persons are not enough; empty where they are.
  guard text[] not null default '{}',
  state text not null check (state in ('PROPOSED', 'WAITS_THIRD', 'ACTIVE', 'REFUSED', 'REMOVED', 'EXPIRED')),
  version integer not null default 1,
  agency text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  approved_by uuid[] not null default '{}',
  active_at timestamptz,
  expires_at timestamptz not null,
  review_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  -- Whether it stands in the big zone as it is published now: then taking it away needs a line that lets it pass.
  in_base boolean not null default false,
  check (kind <> 'IP' or legal_order is not null),
  check (review_at <= expires_at),
  check (not proposed_by = any (approved_by)),
  check (state <> 'ACTIVE' or (cardinality(approved_by) >= case when cardinality(guard) > 0 then 2 else 1 end and active_at is not null)),
  check ((state in ('REMOVED', 'EXPIRED')) = (end_reason is not null))
);
create unique index block_entry_once on takedown.block_entry (kind, value) where state in ('PROPOSED', 'WAITS_THIRD', 'ACTIVE');
create index block_entry_latest on takedown.block_entry (proposed_at desc, id desc);
create index block_entry_of_host on takedown.block_entry (host) where state = 'ACTIVE';
create index block_entry_added on takedown.block_entry (id) where state = 'ACTIVE' and not in_base;
create index block_entry_passed on takedown.block_entry (id) where state <> 'ACTIVE' and in_base;
create index block_entry_expires on takedown.block_entry (expires_at) where state = 'ACTIVE';
create index block_entry_review on takedown.block_entry (review_at) where state = 'ACTIVE';

-- What happened to an entry, in codes.
create table takedown.block_event (
  id uuid primary key,
  entry_id uuid not null references takedown.block_entry,
  code text not null check (code in ('proposed', 'approved', 'approved-third', 'refused', 'removed', 'expired', 'reviewed', 'appealed', 'appeal-upheld', 'appeal-dismissed')),
  at timestamptz not null,
  actor text not null
);
create index block_event_of_entry on takedown.block_event (entry_id, at);

-- Each publication. `base` is the version at which the big zone was last made anew.
create table takedown.block_version (
  version integer primary key,
  base integer not null,
  added integer not null,
  passed integer not null,
  entries integer not null,
  -- Lines that no zone can hold, by their public codes.
  refused text[] not null,
  made_at timestamptz not null
);

-- The forms of the big list, compressed; one row for each way of answering.
create table takedown.block_file (
  base integer not null,
  form text not null,
  bytes bytea not null,
  length integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (base, form)
);

-- Keys that sign, one that counts for each role; wrapped by the vault.
create table takedown.block_key (
  id uuid primary key,
  role text not null check (role in ('root', 'targets', 'snapshot', 'timestamp')),
  sealed bytea not null,
  made_at timestamptz not null,
  ended_at timestamptz
);
create unique index block_key_now on takedown.block_key (role) where ended_at is null;
create table takedown.block_root (
  version integer primary key,
  content text not null,
  made_at timestamptz not null
);

-- Who takes the lists: a network operator, a school network.
create table takedown.block_subscriber (
  id uuid primary key,
  agency text not null,
  label text not null,
  -- SHA-256 of the secret part of its address.
  path_hash bytea not null unique check (octet_length(path_hash) = 32),
  -- A name that stands in this subscriber's copy alone.
  canary text not null unique,
  -- Name of the stop page with its dot; null: the answer is that there is no such name.
  stop_page text,
  notify_host text,
  notify_port integer check (notify_port between 1 and 65535),
  created_by uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  timestamp_version integer not null default 0,
  last_delta integer,
  last_base integer,
  last_taken_at timestamptz,
  -- What its resolver said of the canary name when it was last asked.
  canary_shows boolean,
  canary_asked_at timestamptz,
  check ((notify_host is null) = (notify_port is null))
);
create index block_subscriber_live on takedown.block_subscriber (created_at) where ended_at is null;

create table takedown.block_metadata (
  subscriber uuid not null references takedown.block_subscriber,
  name text not null,
  content text not null,
  made_at timestamptz not null,
  primary key (subscriber, name)
);

-- Somebody says that a block is wrong; somebody has to answer.
create table takedown.block_appeal (
  id uuid primary key,
  entry_id uuid not null references takedown.block_entry,
  -- By it who appealed reads the answer; not secret beyond that.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  -- What they wrote, wrapped by the vault.
  text bytea not null,
  made_at timestamptz not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'UPHELD', 'DISMISSED')),
  answer bytea,
  answered_by uuid,
  answered_at timestamptz,
  check ((state = 'OPEN') = (answered_at is null)),
  check ((answered_by is null) = (answered_at is null))
);
create index block_appeal_open on takedown.block_appeal (made_at) where state = 'OPEN';
create index block_appeal_of_entry on takedown.block_appeal (entry_id, made_at);

grant select, insert, update (state, version, approved_by, active_at, review_at, ended_at, ended_by, end_reason, in_base) on takedown.block_entry to lachan_app;
grant select, insert on takedown.block_event, takedown.block_version, takedown.block_root to lachan_app;
grant select, insert, delete on takedown.block_file to lachan_app;
grant select, insert, update (ended_at) on takedown.block_key to lachan_app;
grant select, insert, update (label, stop_page, notify_host, notify_port, ended_at, ended_by, timestamp_version, last_delta, last_base, last_taken_at, canary_shows, canary_asked_at)
  on takedown.block_subscriber to lachan_app;
grant select, insert, update (content, made_at), delete on takedown.block_metadata to lachan_app;
grant select, insert, update (state, answer, answered_by, answered_at) on takedown.block_appeal to lachan_app;

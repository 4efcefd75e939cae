-- Take it down: somebody made the hash of their own picture or video on their own device. No picture, no name, no address:
-- the hash lies in a bank of its own, and what is known of the person is the few codes they chose.

-- A bank to watch for, since nobody looked at what is behind a hash: a member's own people look before they take down.
insert into hashes.bank (id, code, name_vi, name_en, mode, owner_agency, enabled, created_by, created_at)
values ('01936000-0000-7000-8000-000000000001', 'TAKE_IT_DOWN', 'Ảnh, video của chính người gửi', 'People''s own pictures and videos',
  'watch', 'C111', true, 'hashes.request-removal', now());
insert into hashes.distribution_list (id, code, name_vi, name_en, enabled, created_by, created_at)
values ('01936000-0000-7000-8000-000000000002', 'TAKE_IT_DOWN', 'Ảnh, video của chính người gửi', 'People''s own pictures and videos',
  true, 'hashes.request-removal', now());
insert into hashes.list_rule (id, list_id, bank_id)
values ('01936000-0000-7000-8000-000000000003', '01936000-0000-7000-8000-000000000002', '01936000-0000-7000-8000-000000000001');

create table hashes.removal (
  id uuid primary key,
  -- What the receipt is checked with (kernel/sealing/receipt.ts); the words themselves are nowhere.
  locator text not null unique,
  salt bytea not null,
  verifier bytea not null,
  memory_kib integer not null,
  passes integer not null,
  -- Digest of the submission's key and body: one that is sent twice counts once and gets the same receipt.
  submission bytea not null unique,
  -- Codes of the vocabulary: age in the picture, whose it is, where it may be.
  age_band text not null,
  subject text not null,
  places text[] not null,
  filed_at timestamptz not null,
  withdrawn_at timestamptz
);
create index on hashes.removal (filed_at);

-- Two people may ask for the same picture: its entry goes when the last of them takes the request back.
create table hashes.removal_entry (
  removal_id uuid not null references hashes.removal,
  entry_id uuid not null references hashes.entry,
  primary key (removal_id, entry_id)
);
create index on hashes.removal_entry (entry_id);

-- Wrong tries on a locator, counted for those that do not exist too.
create table hashes.removal_attempt (
  locator_hash bytea primary key,
  window_from timestamptz not null,
  wrong integer not null
);

grant select, insert on hashes.removal, hashes.removal_entry to lachan_app;
grant update (withdrawn_at) on hashes.removal to lachan_app;
grant select, insert, update, delete on hashes.removal_attempt to lachan_app;

-- The response network: which organisation is a member of what kind, on what agreements it rests, who of it is on duty when.

create table members.membership (
  id uuid primary key,
  agency text not null references members.agency (code),
  -- A code of the vocabulary's list of kinds of members.
  kind text not null,
  state text not null check (state in ('INVITED', 'ACTIVE', 'SUSPENDED', 'ENDED')),
  joined_on date not null,
  ended_on date,
  version integer not null default 1,
  entered_by uuid not null,
  entered_at timestamptz not null,
  is_demonstration boolean not null default false,
  check ((ended_on is not null) = (state = 'ENDED')),
  check (ended_on is null or ended_on >= joined_on)
);
create unique index membership_of_agency on members.membership (agency) where state <> 'ENDED';

-- A document that both have signed, what it covers, and on which days it holds.
create table members.agreement (
  id uuid primary key,
  agency text not null references members.agency (code),
  reference text not null check (length(reference) between 1 and 120),
  covers text[] not null check (cardinality(covers) between 1 and 12),
  valid_from date not null,
  valid_to date,
  entered_by uuid not null,
  entered_at timestamptz not null,
  -- Ended before its day.
  ended_by uuid,
  ended_on date,
  check (valid_to is null or valid_to >= valid_from),
  check ((ended_by is null) = (ended_on is null))
);
create index agreement_of_agency on members.agreement (agency, valid_from);

-- Who can be rung when, by the week, from a day on and until a day. Many rows are one roster; where none of them is, is a gap.
create table members.network_duty (
  id uuid primary key,
  agency text not null references members.agency (code),
  name text not null check (length(name) between 1 and 120),
  phone text not null check (phone ~ '^\+?[0-9]{3,15}$'),
  days smallint[] not null check (cardinality(days) between 1 and 7),
  from_minute smallint not null check (from_minute between 0 and 1439),
  to_minute smallint not null check (to_minute between 0 and 1440),
  valid_from date not null,
  valid_to date,
  added_by uuid not null,
  added_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  check (valid_to is null or valid_to >= valid_from),
  check ((ended_by is null) = (ended_at is null))
);
create index network_duty_of_agency on members.network_duty (agency) where ended_at is null;

-- A machine's key that was renewed works beside the new one for a while, so that no call is lost while it is changed.
alter table members.machine_client
  add column previous_key_hash bytea,
  add column previous_until timestamptz,
  add constraint machine_client_previous check ((previous_key_hash is null) = (previous_until is null));

grant select, insert, update (kind, state, ended_on, version) on members.membership to lachan_app;
grant select, insert, update (ended_by, ended_on) on members.agreement to lachan_app;
grant select, insert, update (ended_by, ended_at) on members.network_duty to lachan_app;
grant update (previous_key_hash, previous_until) on members.machine_client to lachan_app;

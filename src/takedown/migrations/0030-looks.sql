-- Whether what was ordered down is gone: each address of an item is looked at until it is, and watched afterwards. Of what was there nothing
-- is kept but a keyed digest.

-- One address of an item, its own or that of another place of the same thing, on its way to being gone.
create table takedown.look_place (
  id uuid primary key,
  item_id uuid not null references takedown.item,
  -- Null for the item's own address.
  sibling_id uuid references takedown.item_sibling,
  version integer not null default 1,
  -- When it is looked at next; null while somebody has to decide, or nobody wants to know.
  next_at timestamptz,
  -- Why the next look comes before its turn.
  occasion text not null default 'SCHEDULE' check (occasion in ('SCHEDULE', 'CLAIM', 'OFFICER')),
  -- Looks in the present phase, by which the time to the next one grows.
  step smallint not null default 0,
  -- Looks that found nothing, apart in time, one after the other.
  misses smallint not null default 0 check (misses >= 0),
  missed_from timestamptz,
  counted_at timestamptz,
  -- Keyed digest of what the first look found.
  mark bytea check (octet_length(mark) = 32),
  -- Addresses of the films and pictures that the page showed, as JSON. Wrapped by the vault.
  sealed bytea,
  -- Who held the network of its host, and the addresses of it, when it was ordered.
  network text,
  addresses text[] not null default '{}',
  attention text check (attention in ('HOST_MOVED', 'CHECK_RETURN')),
  attention_at timestamptz,
  -- Another page that stands there now and that nobody ordered down.
  other_mark bytea check (octet_length(other_mark) = 32),
  last_outcome text,
  last_at timestamptz,
  looks integer not null default 0,
  began_at timestamptz not null,
  unique nulls not distinct (item_id, sibling_id),
  check ((attention is null) = (attention_at is null)),
  check ((misses = 0) = (missed_from is null))
);
create index look_place_due on takedown.look_place (next_at) where next_at is not null;
create index look_place_waiting on takedown.look_place (attention_at) where attention is not null;

-- One look, as evidence: when, from where, by which way, and what came of it.
create table takedown.look (
  id uuid primary key,
  place_id uuid not null references takedown.look_place,
  item_id uuid not null references takedown.item,
  at timestamptz not null,
  vantage text not null,
  occasion text not null check (occasion in ('SCHEDULE', 'CLAIM', 'OFFICER')),
  outcome text not null check (outcome in ('PRESENT', 'GONE', 'RESTRICTED', 'SOFT_404', 'CHANGED', 'UNREACHABLE', 'REFERRER_ONLY')),
  reason text not null,
  status smallint,
  bytes integer not null check (bytes >= 0),
  -- Keyed: it can be compared with that of another look, and with nothing else.
  mark bytea check (octet_length(mark) = 32),
  is_media boolean not null,
  -- Pages of the way that were opened before.
  replayed smallint not null,
  probe text,
  probe_says text check (probe_says in ('PRESENT', 'GONE', 'RESTRICTED', 'UNKNOWN')),
  -- It is one of those that the address is gone by.
  counted boolean not null
);
create index look_of_item on takedown.look (item_id, at desc);

-- Said to be done and found to be there.
alter table takedown.takedown_order
  add column contradicted_at timestamptz,
  add column contradictions smallint not null default 0;

revoke execute on all functions in schema takedown from public;
grant execute on all functions in schema takedown to lachan_app;
grant select, insert, update (version, next_at, occasion, step, misses, missed_from, counted_at, mark, sealed, network, addresses, attention, attention_at, other_mark,
  last_outcome, last_at, looks) on takedown.look_place to lachan_app;
grant select, insert on takedown.look to lachan_app;
grant update (contradicted_at, contradictions) on takedown.takedown_order to lachan_app;

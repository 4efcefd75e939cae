-- Who can act on an address, how they are reached once a second person has said so, and what was ordered of them by whom.

create table takedown.addressee (
  id uuid primary key,
  name text not null check (length(name) between 2 and 200),
  kind text not null check (kind in ('PLATFORM', 'HOST', 'OWNER', 'REGISTRAR', 'ISP')),
  -- The member organisation that it is, where it is one: its people answer on a page of their own.
  agency text,
  -- Code of the vocabulary's list of places online, for a platform.
  platform text,
  languages text[] not null default '{vi}' check (cardinality(languages) between 1 and 5),
  -- Hours at which somebody is there, minutes of the day in Viet Nam: shown beside our clock, which they never stop.
  desk_from smallint check (desk_from between 0 and 1439),
  desk_to smallint check (desk_to between 0 and 1439),
  version integer not null default 1,
  is_demonstration boolean not null default false,
  entered_by uuid not null,
  entered_agency text not null,
  entered_at timestamptz not null,
  ended_at timestamptz,
  check ((desk_from is null) = (desk_to is null))
);
create unique index addressee_of_agency on takedown.addressee (agency, kind) where agency is not null and ended_at is null;

-- What it can act on, dated: a domain with all under it, a number of an autonomous system, a block of addresses.
create table takedown.addressee_reach (
  id uuid primary key,
  addressee_id uuid not null references takedown.addressee,
  kind text not null check (kind in ('DOMAIN', 'ASN', 'NETBLOCK')),
  value text not null check (length(value) between 1 and 253),
  valid_from date not null,
  valid_to date,
  unique (addressee_id, kind, value, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);
create index addressee_reach_value on takedown.addressee_reach (kind, value);

-- Nothing leaves to a contact that one person alone entered: a false one warns the offender, or tells a stranger of a child.
create table takedown.addressee_contact (
  id uuid primary key,
  addressee_id uuid not null references takedown.addressee,
  channel text not null check (channel in ('PORTAL', 'EMAIL', 'WEBHOOK')),
  -- What a list shows of the address.
  mask text not null,
  -- Address, and the key that a webhook is signed by. Wrapped by the vault; null for the page of a member.
  sealed bytea check ((sealed is null) = (channel = 'PORTAL')),
  state text not null check (state in ('WAITING', 'APPROVED', 'REFUSED', 'ENDED')),
  entered_by uuid not null,
  entered_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  ended_at timestamptz,
  last_answer_at timestamptz,
  check (state not in ('APPROVED', 'REFUSED') or decided_by is not null),
  check (decided_by is null or decided_by <> entered_by)
);
create unique index addressee_contact_open on takedown.addressee_contact (addressee_id, channel) where state in ('WAITING', 'APPROVED');

create table takedown.takedown_order (
  id uuid primary key,
  reference text not null unique check (reference ~ '^LD-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  item_id uuid not null references takedown.item,
  item_reference text not null,
  kind text not null check (kind in ('REMOVE', 'LOCK_ACCOUNT', 'LIMIT_IN_VN', 'USER_DATA', 'PRESERVE')),
  urgent boolean not null,
  reasons text[] not null check (cardinality(reasons) between 1 and 8),
  state text not null check (state in ('PROPOSED', 'DECLINED', 'SENT', 'ACKNOWLEDGED', 'SUSPENDED', 'CLAIMED', 'GONE', 'REFUSED', 'ESCALATED', 'CANCELLED')),
  version integer not null default 1,
  addressee_id uuid not null references takedown.addressee,
  addressee_kind text not null,
  -- Of the addressee when the order was written: its people see the order by it.
  addressee_agency text,
  proposed_by uuid not null,
  proposed_agency text not null,
  proposed_at timestamptz not null,
  -- Who ordered, by which function that their agency held on that day, and by which rule: as they stood at that instant.
  ordered_by uuid,
  ordering_agency text,
  ordered_at timestamptz,
  function_code text,
  function_basis text,
  function_from date,
  function_to date,
  rule_id text,
  rule_source text,
  rule_verified boolean,
  -- Until when what is removed, and what belongs to it, is to be kept for an investigation.
  preserve_until date,
  sent_at timestamptz,
  acknowledged_at timestamptz,
  -- The clock that ends next.
  next_due_from timestamptz,
  next_due_at timestamptz,
  next_due_rule text,
  overdue boolean not null default false,
  -- Impossible: the ground that stopped the clock, once in the life of an order.
  suspended_at timestamptz,
  suspended_ground text check (suspended_ground in ('FORCE_MAJEURE', 'MANIFEST_ERROR', 'INSUFFICIENT_INFORMATION')),
  resumed_at timestamptz,
  outcome text check (outcome in ('ACTIONED', 'NOT_OURS', 'REVIEWED_NO_ACTION', 'ALREADY_GONE', 'NEED_MORE_INFORMATION')),
  removed_at timestamptz,
  refusal_reason text,
  answered_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  -- The order of the rung below that this one follows.
  follows uuid references takedown.takedown_order,
  is_demonstration boolean not null default false,
  check (state in ('PROPOSED', 'DECLINED') or (ordered_by is not null and ordering_agency is not null and ordered_at is not null and function_code is not null
    and function_from is not null and rule_id is not null and preserve_until is not null and sent_at is not null) or state = 'CANCELLED'),
  check (ordered_by is null or ordered_by <> proposed_by),
  -- The function held on the day of the order, in Viet Nam.
  check (ordered_at is null or ((ordered_at at time zone 'Asia/Ho_Chi_Minh')::date >= function_from and (function_to is null or (ordered_at at time zone 'Asia/Ho_Chi_Minh')::date <= function_to))),
  check ((suspended_at is null) = (suspended_ground is null)),
  check (resumed_at is null or suspended_at is not null)
);
create index takedown_order_queue on takedown.takedown_order (state, next_due_at, id);
create index takedown_order_of_item on takedown.takedown_order (item_id, proposed_at);
create index takedown_order_of_addressee on takedown.takedown_order (addressee_agency, state, next_due_at) where addressee_agency is not null;
-- One addressee is asked once at a time for the same of the same item.
create unique index takedown_order_open on takedown.takedown_order (item_id, addressee_id, kind) where state in ('PROPOSED', 'SENT', 'ACKNOWLEDGED', 'SUSPENDED', 'CLAIMED');
create unique index takedown_order_follows on takedown.takedown_order (follows) where follows is not null and state <> 'CANCELLED';

create table takedown.order_event (
  id uuid primary key,
  order_id uuid not null references takedown.takedown_order,
  code text not null check (code ~ '^[a-z][a-z-]{1,40}$'),
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  agency text,
  codes jsonb not null default '{}',
  -- What a person wrote with it. Wrapped by the vault.
  sealed bytea
);
create index order_event_of_order on takedown.order_event (order_id, at);

-- What was issued or answered, in the words that it was issued in.
create table takedown.order_document (
  id uuid primary key,
  order_id uuid not null references takedown.takedown_order,
  kind text not null check (kind in ('ORDER', 'FEEDBACK', 'IMPOSSIBILITY', 'CLARIFICATION', 'WITHDRAWAL')),
  -- The frozen document, as JSON. Wrapped by the vault.
  sealed bytea not null,
  digest bytea not null check (octet_length(digest) = 32),
  issued_at timestamptz not null,
  unique (order_id, kind)
);

-- The police keep an address where it is for a while, with a reason and a day on which that is looked at again.
create table takedown.police_hold (
  id uuid primary key,
  item_id uuid not null references takedown.item,
  reason text not null,
  agency text not null,
  function_basis text not null,
  placed_by uuid not null,
  placed_at timestamptz not null,
  review_on date not null,
  until_day date not null,
  ended_at timestamptz,
  ended_by uuid,
  check (review_on <= until_day)
);
create unique index police_hold_open on takedown.police_hold (item_id) where ended_at is null;

-- Whether somebody proved or entered an item: they do not order it down.
create function takedown.took_part(item uuid, person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select kernel.actor_attribute('kind') in ('person', 'system') and (
    exists (select 1 from takedown.grade where grade.item_id = item and grade.grader = person)
    or exists (select 1 from takedown.item as entered where entered.id = item and entered.proposed_by = person))
$$;

-- Three persons: who orders has neither proposed nor graded nor entered the item; and two have verified it.
create function takedown.check_three_persons() returns trigger language plpgsql security definer set search_path = '' as $$
declare graders bigint;
begin
  if new.ordered_by is null then return new; end if;
  if exists (select 1 from takedown.grade where grade.item_id = new.item_id and grade.grader = new.ordered_by)
    or exists (select 1 from takedown.item as entered where entered.id = new.item_id and entered.proposed_by = new.ordered_by) then
    raise exception 'who orders has taken part in the verification' using errcode = 'check_violation';
  end if;
  select count(distinct grade.grader) into graders from takedown.grade where grade.item_id = new.item_id;
  if graders < 2 then raise exception 'an item that two have not verified is not ordered down' using errcode = 'check_violation'; end if;
  return new;
end $$;
create trigger three_persons before insert or update of ordered_by on takedown.takedown_order for each row execute function takedown.check_three_persons();

-- An item that says it is ordered down has an order that was sent.
create function takedown.check_ordered_item() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'ORDERED' and not exists (select 1 from takedown.takedown_order as sent where sent.item_id = new.id and sent.sent_at is not null) then
    raise exception 'an item is ordered down by an order' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ordered_by_order after update of state on takedown.item deferrable initially deferred for each row execute function takedown.check_ordered_item();

revoke execute on all functions in schema takedown from public;
grant execute on all functions in schema takedown to lachan_app;

grant select, insert, update (name, platform, languages, desk_from, desk_to, version, ended_at) on takedown.addressee to lachan_app;
grant select, insert, update (valid_to) on takedown.addressee_reach to lachan_app;
grant select, insert, update (sealed, state, decided_by, decided_at, ended_at, last_answer_at) on takedown.addressee_contact to lachan_app;
grant select, insert, update (state, version, ordered_by, ordering_agency, ordered_at, function_code, function_basis, function_from, function_to, rule_id, rule_source, rule_verified,
  preserve_until, sent_at, acknowledged_at, next_due_from, next_due_at, next_due_rule, overdue, suspended_at, suspended_ground, resumed_at, outcome, removed_at,
  refusal_reason, answered_at, ended_at, ended_by, end_reason) on takedown.takedown_order to lachan_app;
grant select, insert on takedown.order_event, takedown.order_document to lachan_app;
grant select, insert, update (ended_at, ended_by) on takedown.police_hold to lachan_app;

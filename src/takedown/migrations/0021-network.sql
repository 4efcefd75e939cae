-- What members say of themselves and is not believed yet; drills, which are calls to members and never orders; and since when an officer has
-- not looked at the content.

-- Who claims a reach says so, and somebody else decides: a forged claim would lead orders to a stranger. What officers enter holds.
alter table takedown.addressee_reach
  add column state text not null default 'HOLDS' check (state in ('CLAIMED', 'HOLDS', 'REFUSED')),
  add column claimed_by uuid,
  add column claimed_at timestamptz,
  add column decided_by uuid,
  add column decided_at timestamptz,
  add constraint addressee_reach_claim check ((claimed_by is null) = (claimed_at is null) and (decided_by is null) = (decided_at is null)),
  add constraint addressee_reach_waits check (state = 'HOLDS' or claimed_by is not null),
  add constraint addressee_reach_decided check ((state = 'CLAIMED') = (claimed_by is not null and decided_by is null) ),
  add constraint addressee_reach_two check (decided_by is null or decided_by <> claimed_by);
alter table takedown.addressee_reach drop constraint addressee_reach_addressee_id_kind_value_valid_from_key;
create unique index addressee_reach_open on takedown.addressee_reach (addressee_id, kind, value) where valid_to is null and state <> 'REFUSED';
create index addressee_reach_claims on takedown.addressee_reach (claimed_at) where state = 'CLAIMED';

-- People of an addressee write claims about it, and end what it has; that it holds is never theirs to say.
create function takedown.check_own_reach() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if kernel.actor_attribute('kind') in ('person', 'machine') and exists (
    select 1 from takedown.addressee as owner where owner.id = new.addressee_id and owner.agency = kernel.actor_attribute('agency'))
    and ((tg_op = 'INSERT' and new.state <> 'CLAIMED') or (tg_op = 'UPDATE' and new.state is distinct from old.state)) then
    raise exception 'a reach of one''s own is decided by others' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger own_reach before insert or update on takedown.addressee_reach for each row execute function takedown.check_own_reach();

-- A drill asks members to answer as if it were an order or an alert. No column of it names an item, an order or an address: it cannot become one.
create table takedown.drill (
  id uuid primary key,
  reference text not null unique check (reference ~ '^DT-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  kind text not null check (kind in ('ORDER', 'ALERT')),
  urgent boolean not null,
  agency text not null,
  started_by uuid not null,
  started_at timestamptz not null,
  -- Until when an answer counts as in time.
  due_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  is_demonstration boolean not null default false,
  check (due_at > started_at),
  check ((ended_at is null) = (ended_by is null))
);
create index drill_started on takedown.drill (started_at desc);

-- One member's part in a drill, with what it is told of it: it sees its own part and no other.
create table takedown.drill_call (
  id uuid primary key,
  drill_id uuid not null references takedown.drill,
  agency text not null,
  reference text not null,
  kind text not null,
  urgent boolean not null,
  called_at timestamptz not null,
  due_at timestamptz not null,
  -- How many people of the member had it in their inbox at once.
  told integer not null check (told >= 0),
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledged_via text check (acknowledged_via in ('PAGE', 'MACHINE')),
  closed_at timestamptz,
  unique (drill_id, agency),
  check ((acknowledged_at is null) = (acknowledged_by is null)),
  check ((acknowledged_at is null) = (acknowledged_via is null)),
  check (acknowledged_at is null or acknowledged_at >= called_at)
);
create index drill_call_of_agency on takedown.drill_call (agency, called_at desc);

-- Since when somebody has not looked at what came and moved.
create table takedown.content_look (
  person uuid primary key,
  looked_at timestamptz not null
);

revoke execute on all functions in schema takedown from public;
grant execute on all functions in schema takedown to lachan_app;

grant update (state, decided_by, decided_at) on takedown.addressee_reach to lachan_app;
grant select, insert, update (ended_at, ended_by) on takedown.drill to lachan_app;
grant select, insert, update (acknowledged_at, acknowledged_by, acknowledged_via, closed_at) on takedown.drill_call to lachan_app;
grant select, insert, update (looked_at) on takedown.content_look to lachan_app;

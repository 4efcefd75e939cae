-- The inbox. Who is meant is found by the caller: this module knows people and agencies by their ids alone.
create table work.notice (
  id uuid primary key,
  person uuid not null,
  kind text not null,
  object_kind text,
  object_id text,
  -- Codes and ids only.
  facts jsonb not null,
  created_at timestamptz not null,
  read_at timestamptz
);
create index on work.notice (person, created_at);
grant select on work.notice to lachan_app;
grant update (read_at) on work.notice to lachan_app;

-- Puts notices into inboxes. The sender need not be allowed to see them there; `person` in the answer is for the live event.
-- The inbox is read in the order of its ids. An id is of the moment that the notice speaks of, so that a demonstration,
-- which plays weeks in a minute and several stories beside each other, has its inboxes in order too.
create function work.post_notices(notices jsonb)
returns table (id uuid, person uuid) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  insert into work.notice (id, person, kind, object_kind, object_id, facts, created_at)
  select uuidv7(kernel.actor_now() - clock_timestamp()), given.person, given.kind, given."objectKind", given."objectId", given.facts, kernel.actor_now()
  from jsonb_to_recordset(post_notices.notices) as given (person uuid, kind text, "objectKind" text, "objectId" text, facts jsonb)
  returning notice.id, notice.person;
end
$$;
revoke execute on function work.post_notices from public;
grant execute on function work.post_notices to lachan_app;

-- The exposure budget is data: a change is a new row that holds from a moment on.
create table work.exposure_limit (
  id uuid primary key,
  valid_from timestamptz not null,
  -- Items and minutes of one shift; after either nothing more is opened until the rest is over.
  items_shift smallint not null check (items_shift between 1 and 1000),
  minutes_shift smallint not null check (minutes_shift between 10 and 720),
  -- After so many items or minutes a break of so many minutes is due.
  items_run smallint not null check (items_run between 1 and 1000),
  minutes_run smallint not null check (minutes_run between 5 and 240),
  break_minutes smallint not null check (break_minutes between 5 and 120),
  -- Hours without work after which a new shift begins.
  rest_hours smallint not null check (rest_hours between 4 and 24),
  source text not null,
  verified boolean not null,
  set_by text not null,
  set_at timestamptz not null
);
insert into work.exposure_limit
values ('01936000-0000-7000-8000-000000000010', '2000-01-01T00:00:00Z', 240, 240, 60, 50, 10, 8,
  'Mức tạm của nền tảng, đến khi cơ quan phụ trách đặt mức riêng · this platform''s own, until the agency in charge sets one', false, 'work.exposure', now());

-- One shift of one person: a load, never what was looked at beside the one item that lies open.
create table work.exposure (
  person uuid not null,
  agency text not null,
  started_at timestamptz not null,
  items integer not null default 0,
  seconds integer not null default 0,
  run_items integer not null default 0,
  run_seconds integer not null default 0,
  breaks integer not null default 0,
  break_from timestamptz,
  open_item uuid,
  opened_at timestamptz,
  last_at timestamptz not null,
  primary key (person, started_at)
);
create index on work.exposure (agency, started_at);
grant select, insert on work.exposure_limit, work.exposure to lachan_app;
grant update (items, seconds, run_items, run_seconds, breaks, break_from, open_item, opened_at, last_at) on work.exposure to lachan_app;

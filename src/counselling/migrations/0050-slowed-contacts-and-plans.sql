-- Contacts that are slowed, and plans for those who come often. Both hang on a contact, that is on its six words, and never on a
-- telephone or a device: whoever else writes from the same phone begins a contact of their own.

-- A contact that waits its turn a little longer for some days: asked by one person, decided by another, with an end. Nobody is shut out.
create table counselling.contact_slow (
  id uuid primary key,
  contact_id uuid not null references counselling.contact,
  desk_code text not null,
  organisation text not null,
  reason text not null check (reason in ('ABUSIVE', 'SEXUAL', 'TESTING')),
  days smallint not null check (days between 1 and 30),
  asked_by uuid not null,
  asked_at timestamptz not null,
  decided_by uuid,
  until timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  check ((decided_by is null) = (until is null)),
  check (decided_by is null or decided_by <> asked_by)
);
create unique index on counselling.contact_slow (contact_id) where ended_at is null;

-- One plan a contact, shared by the desk: whom it is offered to first and when. Its words are sealed (`sealed_part`, class `internal`).
create table counselling.contact_plan (
  contact_id uuid primary key references counselling.contact,
  named_helper uuid,
  -- 0 Sunday to 6 Saturday; minutes after midnight in Viet Nam.
  weekdays smallint[] not null,
  from_minute smallint not null check (from_minute between 0 and 1439),
  to_minute smallint not null check (to_minute between 1 and 1440 and to_minute > from_minute),
  review_on date not null,
  set_by uuid not null,
  set_at timestamptz not null,
  version integer not null default 1
);

grant select, insert, update (decided_by, until, ended_by, ended_at) on counselling.contact_slow to lachan_app;
grant select, insert, update (named_helper, weekdays, from_minute, to_minute, review_on, set_by, set_at, version) on counselling.contact_plan to lachan_app;

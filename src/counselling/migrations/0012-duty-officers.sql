-- Officers on duty for a commune, and what becomes of it when 111 calls one for a child in danger.

-- Who is on duty: kept by the agency, or by its province. Where `drill` is set, the row is an invented officer of an exercise: it has no
-- account, belongs to no place, and its number begins with 0000, which no telephone has.
create table counselling.duty_officer (
  id uuid primary key,
  drill boolean not null default false,
  agency text not null,
  province_code text check (province_code ~ '^\d{2}$'),
  -- Absent: on duty for the whole province.
  commune_code text check (commune_code ~ '^\d{5}$'),
  -- The account that gets the message; absent: everybody at the agency who may answer gets it.
  person uuid,
  name text not null check (name <> ''),
  phone text not null check (phone ~ '^\d{3,14}$'),
  rank text not null check (rank in ('OFFICER', 'DEPUTY')),
  -- Days of the week, 1 is Monday; minutes of the day in Viet Nam. An end before the beginning is on the next day.
  days smallint[] not null check (cardinality(days) between 1 and 7 and days <@ '{1,2,3,4,5,6,7}'),
  from_minute smallint not null check (from_minute between 0 and 1439),
  to_minute smallint not null check (to_minute between 0 and 1440),
  added_by uuid not null,
  added_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  check (drill = (phone like '0000%')),
  check (drill = (province_code is null)),
  check (not drill or (person is null and commune_code is null)),
  check ((ended_at is null) = (ended_by is null)),
  unique (id, drill)
);
create index duty_officer_of_commune on counselling.duty_officer (commune_code) where ended_at is null;
create index duty_officer_of_province on counselling.duty_officer (province_code) where ended_at is null;

-- One call for a child in danger: up the ladder until somebody takes it. An exercise has neither contact nor place.
create table counselling.officer_call (
  id uuid primary key,
  reference text not null unique check (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  drill boolean not null default false,
  contact_id uuid references counselling.contact,
  desk_code text not null,
  organisation text not null,
  kind text not null check (kind in ('SELF_HARM', 'VIOLENCE_NOW', 'MEETING', 'SEXUAL_EXTORTION')),
  -- Whose commune it is, and who stands above.
  agency text not null,
  province_agency text,
  province_code text check (province_code ~ '^\d{2}$'),
  commune_code text check (commune_code ~ '^\d{5}$'),
  rung text not null check (rung in ('RING', 'MESSAGE', 'DEPUTY', 'PROVINCE')),
  -- When the next rung is climbed if nobody has answered.
  next_at timestamptz,
  state text not null check (state in ('OPEN', 'ACKNOWLEDGED', 'UNANSWERED', 'WITHDRAWN')),
  -- Whether somebody of the commune did not answer: for the province to look at.
  missed boolean not null default false,
  opened_by uuid not null,
  opened_at timestamptz not null,
  acknowledged_by uuid,
  acknowledged_at timestamptz,
  looked_at_by uuid,
  looked_at timestamptz,
  version integer not null default 1,
  is_demonstration boolean not null default false,
  check (drill = (contact_id is null)),
  check (drill = (commune_code is null)),
  check (drill = (province_code is null)),
  check ((state = 'OPEN') = (next_at is not null)),
  check ((state = 'ACKNOWLEDGED') = (acknowledged_at is not null)),
  check ((looked_at is null) = (looked_at_by is null)),
  unique (id, drill)
);
-- One call at a time for a child.
create unique index officer_call_open on counselling.officer_call (contact_id) where state in ('OPEN', 'UNANSWERED');
create index officer_call_due on counselling.officer_call (next_at) where state = 'OPEN';
create index officer_call_of_agency on counselling.officer_call (agency, opened_at desc);
create index officer_call_of_province on counselling.officer_call (province_code, opened_at desc);
create index officer_call_of_desk on counselling.officer_call (desk_code, opened_at desc);

-- The ledger: every step and what came of it. `drill` stands in both keys, so that no exercise can name an officer who exists, and no
-- true call one who does not.
create table counselling.officer_step (
  call_id uuid not null,
  number integer not null check (number > 0),
  drill boolean not null,
  rung text not null check (rung in ('RING', 'MESSAGE', 'DEPUTY', 'PROVINCE')),
  outcome text not null check (outcome in ('TO_RING', 'MESSAGED', 'ANSWERED', 'NO_ANSWER', 'BUSY', 'REFUSED', 'WRONG_NUMBER',
    'NOBODY_ON_DUTY', 'NO_ACKNOWLEDGEMENT', 'NOT_RUNG', 'ACKNOWLEDGED', 'WITHDRAWN')),
  officer uuid,
  agency text not null,
  at timestamptz not null,
  by uuid,
  primary key (call_id, number),
  foreign key (call_id) references counselling.officer_call,
  foreign key (call_id, drill) references counselling.officer_call (id, drill),
  foreign key (officer, drill) references counselling.duty_officer (id, drill)
);

grant select, insert, update (ended_by, ended_at) on counselling.duty_officer to lachan_app;
grant select, insert, update (rung, next_at, state, missed, acknowledged_by, acknowledged_at, looked_at_by, looked_at, version)
  on counselling.officer_call to lachan_app;
grant select, insert on counselling.officer_step to lachan_app;

-- Staffing of the desk: rules, shifts of the day, members, leave, events that change how many come, rosters, swaps. Codes, days and counts;
-- the names of events are of the desk and of nobody.

-- A rule or a figure of staffing. A change is a new row that holds from a moment on.
create table counselling.staffing_rule (
  id uuid primary key,
  code text not null check (code in ('REST_HOURS', 'SHIFTS_WEEK_MOST', 'NIGHTS_MOST', 'NIGHT_LEAST', 'ON_CALL_NIGHT', 'ON_CALL_WEEK_MOST',
    'SHORT_PART', 'SHORT_MINUTES', 'COUNSELLING_MINUTES', 'PATIENCE_MINUTES', 'ABANDONED_MOST')),
  value double precision not null check (value >= 0 and value < 'Infinity'),
  valid_from timestamptz not null,
  source text not null,
  verified boolean not null,
  set_by text not null,
  set_at timestamptz not null
);
create unique index on counselling.staffing_rule (code, valid_from, id);
insert into counselling.staffing_rule (id, code, value, valid_from, source, verified, set_by, set_at) values
  ('01936000-0000-7000-8000-000000000101', 'REST_HOURS', 12, '2000-01-01T00:00:00Z', 'Bộ luật Lao động 45/2019/QH14, điều 110', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-000000000102', 'SHIFTS_WEEK_MOST', 5, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-000000000103', 'NIGHTS_MOST', 4, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-000000000104', 'NIGHT_LEAST', 2, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-000000000105', 'ON_CALL_NIGHT', 1, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-000000000106', 'ON_CALL_WEEK_MOST', 2, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-000000000107', 'SHORT_PART', 0.94, '2000-01-01T00:00:00Z', 'Ước lượng: 5 đến 7 % cuộc gọi đến 111 thành tư vấn · estimate: 5 to 7 % of calls to 111 become counselling', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-000000000108', 'SHORT_MINUTES', 1.5, '2000-01-01T00:00:00Z', 'Ước lượng · estimate', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-000000000109', 'COUNSELLING_MINUTES', 25, '2000-01-01T00:00:00Z', 'Ước lượng, gồm cả ghi chép · estimate, with notes', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-00000000010a', 'PATIENCE_MINUTES', 3, '2000-01-01T00:00:00Z', 'Ước lượng · estimate', false, 'counselling.staffing', now()),
  ('01936000-0000-7000-8000-00000000010b', 'ABANDONED_MOST', 0.05, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.staffing', now());

-- The shifts of a day, in minutes after midnight in Viet Nam.
create table counselling.roster_shift_kind (
  code text primary key check (code ~ '^[A-Z_]{2,20}$'),
  position smallint not null unique,
  vi text not null,
  en text not null,
  start_minute smallint not null check (start_minute between 0 and 1439),
  minutes smallint not null check (minutes between 60 and 720),
  night boolean not null,
  source text not null,
  verified boolean not null
);
insert into counselling.roster_shift_kind values
  ('MORNING', 1, 'Sáng', 'Morning', 360, 480, false, 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false),
  ('AFTERNOON', 2, 'Chiều', 'Afternoon', 840, 480, false, 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false),
  ('NIGHT', 3, 'Đêm', 'Night', 1320, 480, true, 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false);

-- Regions for which somebody can be called at night: those of the offices of 111.
create table counselling.on_call_region (
  code text primary key check (code ~ '^[A-Z_]{2,20}$'),
  vi text not null,
  en text not null,
  source text not null,
  verified boolean not null
);
insert into counselling.on_call_region values
  ('NORTH', 'Miền Bắc', 'North', 'Ba văn phòng của Tổng đài 111: Hà Nội, Đà Nẵng, An Giang', false),
  ('CENTRAL', 'Miền Trung', 'Central', 'Ba văn phòng của Tổng đài 111: Hà Nội, Đà Nẵng, An Giang', false),
  ('SOUTH', 'Miền Nam', 'South', 'Ba văn phòng của Tổng đài 111: Hà Nội, Đà Nẵng, An Giang', false);

-- What the person says of their own work: the region they can be called for, and by shift how little they like it (0 to 3).
create table counselling.roster_wish (
  person uuid not null,
  desk_code text not null,
  region text references counselling.on_call_region,
  dislikes jsonb not null default '{}',
  set_at timestamptz not null,
  primary key (person, desk_code)
);

create table counselling.leave (
  id uuid primary key,
  person uuid not null,
  desk_code text not null,
  from_day date not null,
  to_day date not null,
  kind text not null check (kind in ('ANNUAL', 'SICK', 'TRAINING', 'OTHER')),
  state text not null check (state in ('ASKED', 'GRANTED', 'DECLINED', 'WITHDRAWN')),
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  version integer not null default 1,
  check (to_day between from_day and from_day + 90),
  check ((state in ('GRANTED', 'DECLINED')) = (decided_by is not null))
);
create index on counselling.leave (desk_code, to_day);

-- Days on which more or fewer come than usual.
create table counselling.forecast_event (
  id uuid primary key,
  desk_code text not null,
  kind text not null check (kind in ('SCHOOL_START', 'NEWS', 'POLL', 'OTHER')),
  name text not null check (length(name) between 1 and 200),
  from_day date not null,
  to_day date not null,
  uplift double precision not null check (uplift between 0.1 and 20),
  source text not null,
  verified boolean not null,
  set_by uuid not null,
  set_at timestamptz not null,
  removed_at timestamptz,
  check (to_day between from_day and from_day + 90)
);
create index on counselling.forecast_event (desk_code, to_day) where removed_at is null;

-- Contacts by hour of Viet Nam. Counted once the hour is over; they stay when contacts are erased.
create table counselling.arrival_hour (
  desk_code text not null,
  day date not null,
  hour smallint not null check (hour between 0 and 23),
  contacts integer not null check (contacts >= 0),
  primary key (desk_code, day, hour)
);

create table counselling.roster (
  id uuid primary key,
  desk_code text not null,
  organisation text not null,
  from_day date not null,
  days smallint not null check (days between 1 and 31),
  state text not null check (state in ('DRAFT', 'PUBLISHED', 'DISCARDED')),
  -- How many each shift of each day needs, as the supervisor asked for.
  needs jsonb not null,
  -- Who is planned: the helpers of the desk when it was asked for.
  people uuid[] not null,
  -- Whether the solver came to the best there is; null before it has been at work.
  best boolean,
  made_by uuid not null,
  made_at timestamptz not null,
  published_by uuid,
  published_at timestamptz,
  version integer not null default 1,
  check ((state = 'PUBLISHED') = (published_at is not null))
);
create index on counselling.roster (desk_code, from_day desc);

create table counselling.roster_assignment (
  roster_id uuid not null references counselling.roster,
  day date not null,
  shift text not null references counselling.roster_shift_kind,
  person uuid not null,
  primary key (roster_id, day, person)
);
create index on counselling.roster_assignment (person, day);

create table counselling.roster_on_call (
  roster_id uuid not null references counselling.roster,
  day date not null,
  region text not null references counselling.on_call_region,
  person uuid not null,
  primary key (roster_id, day, person)
);
create index on counselling.roster_on_call (person, day);

-- One asks another to take a shift, for one of theirs or for nothing; it is done with the other's yes.
create table counselling.shift_swap (
  id uuid primary key,
  roster_id uuid not null references counselling.roster,
  desk_code text not null,
  asker uuid not null,
  asked uuid not null check (asked <> asker),
  asker_day date not null,
  asked_day date,
  state text not null check (state in ('ASKED', 'DONE', 'DECLINED', 'WITHDRAWN')),
  asked_at timestamptz not null,
  answered_at timestamptz,
  version integer not null default 1,
  check ((state = 'ASKED') = (answered_at is null))
);
create unique index on counselling.shift_swap (roster_id, asker, asker_day) where state = 'ASKED';
create index on counselling.shift_swap (asked) where state = 'ASKED';

grant select, insert on counselling.staffing_rule to lachan_app;
grant select on counselling.roster_shift_kind, counselling.on_call_region to lachan_app;
grant select, insert, update (region, dislikes, set_at) on counselling.roster_wish to lachan_app;
grant select, insert, update (state, decided_by, decided_at, version) on counselling.leave to lachan_app;
grant select, insert, update (removed_at) on counselling.forecast_event to lachan_app;
grant select, insert, update (contacts) on counselling.arrival_hour to lachan_app;
grant select, insert, update (state, best, published_by, published_at, version) on counselling.roster to lachan_app;
grant select, insert, delete, update (person) on counselling.roster_assignment to lachan_app;
grant select, insert, delete on counselling.roster_on_call to lachan_app;
grant select, insert, update (state, answered_at, version) on counselling.shift_swap to lachan_app;

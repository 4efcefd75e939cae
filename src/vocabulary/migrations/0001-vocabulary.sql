-- The vocabulary as rows, so that other modules' tables, reports and open data can join labels, and so that a fact can be corrected
-- while the service runs. Rows with origin 'file' follow the repository; rows with origin 'operator' win and are never overwritten.


create type vocabulary.origin as enum ('file', 'operator');

create table vocabulary.term (
  list text not null,
  code text not null,
  position integer not null,
  vi text not null check (vi <> ''),
  en text not null check (en <> ''),
  source text not null check (source <> ''),
  verified boolean not null,
  valid_from date,
  valid_to date,
  extra jsonb not null default '{}',
  origin vocabulary.origin not null default 'file',
  recorded_at timestamptz not null default now(),
  primary key (list, code),
  check (valid_to is null or valid_from is null or valid_from <= valid_to)
);

create table vocabulary.admin_unit (
  code text not null check (code ~ '^([0-9]{2}|[0-9]{5})$'),
  valid_from date not null,
  valid_to date,
  level smallint not null check (level in (1, 2)),
  type text not null check (type in ('Tỉnh', 'Thành phố', 'Xã', 'Phường', 'Đặc khu')),
  name_vi text not null,
  name_en text not null,
  parent text check ((level = 1) = (parent is null)),
  decree text not null,
  source text not null check (source <> ''),
  verified boolean not null,
  origin vocabulary.origin not null default 'file',
  recorded_at timestamptz not null default now(),
  primary key (code, valid_from),
  check (valid_to is null or valid_from <= valid_to)
);
create index admin_unit_parent on vocabulary.admin_unit (parent);

-- Where the area of a ward of before July 2025 lies now. An old ward may have several rows; some have no old code.
create table vocabulary.admin_unit_mapping (
  old_code text not null default '',
  old_name text not null,
  old_district text not null,
  old_province text not null,
  new_code text not null,
  origin vocabulary.origin not null default 'file',
  recorded_at timestamptz not null default now(),
  primary key (old_province, old_district, old_name, old_code, new_code)
);
create index admin_unit_mapping_old_code on vocabulary.admin_unit_mapping (old_code) where old_code <> '';

-- Deadline rules keep their history: a correction adds a row and marks the old one superseded, so that a clock started under the old
-- rule can always be explained.
create table vocabulary.deadline_rule (
  id text not null,
  revision integer not null default 1 check (revision >= 1),
  code text not null,
  vi text not null,
  en text not null,
  trigger text not null,
  urgency text,
  amount integer not null check (amount >= 1),
  min_amount integer check (min_amount between 1 and amount),
  unit text not null check (unit in ('minute', 'hour', 'working_day', 'calendar_day')),
  owner_function text,
  owner_role text,
  owner_external text,
  legal_source text not null check (legal_source <> ''),
  verified boolean not null,
  valid_from date not null,
  valid_to date,
  warn_at numeric not null check (warn_at > 0 and warn_at < 1),
  escalates_to text not null,
  origin vocabulary.origin not null default 'file',
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  primary key (id, revision),
  check (valid_to is null or valid_from <= valid_to),
  check (owner_function is not null or owner_role is not null or owner_external is not null)
);
create unique index deadline_rule_current on vocabulary.deadline_rule (id) where superseded_at is null;
create index deadline_rule_code on vocabulary.deadline_rule (code) where superseded_at is null;

create table vocabulary.holiday (
  day date primary key,
  kind text not null check (kind in ('holiday', 'in_lieu', 'swapped_off', 'working_day')),
  vi text not null,
  en text not null,
  source text not null check (source <> ''),
  verified boolean not null,
  origin vocabulary.origin not null default 'file',
  -- An operator withdraws a day of the file (a notice moved it) by this mark; the row stays and is not read.
  withdrawn boolean not null default false,
  recorded_at timestamptz not null default now()
);

-- The app reads everything and records corrections of rules and days; the files are written by the owner, with the migrations.
grant select on all tables in schema vocabulary to lachan_app;
grant insert, update on vocabulary.deadline_rule, vocabulary.holiday to lachan_app;

-- What a helper writes down of a contact when it is over, in codes; what they say of it in words is sealed (`sealed_part`, class
-- `internal`). A correction is another version, and none is changed.
create table counselling.contact_record (
  contact_id uuid not null references counselling.contact,
  version smallint not null check (version > 0),
  at timestamptz not null,
  author uuid not null,
  -- The versions of the code lists that it was written by.
  lists text not null,
  channel text not null,
  call_type text not null,
  informant_type text,
  age_band text not null,
  sex text not null,
  province_code text check (province_code ~ '^\d{2}$'),
  -- At most five, of which one is the main one.
  reasons text[] not null check (cardinality(reasons) <= 5),
  main_reason text,
  chi text[] not null check (cardinality(chi) <= 5),
  -- Where online it happened, and what.
  places text[] not null check (cardinality(places) <= 5),
  incidents text[] not null check (cardinality(incidents) <= 5),
  actions text[] not null check (cardinality(actions) between 1 and 10),
  -- What the rule had suggested while it was written: whether suggestions help is read from it.
  suggested text[] not null check (cardinality(suggested) <= 3),
  correction_reason text,
  primary key (contact_id, version),
  check ((version = 1) = (correction_reason is null)),
  check ((main_reason is null) = (cardinality(reasons) = 0)),
  check (main_reason is null or main_reason = any (reasons))
);

-- What a child answers after the end, once: its own five faces before and after, and whether it was helped (1 to 4). All of it may be
-- left out; that it was skipped is kept so that nobody is asked twice.
create table counselling.contact_survey (
  contact_id uuid primary key references counselling.contact,
  at timestamptz not null,
  feeling_before smallint check (feeling_before between 1 and 5),
  feeling_after smallint check (feeling_after between 1 and 5),
  helped smallint check (helped between 1 and 4),
  skipped boolean not null,
  check (not skipped or (feeling_before is null and feeling_after is null and helped is null))
);

alter table counselling.contact add column recorded_at timestamptz;
grant update (recorded_at) on counselling.contact to lachan_app;
-- Contacts that are over and have to be written down still.
create index contact_unrecorded on counselling.contact (helper, ended_at) where state = 'done' and recorded_at is null and helper is not null;
create index contact_of_report on counselling.contact (report_id) where report_id is not null;

grant select, insert on counselling.contact_record, counselling.contact_survey to lachan_app;

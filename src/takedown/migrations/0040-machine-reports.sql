-- Reports that members of the network file by machine, in the stages of NCMEC's CyberTipline: opened, their files described, finished,
-- taken back. Metadata and hashes alone: no column can hold a picture.

create table takedown.machine_report (
  id uuid primary key,
  reference text not null unique check (reference ~ '^BT-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  -- The member that files, and which of its machines.
  agency text not null,
  client text not null,
  -- Keyed digest of member and the sender's own key, and of what was sent under it: what is sent twice is one, something else under the same key is refused.
  key_mark bytea unique check (octet_length(key_mark) = 32),
  body_mark bytea not null check (octet_length(body_mark) = 32),
  form text not null check (form in ('XML', 'JSON')),
  -- Of a sender that tries its program: read and answered, in no queue ever.
  test boolean not null,
  state text not null check (state in ('OPEN', 'FINISHED', 'RETRACTED', 'EXPIRED')),
  incident_type text not null,
  incident_at timestamptz not null,
  urgent boolean not null,
  -- What was reported, as JSON. Wrapped by the vault; null where it was never finished.
  sealed bytea,
  files integer not null default 0,
  -- Percent of the expected fields that were filled, and the codes of the empty ones.
  quality smallint not null check (quality between 0 and 100),
  missing text[] not null default '{}',
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  -- An open one that nobody goes on with ends at this moment.
  expires_at timestamptz not null,
  finished_at timestamptz,
  retracted_at timestamptz,
  is_demonstration boolean not null default false,
  check ((sealed is null) = (state = 'EXPIRED' or (state = 'RETRACTED' and finished_at is null))),
  check (state <> 'FINISHED' or finished_at is not null),
  check ((state = 'RETRACTED') = (retracted_at is not null))
);
create index machine_report_list on takedown.machine_report (opened_at desc, id desc);
create index machine_report_of_agency on takedown.machine_report (agency, opened_at desc, id desc);
create index machine_report_open on takedown.machine_report (expires_at) where state = 'OPEN';
create index machine_report_finished on takedown.machine_report (finished_at) where state = 'FINISHED' and not test;

-- A file, or a place that a report names without one: each becomes an arrival of an item.
create table takedown.machine_report_part (
  id uuid primary key,
  report_id uuid not null references takedown.machine_report,
  agency text not null,
  -- Its report was finished and is no test: the unit sees it.
  shown boolean not null default false,
  kind text not null check (kind in ('FILE', 'PLACE')),
  place integer not null,
  -- Of the sender's own key of the file, within its report.
  key_mark bytea check (octet_length(key_mark) = 32),
  -- What was said of it, as JSON. Wrapped by the vault.
  sealed bytea,
  file_mark bytea check (octet_length(file_mark) = 32),
  -- What the provider said of its own look: null is not said. Who may open the file hangs on it.
  viewed boolean,
  exif_viewed boolean,
  publicly_available boolean,
  relevance text,
  classification text check (classification in ('A1', 'A2', 'B1', 'B2')),
  annotations text[] not null default '{}',
  -- Whether the register knows one of its hashes; null: not asked.
  known boolean,
  -- The sender gave the bytes: they were hashed in memory and dropped.
  dropped boolean not null default false,
  quality smallint not null check (quality between 0 and 100),
  missing text[] not null default '{}',
  added_at timestamptz not null,
  -- The item that it became part of; null while it waits, or where nothing says where it stands.
  item_id uuid references takedown.item,
  unique (report_id, kind, place),
  unique (report_id, key_mark)
);
create index machine_report_part_of_item on takedown.machine_report_part (item_id, added_at desc) where item_id is not null;

-- What became of a report, told back to who filed it.
create table takedown.machine_report_outcome (
  id uuid primary key,
  report_id uuid not null references takedown.machine_report,
  -- The member, so that it reads its own in the order in which they were given.
  agency text not null,
  round text not null,
  code text not null,
  given_at timestamptz not null,
  unique (report_id, round)
);
create index machine_report_outcome_of_agency on takedown.machine_report_outcome (agency, given_at, id);

-- A report that was taken back takes its part out of the counters.
alter table takedown.arrival add column withdrawn_at timestamptz;
drop index takedown.arrival_waiting;
create index arrival_waiting on takedown.arrival (arrived_at, id) where item_id is null and withdrawn_at is null;
grant update (withdrawn_at) on takedown.arrival to lachan_app;

-- One alert for one wave, however many reports it has.
alter table takedown.incident add column alerted_at timestamptz;
grant update (alerted_at) on takedown.incident to lachan_app;

grant select, insert, update (state, sealed, files, quality, missing, changed_at, expires_at, finished_at, retracted_at) on takedown.machine_report to lachan_app;
grant select, insert, update (shown, sealed, file_mark, viewed, exif_viewed, publicly_available, relevance, classification, annotations, known, quality, missing, item_id)
  on takedown.machine_report_part to lachan_app;
grant select, insert on takedown.machine_report_outcome to lachan_app;

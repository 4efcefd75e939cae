-- What the desk of the register needs: how much one analyst may look at, files that are taken in, why an entry was taken out.

-- The exposure budget is data: a change is a new row that holds from a moment on.
create table hashes.exposure_limit (
  id uuid primary key,
  valid_from timestamptz not null,
  -- Entries and minutes of one shift; after either nothing more is opened until the rest is over.
  items_shift smallint not null check (items_shift between 1 and 1000),
  minutes_shift smallint not null check (minutes_shift between 10 and 720),
  -- After so many entries or minutes a break of so many minutes is due.
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
insert into hashes.exposure_limit
values ('01936000-0000-7000-8000-000000000010', '2000-01-01T00:00:00Z', 240, 240, 60, 50, 10, 8,
  'Mức tạm của nền tảng, đến khi cơ quan phụ trách đặt mức riêng · this platform''s own, until the agency in charge sets one', false, 'hashes.register-desk', now());

-- One shift of one person: a load, never what was looked at beside the one entry that lies open.
create table hashes.exposure (
  person uuid not null,
  agency text not null,
  started_at timestamptz not null,
  items integer not null default 0,
  seconds integer not null default 0,
  run_items integer not null default 0,
  run_seconds integer not null default 0,
  breaks integer not null default 0,
  break_from timestamptz,
  open_entry uuid,
  opened_at timestamptz,
  last_at timestamptz not null,
  primary key (person, started_at)
);
create index on hashes.exposure (agency, started_at);

-- Why an entry was taken out: a code, never a text.
create table hashes.withdrawal (
  id uuid primary key,
  entry_id uuid not null references hashes.entry,
  reason text not null check (reason ~ '^[A-Z_]{2,32}$'),
  withdrawn_by text not null,
  withdrawn_at timestamptz not null
);
create index on hashes.withdrawal (entry_id);

-- A file of hashes that a person takes in: first looked at line by line, then taken in by a job.
create table hashes.import_batch (
  id uuid primary key,
  agency text not null,
  source_id uuid not null references hashes.source,
  bank_id uuid not null references hashes.bank,
  format text not null check (format in ('csv', 'ndjson')),
  state text not null check (state in ('OPEN', 'RUNNING', 'DONE', 'DROPPED')),
  lines integer not null default 0,
  fresh integer not null default 0,
  known integer not null default 0,
  refused integer not null default 0,
  taken integer not null default 0,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz
);
create index on hashes.import_batch (agency, started_at);
create table hashes.import_line (
  id uuid primary key,
  batch_id uuid not null references hashes.import_batch,
  line integer not null,
  verdict text not null check (verdict in ('fresh', 'known', 'refused')),
  reason text,
  -- The entry as it will be taken in; of a refused line nothing is kept but its number and reason.
  entry jsonb,
  unique (batch_id, line)
);

grant select, insert on hashes.exposure_limit, hashes.exposure, hashes.withdrawal, hashes.import_batch, hashes.import_line to lachan_app;
grant update (items, seconds, run_items, run_seconds, breaks, break_from, open_entry, opened_at, last_at) on hashes.exposure to lachan_app;
grant update (state, lines, fresh, known, refused, taken, finished_at) on hashes.import_batch to lachan_app;
grant delete on hashes.import_line to lachan_app;

-- Long work that a person asked for and may leave: an import, a dry run, a replay, a training. Codes and numbers only.
create table kernel.long_job (
  id uuid primary key,
  kind text not null,
  -- What it works on, as its module names it: the id of a record, or a word where there is one such work in the country.
  object_id text not null,
  -- The agency of who asked, and whether people of other agencies see it too.
  agency text not null,
  national boolean not null,
  asked_by text not null,
  asked_at timestamptz not null,
  -- Ids, codes, numbers and dates that the work needs.
  input jsonb not null,
  state text not null check (state in ('WAITING', 'RUNNING', 'DONE', 'REFUSED', 'CANCELLED', 'BROKEN')),
  done bigint not null default 0,
  total bigint,
  attempts integer not null default 0,
  -- Its steps are carried by a queue of its module, so that no process is expected to give signs of life.
  queued boolean not null,
  started_at timestamptz,
  beat_at timestamptz,
  cancel_asked_at timestamptz,
  finished_at timestamptz,
  -- The code of the refusal where it ended with one.
  refusal text check (refusal ~ '^[a-z0-9.-]{1,80}$'),
  outcome jsonb not null default '{}',
  check ((finished_at is null) = (state in ('WAITING', 'RUNNING')))
);
-- One at a time for an object.
create unique index long_job_open on kernel.long_job (kind, object_id) where state in ('WAITING', 'RUNNING');
create index long_job_last on kernel.long_job (kind, object_id, asked_at desc);
create index long_job_beat on kernel.long_job (beat_at) where state = 'RUNNING' and not queued;
grant select, insert on kernel.long_job to lachan_app;
grant update (state, done, total, attempts, queued, started_at, beat_at, cancel_asked_at, finished_at, refusal, outcome) on kernel.long_job to lachan_app;

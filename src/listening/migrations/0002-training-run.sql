-- A training that somebody asked for: the work is a job's, and this is what they see of it, wherever they went meanwhile.
create table listening.training_run (
  id uuid primary key,
  asked_by text not null,
  asked_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  model_id uuid,
  -- The code of the refusal where no model came of it.
  refusal text check (refusal ~ '^[a-z0-9.-]{1,80}$'),
  check (finished_at is null or (model_id is null) <> (refusal is null))
);
create index on listening.training_run (asked_at desc);
grant select, insert on listening.training_run to lachan_app;
grant update (started_at, finished_at, model_id, refusal) on listening.training_run to lachan_app;

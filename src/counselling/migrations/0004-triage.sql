-- Order by the first message: whether scores may move anybody, and what was scored. No word that a child wrote stands here.

-- What a desk decided, one row a decision; the newest holds. SILENT: scores are kept and move nobody. LIVE: they may, for the
-- version of the model that was approved. OFF: nothing is read. The child's own "urgent" always counts.
create table counselling.triage_setting (
  id uuid primary key,
  desk_code text not null,
  organisation text not null,
  state text not null check (state in ('SILENT', 'LIVE', 'OFF')),
  version text not null check (version ~ '^[a-z0-9.-]{3,100}$'),
  set_at timestamptz not null,
  set_by text not null
);
create index on counselling.triage_setting (desk_code, set_at desc, id desc);

create table counselling.triage_score (
  contact_id uuid primary key references counselling.contact,
  desk_code text not null,
  at timestamptz not null,
  version text not null,
  -- Calibrated probability that the message tells of a danger that is here or about to be.
  score double precision not null check (score between 0 and 1),
  reasons text[] not null,
  state text not null check (state in ('SILENT', 'LIVE')),
  -- The band if everything counted, and the one that was given.
  found_band smallint not null check (found_band between 1 and 3),
  given_band smallint not null check (given_band between 1 and 3),
  -- One in twenty is kept from being moved by its score, so that the next model does not learn from what this one moved.
  plain_order boolean not null,
  unmarked boolean not null,
  check (given_band <= found_band)
);
create index on counselling.triage_score (desk_code, at desc);

grant select, insert on counselling.triage_setting, counselling.triage_score to lachan_app;

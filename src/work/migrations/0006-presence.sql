-- Who looks at a record or writes on it, for a few seconds. Nothing rests on it: unlogged, and empty after a crash.
create unlogged table work.presence (
  object_kind text not null,
  object_id uuid not null,
  person uuid not null,
  -- Of the record: its people see who is there.
  agency text not null,
  writing boolean not null,
  until timestamptz not null,
  primary key (object_kind, object_id, person)
);
grant select, insert, delete, update (agency, writing, until) on work.presence to lachan_app;

-- Templates that networks ask for: words that one person wrote, another approved, and the network knows under an id. One row a version.

create table channels.message_template (
  id uuid primary key,
  agency text not null,
  channel text not null,
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,59}$'),
  version smallint not null check (version > 0),
  -- With its blanks as `{name:KIND}`; nothing of a person stands in it.
  text text not null check (char_length(text) between 1 and 1000),
  state text not null check (state in ('draft', 'approved', 'registered', 'retired')),
  written_by uuid not null,
  written_at timestamptz not null,
  approved_by uuid check (approved_by <> written_by),
  approved_at timestamptz,
  network_id text check (char_length(network_id) between 1 and 100),
  registered_at timestamptz,
  retired_at timestamptz,
  unique (agency, channel, code, version),
  check (state <> 'approved' or approved_by is not null),
  check (state <> 'registered' or (approved_by is not null and network_id is not null)),
  check ((approved_by is null) = (approved_at is null))
);

grant select, insert, update (text, state, written_by, written_at, approved_by, approved_at, network_id, registered_at, retired_at)
  on channels.message_template to lachan_app;

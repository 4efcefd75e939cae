-- Selections of the graph that a person keeps for a file: from where, which steps, which filters. Theirs alone.
create table offences.graph_view (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  person uuid not null,
  -- Name and selection, as JSON. Wrapped by the vault.
  sealed bytea not null,
  made_at timestamptz not null
);
create index graph_view_of on offences.graph_view (file_id, person);
grant select, insert, update (sealed, made_at), delete on offences.graph_view to lachan_app;

-- A screen on a wall is a machine too: it may do one thing, for a while, and is nobody's session. It gets its key with a code
-- that works once; of both the database has the hash.
alter table members.machine_client
  add column kind text not null default 'service' check (kind in ('service', 'display')),
  add column last_seen_at timestamptz,
  add column code_hash bytea,
  add column code_until timestamptz,
  add constraint machine_client_display_is_narrow check (kind = 'service' or (scopes = array['wall.read'] and valid_to is not null)),
  add constraint machine_client_code check ((code_hash is null) = (code_until is null) and (kind = 'display' or code_hash is null));
create unique index on members.machine_client (code_hash) where code_hash is not null;
grant update (key_hash, last_seen_at, code_hash, code_until) on members.machine_client to lachan_app;

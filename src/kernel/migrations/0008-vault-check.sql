-- By what the start knows the vault of this database again: no key can be made from it, and nothing of a person is in it.
create table kernel.vault_check (
  only_row boolean primary key default true check (only_row),
  -- A secret derived for this purpose alone.
  mark bytea not null check (octet_length(mark) = 32),
  -- Wrapped by the root key in use.
  sealed bytea not null
);
grant select on kernel.vault_check to lachan_app;

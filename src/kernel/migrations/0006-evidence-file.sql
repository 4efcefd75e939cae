-- Files that belong to a record: their bytes lie sealed in a folder or a bucket under the row's id. The key is a data key of the record.
create table kernel.evidence_file (
  id uuid primary key,
  object_kind text not null,
  object_id uuid not null,
  -- What it is of the record, as its module names it: `decision`, `minutes`.
  part text not null,
  media_type text not null check (media_type ~ '^[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}$'),
  data_key_id uuid not null,
  -- Bytes of the plain file, and the SHA-256 of the sealed one.
  size integer not null check (size >= 0),
  sealed_digest bytea not null check (octet_length(sealed_digest) = 32),
  stored_by text not null,
  stored_at timestamptz not null,
  removed_at timestamptz
);
create index on kernel.evidence_file (object_kind, object_id, part, stored_at desc);
create index on kernel.evidence_file (removed_at) where removed_at is not null;
grant select, insert on kernel.evidence_file to lachan_app;
grant update (removed_at) on kernel.evidence_file to lachan_app;

-- Recorded voices of the pages for children of 6 to 8. The bytes lie as evidence files under the platform's own key.
create table recordings.recording (
  id uuid primary key,
  -- Code of the vocabulary's list of spoken screens.
  screen text not null,
  -- SHA-256 of the script that was spoken: another script than the page's now is out of date.
  script_digest bytea not null check (octet_length(script_digest) = 32),
  file uuid not null,
  media_type text not null check (media_type in ('audio/mpeg', 'audio/mp4')),
  size integer not null check (size between 1 and 204800),
  milliseconds integer not null check (milliseconds between 2000 and 30000),
  put_by text not null,
  put_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index on recordings.recording (screen) where withdrawn_at is null;
grant select, insert on recordings.recording to lachan_app;
grant update (withdrawn_at, withdrawn_by) on recordings.recording to lachan_app;

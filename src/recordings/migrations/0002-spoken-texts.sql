-- Recorded voices of texts that editors write: one a part of a text at a time, bound to exactly the words that were spoken.
create table recordings.spoken_text (
  id uuid primary key,
  -- Which part of which text, in the words of the module that keeps the text.
  object text not null check (length(object) between 1 and 200),
  -- SHA-256 of the words that were spoken: other words now are out of date.
  text_digest bytea not null check (octet_length(text_digest) = 32),
  -- SHA-256 of the sound, so that whoever approves a text approves its voice.
  sound_digest bytea not null check (octet_length(sound_digest) = 32),
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
create unique index on recordings.spoken_text (object) where withdrawn_at is null;
grant select, insert on recordings.spoken_text to lachan_app;
grant update (withdrawn_at, withdrawn_by) on recordings.spoken_text to lachan_app;

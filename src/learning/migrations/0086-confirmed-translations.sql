-- An editor has looked whether the English of a line still says what its Vietnamese says now. It is of these very words, wherever they stand.
create table learning.confirmed_translation (
  item_id uuid not null references learning.item,
  -- SHA-256 over both sides of the line.
  pair bytea not null check (octet_length(pair) = 32),
  person uuid not null,
  agency text not null,
  at timestamptz not null,
  primary key (item_id, pair)
);
grant select, insert on learning.confirmed_translation to lachan_app;

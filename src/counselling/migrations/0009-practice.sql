-- Practice with scripted children. It is the person's own: nobody else of the desk, the supervisor included, finds it here.

create table counselling.practice (
  id uuid primary key,
  person uuid not null,
  desk_code text not null,
  persona text not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  ended text check (ended in ('closed', 'left', 'turns', 'stopped')),
  -- Where the story stands: numbers and codes of moves, no word of the person's.
  state jsonb not null,
  -- The key of its lines, wrapped by the vault. It goes with the row.
  sealed_key bytea not null,
  version integer not null default 1,
  check ((ended_at is null) = (ended is null))
);
create index practice_of_person on counselling.practice (person, began_at desc);

-- What the person wrote in a turn, the answer and the feedback, sealed under the practice's key.
create table counselling.practice_line (
  practice_id uuid not null references counselling.practice on delete cascade,
  turn smallint not null check (turn > 0),
  at timestamptz not null,
  sealed bytea not null,
  primary key (practice_id, turn)
);

-- That somebody practised, where the person tells the desk: with whom and when, nothing of how it went.
create table counselling.practice_share (
  practice_id uuid primary key references counselling.practice on delete cascade,
  person uuid not null,
  desk_code text not null,
  persona text not null,
  practised_at timestamptz not null,
  shared_at timestamptz not null
);
create index practice_share_of_desk on counselling.practice_share (desk_code, practised_at desc);

grant select, insert, delete, update (ended_at, ended, state, version) on counselling.practice to lachan_app;
grant select, insert on counselling.practice_line to lachan_app;
grant select, insert, delete on counselling.practice_share to lachan_app;

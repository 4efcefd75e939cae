-- The guided dialogue about danger, for a contact that somebody has. Nothing here is ever changed or removed: what was answered, how high
-- it was raised and to whom the child was handed over are rows that are added.

-- One answer. Which question, which answer and what was noted beside it are sealed under the contact's `internal` key, which the child's
-- words do not open. The page makes `answer_key`: an answer sent twice is one.
create table counselling.risk_answer (
  contact_id uuid not null references counselling.contact,
  desk_code text not null,
  kind text not null check (kind in ('SELF_HARM', 'VIOLENCE_NOW', 'MEETING', 'SEXUAL_EXTORTION')),
  number integer not null check (number > 0),
  answer_key uuid not null,
  script_version text not null,
  at timestamptz not null,
  author uuid not null,
  sealed bytea not null,
  primary key (contact_id, kind, number),
  unique (contact_id, answer_key)
);

-- How high it stood, and since when. The highest row counts, so that a level cannot be lowered.
create table counselling.risk_level (
  contact_id uuid not null references counselling.contact,
  desk_code text not null,
  kind text not null check (kind in ('SELF_HARM', 'VIOLENCE_NOW', 'MEETING', 'SEXUAL_EXTORTION')),
  level smallint not null check (level between 1 and 3),
  at timestamptz not null,
  by uuid not null,
  primary key (contact_id, kind, level)
);

-- To whom a child in danger was handed over.
create table counselling.risk_hand_over (
  id uuid primary key,
  contact_id uuid not null references counselling.contact,
  desk_code text not null,
  to_kind text not null check (to_kind in ('POLICE', 'AMBULANCE', 'DUTY_OFFICER', 'FAMILY')),
  at timestamptz not null,
  by uuid
);
create index on counselling.risk_hand_over (contact_id, at);

grant select, insert on counselling.risk_answer, counselling.risk_level, counselling.risk_hand_over to lachan_app;

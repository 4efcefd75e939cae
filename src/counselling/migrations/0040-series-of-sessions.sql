-- Series of counselling sessions for one child, at 111 or at a facility. In the clear stand codes, times, numbers of scales and who
-- counsels; everything that a person wrote is sealed. A private note has a key of its own, which is wrapped for its author alone.

create table counselling.series (
  id uuid primary key,
  -- The code of the matter that it began from; the agency that counsels, and the desk whose key opens what is shared.
  reference text not null,
  agency text not null,
  desk_code text not null,
  counsellor uuid not null,
  origin text not null check (origin in ('contact', 'case', 'referral')),
  contact_id uuid,
  case_id uuid,
  referral_id uuid,
  -- The agency that handles the case, which reads what is shared.
  shared_with text,
  age_band text not null,
  state text not null default 'open' check (state in ('open', 'ended')),
  began_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  version integer not null default 1,
  is_demonstration boolean not null default false,
  check ((state = 'ended') = (ended_at is not null) and (state = 'ended') = (outcome is not null)),
  check (case origin when 'contact' then contact_id is not null when 'case' then case_id is not null else referral_id is not null end)
);
create index series_of_agency on counselling.series (agency, state, began_at desc);
create index series_shared_with on counselling.series (shared_with, state, began_at desc) where shared_with is not null;
create unique index series_of_referral on counselling.series (referral_id) where referral_id is not null;
create index series_of_contact on counselling.series (contact_id) where contact_id is not null;

-- What is shared in words: goals and summaries, sealed under the series' `narrative` key.
create table counselling.series_part (
  series_id uuid not null references counselling.series on delete cascade,
  field_class text not null check (field_class = 'narrative'),
  part text not null,
  sealed bytea not null,
  primary key (series_id, field_class, part)
);

create table counselling.series_goal (
  id uuid primary key,
  series_id uuid not null references counselling.series on delete cascade,
  state text not null default 'open' check (state in ('open', 'reached', 'dropped')),
  set_at timestamptz not null,
  settled_at timestamptz,
  check ((state = 'open') = (settled_at is null))
);
create index on counselling.series_goal (series_id, set_at);

-- A session: an appointment until it was held, missed, cancelled or moved.
create table counselling.series_session (
  id uuid primary key,
  series_id uuid not null references counselling.series on delete cascade,
  counsellor uuid not null,
  starts_at timestamptz not null,
  minutes smallint not null check (minutes between 10 and 240),
  mode text not null,
  state text not null default 'planned' check (state in ('planned', 'held', 'missed', 'cancelled', 'moved')),
  reason text,
  moved_to uuid,
  settled_at timestamptz,
  -- Where the child may be reminded; 'none' unless it was asked and said so.
  child_reminder text not null default 'none' check (child_reminder in ('none', 'own-page')),
  check ((state = 'planned') = (settled_at is null)),
  check ((state = 'moved') = (moved_to is not null))
);
create index on counselling.series_session (series_id, starts_at);
create index series_session_planned on counselling.series_session (counsellor, starts_at) where state = 'planned';

-- A number that was given on a scale of sessions/scales.json.
create table counselling.series_score (
  series_id uuid not null references counselling.series on delete cascade,
  session_id uuid not null references counselling.series_session on delete cascade,
  scale text not null,
  scale_version text not null,
  value smallint not null check (value between 0 and 10),
  at timestamptz not null,
  primary key (session_id, scale)
);
create index on counselling.series_score (series_id, at);

-- Who agreed to the counselling, by which rule, or why it began without them. The newest of each giver counts.
create table counselling.series_consent (
  id uuid primary key,
  series_id uuid not null references counselling.series on delete cascade,
  -- Its place in the order in which answers were given, from 1.
  place integer not null check (place > 0),
  giver text not null check (giver in ('child', 'guardian')),
  answer text not null check (answer in ('given', 'refused', 'withdrawn', 'not-asked')),
  exception text,
  rule text not null,
  rule_version text not null,
  at timestamptz not null,
  recorded_by uuid not null,
  check ((answer = 'not-asked') = (exception is not null))
);
create unique index on counselling.series_consent (series_id, place);

-- What a counsellor notes for themselves. The key is wrapped by the vault in a context that names the author, and goes with the row.
create table counselling.private_note (
  id uuid primary key,
  series_id uuid not null references counselling.series on delete cascade,
  agency text not null,
  author uuid not null,
  at timestamptz not null,
  sealed_key bytea not null,
  sealed bytea not null
);
create index on counselling.private_note (series_id, author, at);

grant select, insert, update (counsellor, case_id, shared_with, state, ended_at, outcome, version), delete on counselling.series to lachan_app;
grant select, insert, update (sealed) on counselling.series_part to lachan_app;
grant select, insert, update (state, settled_at) on counselling.series_goal to lachan_app;
grant select, insert, update (counsellor, state, reason, moved_to, settled_at, child_reminder) on counselling.series_session to lachan_app;
grant select, insert on counselling.series_score, counselling.series_consent to lachan_app;
grant select, insert, delete on counselling.private_note to lachan_app;

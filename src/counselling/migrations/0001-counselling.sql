-- The 111 desk: contacts of children and of those who care for them (chat, call, message, walk-in), the lines of a chat, and the
-- helpers on shift. In the clear stand codes, times and counts; everything that a person wrote is sealed (bytea).

-- One contact, whatever it came by. Its state and the conditional update of it decide who has it (contact.ts).
create table counselling.contact (
  id uuid primary key,
  -- For staff to say aloud, and to find it by. Random, so that it tells nobody how many there are.
  reference text not null unique check (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  channel text not null check (channel in ('CHAT', 'PHONE', 'MESSAGE', 'WALK_IN')),
  desk_code text not null,
  organisation text not null,
  state text not null check (state in
    ('waiting', 'offered', 'live', 'held', 'transferring', 'wrapping', 'done', 'abandoned', 'returned')),
  language text not null check (language in ('vi', 'en')),
  informant_type text,
  portal_band text,
  age_band text not null default 'UNK',
  province_code text check (province_code ~ '^\d{2}$'),
  -- Order of the queue: the band is only ever raised, and says why.
  said_urgent boolean not null default false,
  band smallint not null default 1 check (band between 0 and 4),
  band_reason text not null,
  tier text not null default 'front' check (tier in ('front', 'counsellor')),
  -- Since when it waits; kept when an offer was missed, so that its age is kept too.
  waiting_since timestamptz not null,
  began_at timestamptz not null,
  -- Who has it, or had it last; and to whom it is offered, until when.
  helper uuid,
  offered_to uuid,
  offer_until timestamptz,
  accepted_at timestamptz,
  -- To whom it is being handed; the one who has it keeps it until the other has taken it.
  transfer_to uuid,
  wrap_until timestamptz,
  ended_at timestamptz,
  end_reason text,
  -- Lines of the thread have numbers without gaps; the marks say what each side has seen and written.
  last_seq integer not null default 0,
  child_seq integer not null default 0,
  helper_seq integer not null default 0,
  child_seen_seq integer not null default 0,
  helper_seen_seq integer not null default 0,
  -- Since when the child waits for an answer; reading does not clear it.
  owed_since timestamptz,
  -- The child's page shows no sign of life, or was blanked ("someone is here"): nothing is shown and nothing rings there.
  child_away_since timestamptz,
  child_blanked boolean not null default false,
  -- Its place is kept so long after the child's page was closed.
  place_until timestamptz,
  -- What it became.
  report_id uuid,
  case_id uuid,
  version integer not null default 1,
  is_demonstration boolean not null default false,
  check ((state = 'offered') = (offered_to is not null)),
  check ((offered_to is null) = (offer_until is null)),
  check (state not in ('live', 'held', 'transferring', 'wrapping') or helper is not null),
  check ((state in ('done', 'abandoned')) = (ended_at is not null))
);
create index contact_waiting on counselling.contact (desk_code, channel, band desc, waiting_since, id) where state in ('waiting', 'returned');
create index contact_offered on counselling.contact (offer_until) where state = 'offered';
create index contact_of_helper on counselling.contact (helper, state) where state in ('live', 'held', 'transferring', 'wrapping');
create index contact_offered_to on counselling.contact (offered_to) where offered_to is not null;
create index contact_newest on counselling.contact (desk_code, began_at desc, id desc);

-- What opens a contact again: a locator that is not secret, and a verifier of six words, as a report's receipt has.
create table counselling.contact_receipt (
  id uuid primary key,
  contact_id uuid not null unique references counselling.contact,
  locator text not null unique check (locator ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  salt bytea not null check (octet_length(salt) = 16),
  memory_kib integer not null,
  passes integer not null,
  verifier bytea not null check (octet_length(verifier) = 32),
  made_at timestamptz not null,
  last_opened_at timestamptz
);

-- The time in which the child's page holds the contact open. The token itself is only in the reader's cookie.
create table counselling.contact_session (
  id uuid primary key,
  contact_id uuid not null references counselling.contact,
  token_hash bytea not null unique,
  opened_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index on counselling.contact_session (contact_id);
create index on counselling.contact_session (expires_at);

-- A line of the thread, sealed under the contact's `thread` key. `line_key` is made by the writer's page: the same line sent twice is one.
create table counselling.contact_line (
  contact_id uuid not null references counselling.contact,
  seq integer not null check (seq > 0),
  line_key uuid not null,
  at timestamptz not null,
  from_kind text not null check (from_kind in ('child', 'helper', 'house')),
  author uuid,
  sealed bytea not null,
  primary key (contact_id, seq),
  unique (contact_id, line_key),
  check ((from_kind = 'helper') = (author is not null))
);

-- Lines between colleagues, in a table of their own and under a key of their own: no transcript, search or export can pick them up by mistake.
create table counselling.contact_note (
  id uuid primary key,
  contact_id uuid not null references counselling.contact,
  at timestamptz not null,
  author uuid not null,
  sealed bytea not null
);
create index on counselling.contact_note (contact_id, at);

-- What happened to the contact, in codes.
create table counselling.contact_event (
  id uuid primary key,
  contact_id uuid not null references counselling.contact,
  code text not null,
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  codes jsonb not null default '{}'
);
create index on counselling.contact_event (contact_id, at);

-- A person at work on live help. Capacity is counted from contacts under a lock of this row, never kept in it.
create table counselling.helper_shift (
  id uuid primary key,
  person uuid not null,
  desk_code text not null,
  organisation text not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  state text not null check (state in ('available', 'away', 'break', 'winding-down')),
  state_since timestamptz not null,
  -- Who set it, and why: one who was set away by the house is told so.
  state_set_by text not null check (state_set_by in ('self', 'missed-offers', 'stream-lost', 'rest', 'supervisor')),
  state_reason text,
  tier text not null check (tier in ('front', 'counsellor')),
  level smallint not null check (level between 1 and 5),
  channels text[] not null,
  -- The check of sound and notification at the start of the shift.
  checked_at timestamptz,
  last_sign_at timestamptz not null,
  missed_offers smallint not null default 0,
  rest_until timestamptz,
  version integer not null default 1
);
create unique index on counselling.helper_shift (person) where ended_at is null;
create index on counselling.helper_shift (desk_code) where ended_at is null;

grant select, insert on counselling.contact to lachan_app;
grant update (state, language, informant_type, portal_band, age_band, province_code, said_urgent, band, band_reason, tier, waiting_since, helper,
  offered_to, offer_until, accepted_at, transfer_to, wrap_until, ended_at, end_reason, last_seq, child_seq, helper_seq, child_seen_seq,
  helper_seen_seq, owed_since, child_away_since, child_blanked, place_until, report_id, case_id, version) on counselling.contact to lachan_app;
grant select, insert, delete, update (salt, memory_kib, passes, verifier, made_at, last_opened_at) on counselling.contact_receipt to lachan_app;
grant select, insert, delete, update (last_used_at) on counselling.contact_session to lachan_app;
grant select, insert on counselling.contact_line, counselling.contact_note, counselling.contact_event to lachan_app;
grant select, insert, update (ended_at, state, state_since, state_set_by, state_reason, tier, level, channels, checked_at, last_sign_at,
  missed_offers, rest_until, version) on counselling.helper_shift to lachan_app;

-- Telephone calls of contacts: what the exchange said of each, the extensions of the desk, and who has to be called back.

create table counselling.phone_call (
  id uuid primary key,
  contact_id uuid not null references counselling.contact,
  -- The exchange: an account of the channels.
  account_id uuid not null,
  -- Keyed digest of the exchange's identifier of the call.
  call_mark bytea not null unique check (octet_length(call_mark) = 32),
  -- Blind index of the caller's number; null where it was hidden.
  number_mark bytea check (octet_length(number_mark) = 32),
  -- The exchange's identifier, the number and the name of what was left at the exchange, as JSON. Wrapped by the vault.
  sealed bytea not null,
  direction text not null check (direction in ('in', 'out')),
  state text not null check (state in ('incoming', 'answered', 'held', 'parked', 'ended')),
  -- By the exchange's clock: what is older than this changes nothing more.
  state_at timestamptz not null,
  came_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  -- Q.850.
  cause smallint,
  extension text,
  -- The desk's end is gone, and the exchange keeps the caller until then.
  parked_until timestamptz,
  recording_since timestamptz,
  recording_stop_asked_at timestamptz,
  has_voicemail boolean not null default false,
  -- Why the exchange did not do what it was last asked; a code.
  failure text,
  check ((state = 'ended') = (ended_at is not null))
);
create index on counselling.phone_call (contact_id, came_at);
create index on counselling.phone_call (number_mark, came_at) where number_mark is not null;
create index phone_call_open on counselling.phone_call (account_id) where ended_at is null;
create index phone_call_parked on counselling.phone_call (parked_until) where parked_until is not null;
create index phone_call_recording on counselling.phone_call (recording_since) where recording_since is not null;

-- At which extension a person of the desk has a telephone.
create table counselling.phone_extension (
  person uuid primary key,
  desk_code text not null,
  organisation text not null,
  extension text not null unique check (extension ~ '^[0-9A-Za-z_-]{1,32}$'),
  set_at timestamptz not null
);

-- A call that nobody took, and whose number is known: somebody calls back.
create table counselling.call_back (
  contact_id uuid primary key references counselling.contact,
  state text not null check (state in ('open', 'trying', 'reached', 'given-up')),
  attempts smallint not null default 0,
  due_at timestamptz not null,
  until timestamptz not null,
  last_by uuid,
  last_at timestamptz
);
create index call_back_due on counselling.call_back (due_at) where state in ('open', 'trying');

grant select, insert, update (number_mark, sealed, state, state_at, came_at, answered_at, ended_at, cause, extension, parked_until, recording_since,
  recording_stop_asked_at, has_voicemail, failure) on counselling.phone_call to lachan_app;
grant select, insert, update (extension, desk_code, organisation, set_at) on counselling.phone_extension to lachan_app;
grant select, insert, update (state, attempts, due_at, until, last_by, last_at) on counselling.call_back to lachan_app;

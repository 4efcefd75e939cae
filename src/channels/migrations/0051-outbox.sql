-- The one outbox: whatever leaves the house waits here, is sent by one account, and is proven or looked at by a person.

create table channels.outbound_message (
  id uuid primary key,
  -- The same words asked for twice are one message; a long text is several parts under one key.
  idempotency_key text not null check (char_length(idempotency_key) between 1 and 200),
  part smallint not null check (part between 1 and parts),
  parts smallint not null check (parts between 1 and 20),
  purpose text not null check (purpose in ('answer', 'reminder', 'officer-call', 'order', 'alert', 'post', 'test', 'automatic')),
  account_id uuid not null references channels.channel_account,
  agency text not null,
  channel text not null,
  -- Whoever it goes to at this account: what is sent one after the other. A keyed digest.
  lane bytea not null check (length(lane) = 32),
  position integer not null check (position > 0),
  conversation_id uuid references channels.conversation on delete cascade,
  -- The record that the words stand in: who may read it reads them there, and nobody here.
  object_kind text,
  object_id uuid,
  -- Receiver and words, sealed under the key of the account; gone when the provider has said that it arrived, and after some days.
  sealed bytea,
  not_before timestamptz,
  not_after timestamptz,
  -- When the person may be written to, minutes of the day in Viet Nam; an end before the beginning is on the next day.
  safe_from smallint check (safe_from between 0 and 1439),
  safe_to smallint check (safe_to between 0 and 1440),
  state text not null check (state in ('waiting', 'sending', 'unsure', 'sent', 'delivered', 'read', 'dead', 'cancelled')),
  -- Waits for its hour, and lets others of its lane go first.
  held text check (held in ('not-before', 'quiet-hours', 'safe-hours')),
  next_at timestamptz not null,
  tries smallint not null default 0,
  tries_left smallint not null check (tries_left >= 0),
  look_ups smallint not null default 0,
  claimed_until timestamptz,
  provider_id text check (char_length(provider_id) <= 300),
  -- A code of ours or the provider's; never a word of what was written.
  reason text check (char_length(reason) <= 100),
  is_demonstration boolean not null,
  asked_by uuid,
  queued_at timestamptz not null,
  tried_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  version integer not null default 1,
  unique (idempotency_key, part),
  unique (lane, position),
  check ((object_kind is null) = (object_id is null)),
  check ((safe_from is null) = (safe_to is null)),
  check ((state = 'sending') = (claimed_until is not null)),
  check (state not in ('sent', 'delivered', 'read') or sent_at is not null),
  check (state not in ('waiting', 'sending', 'unsure') or sealed is not null)
);
create index outbound_message_due on channels.outbound_message (account_id, next_at) where state in ('waiting', 'unsure');
create index outbound_message_open on channels.outbound_message (lane, position) where state in ('waiting', 'sending', 'unsure');
create index outbound_message_tried on channels.outbound_message (lane, tried_at);
create index outbound_message_claimed on channels.outbound_message (claimed_until) where state = 'sending';
create index outbound_message_provider on channels.outbound_message (account_id, provider_id) where provider_id is not null;
create index outbound_message_list on channels.outbound_message (agency, id desc);
create index outbound_message_state on channels.outbound_message (agency, state, id desc);
create index outbound_message_sealed on channels.outbound_message (queued_at) where sealed is not null;
create index outbound_message_conversation on channels.outbound_message (conversation_id) where conversation_id is not null;

-- How fast an account may send, over all processes: until when it is shut, and why.
create table channels.outbox_gate (
  account_id uuid primary key references channels.channel_account,
  open_at timestamptz not null,
  reason text check (char_length(reason) <= 100)
);

-- What a person asked for of how they may be written to; codes of the vocabulary's list of safe ways to make contact.
create table channels.contact_wish (
  conversation_id uuid primary key references channels.conversation on delete cascade,
  wishes text[] not null,
  safe_from smallint check (safe_from between 0 and 1439),
  safe_to smallint check (safe_to between 0 and 1440),
  set_by uuid,
  set_at timestamptz not null,
  check ((safe_from is null) = (safe_to is null))
);

grant select, insert, update (sealed, state, held, not_after, next_at, tries, tries_left, look_ups, claimed_until, provider_id, reason, tried_at, sent_at,
  delivered_at, read_at, ended_at, ended_by, version) on channels.outbound_message to lachan_app;
grant select, insert, update (open_at, reason) on channels.outbox_gate to lachan_app;
grant select, insert, update (wishes, safe_from, safe_to, set_by, set_at) on channels.contact_wish to lachan_app;

-- Accounts of ours at networks, mailboxes, gateways and exchanges; who writes to them; and what they told us, each once.
create table channels.channel_account (
  id uuid primary key,
  agency text not null,
  -- Code of the adapter that speaks to it.
  adapter text not null check (adapter ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text not null,
  -- What people write to, as they see it: the name of a page, an address, a number.
  address text not null,
  settings jsonb not null,
  -- What nobody reads again, as JSON; wrapped by the vault.
  sealed_secrets bytea not null,
  -- The key of what is sealed of this account: its conversations, events and messages. Wrapped by the vault.
  sealed_key bytea not null,
  state text not null check (state in ('draft', 'open', 'paused', 'failed', 'drifted')),
  state_reason text,
  state_since timestamptz not null,
  -- As the service itself names the account, when it was last asked.
  service_name text,
  checked_at timestamptz,
  check_failure text,
  last_event_at timestamptz,
  last_sent_at timestamptz,
  -- The last sign of life of a connection that stays open.
  alive_at timestamptz,
  token_ends_at timestamptz,
  renewed_at timestamptz,
  renew_failure text,
  -- Of the calls and events since the account was opened or looked at: those whose shape was not known.
  malformed integer not null default 0,
  seen integer not null default 0,
  -- Nobody can answer there now: since when, who said it, and what people are told.
  down_since timestamptz,
  down_by uuid,
  down_sentence text,
  is_demonstration boolean not null,
  created_by text not null,
  created_at timestamptz not null,
  changed_by text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check ((down_since is null) = (down_by is null) and (down_since is null) = (down_sentence is null))
);
create index channel_account_of_agency on channels.channel_account (agency, name);
create index channel_account_open on channels.channel_account (adapter) where state = 'open';

-- One person at one account of ours. Whoever writes from two accounts is two conversations: nothing is joined by a name or a number.
create table channels.conversation (
  id uuid primary key,
  account_id uuid not null references channels.channel_account,
  -- Blind index of the network's identifier of the person.
  peer_mark bytea not null check (length(peer_mark) = 32),
  sealed_peer bytea not null,
  began_at timestamptz not null,
  last_inbound_at timestamptz,
  -- Of the newest message from them: what an answer is tied to, sealed.
  sealed_answers bytea,
  -- How many messages have gone the one way and the other: the order of the next.
  inbound_count integer not null default 0,
  outbound_count integer not null default 0,
  is_demonstration boolean not null,
  unique (account_id, peer_mark)
);

create table channels.inbound_event (
  id uuid primary key,
  account_id uuid not null references channels.channel_account,
  -- Keyed digest of the provider's identifier of the event, which often holds a number or a name.
  event_mark bytea not null check (length(event_mark) = 32),
  kind text not null check (kind in ('private-message', 'public-contribution', 'delivery-report', 'call')),
  -- What is worked on one after the other: a conversation, a post, a call, a message of ours. A keyed digest.
  lane bytea not null check (length(lane) = 32),
  conversation_id uuid references channels.conversation,
  -- The event as JSON, until it was worked on.
  sealed bytea,
  -- By the provider's clock.
  at timestamptz not null,
  received_at timestamptz not null,
  state text not null check (state in ('waiting', 'done', 'failed')),
  attempts integer not null default 0,
  next_try_at timestamptz not null,
  -- A code, never a word of what was written.
  failure text,
  ended_at timestamptz,
  unique (account_id, event_mark),
  check ((state = 'done') = (sealed is null)),
  check ((state = 'waiting') = (ended_at is null))
);
create index inbound_event_lane on channels.inbound_event (lane, at, id) where state = 'waiting';
create index inbound_event_waiting on channels.inbound_event (next_try_at) where state = 'waiting';
create index inbound_event_failed on channels.inbound_event (account_id, ended_at) where state = 'failed';
create index inbound_event_conversation on channels.inbound_event (conversation_id) where conversation_id is not null;

grant select, insert, update (name, address, settings, sealed_secrets, state, state_reason, state_since, service_name, checked_at, check_failure,
  last_event_at, last_sent_at, alive_at, token_ends_at, renewed_at, renew_failure, malformed, seen, down_since, down_by, down_sentence,
  changed_by, changed_at, version) on channels.channel_account to lachan_app;
grant select, insert, update (last_inbound_at, sealed_answers, inbound_count, outbound_count) on channels.conversation to lachan_app;
grant select, insert, delete, update (sealed, state, attempts, next_try_at, failure, ended_at) on channels.inbound_event to lachan_app;

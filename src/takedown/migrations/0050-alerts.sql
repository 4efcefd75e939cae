-- Alerts of the network: each version and each recall is a row, each recipient has a receipt of it.
create table takedown.alert (
  id uuid primary key,
  -- All versions of an alert have one reference and the id of the first.
  reference text not null check (reference ~ '^CB-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  chain uuid not null,
  number integer not null check (number >= 1),
  message text not null check (message in ('ALERT', 'UPDATE', 'CANCEL')),
  follows uuid references takedown.alert,
  nature text not null check (nature in ('WARNING', 'SIGNAL')),
  event text not null,
  headline text not null check (length(headline) <= 200),
  urgency text not null,
  severity text not null,
  certainty text not null,
  tlp text not null check (tlp in ('CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED')),
  pap text not null check (pap in ('CLEAR', 'GREEN', 'AMBER', 'RED')),
  -- Codes of provinces; empty: the whole country.
  areas text[] not null,
  audiences text[] not null,
  functions text[] not null,
  named text[] not null,
  effective_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('WAITING', 'REFUSED', 'ISSUED', 'SUPERSEDED', 'RECALLED')),
  version integer not null default 1,
  written_by uuid not null,
  agency text not null,
  written_at timestamptz not null,
  approved_by uuid,
  issued_at timestamptz,
  recall_reason text,
  is_demonstration boolean not null default false,
  unique (chain, number),
  check (expires_at > effective_at),
  check ((message = 'ALERT') = (follows is null)),
  -- A recall is one person's, at once; everything else needs two.
  check ((message = 'CANCEL') = (recall_reason is not null)),
  check (approved_by is null or approved_by <> written_by),
  check (state in ('WAITING', 'REFUSED') or (issued_at is not null and (message = 'CANCEL' or approved_by is not null))),
  check (tlp = 'CLEAR' or not 'PUBLIC' = any (audiences)),
  check (tlp <> 'RED' or cardinality(audiences) + cardinality(functions) = 0)
);
create index alert_latest on takedown.alert (written_at desc, id desc);
create index alert_standing on takedown.alert (expires_at) where state = 'ISSUED';
create unique index alert_waits_once on takedown.alert (chain) where state = 'WAITING';
create unique index alert_recalled_once on takedown.alert (chain) where message = 'CANCEL';

create table takedown.alert_part (
  id uuid primary key,
  alert_id uuid not null references takedown.alert,
  place integer not null,
  type text not null,
  -- What is of a child is refused here too.
  about text not null check (about in ('NOBODY', 'SERVICE', 'SUSPECT')),
  tlp text not null check (tlp in ('CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED')),
  pap text not null check (pap in ('CLEAR', 'GREEN', 'AMBER', 'RED')),
  -- The value as JSON, wrapped by the vault.
  sealed bytea not null,
  unique (alert_id, place)
);

-- What happened to an alert, in codes.
create table takedown.alert_event (
  id uuid primary key,
  alert_id uuid not null references takedown.alert,
  code text not null check (code ~ '^[a-z][a-z-]{1,40}$'),
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  agency text,
  codes jsonb not null default '{}'
);
create index alert_event_of_alert on takedown.alert_event (alert_id, at);

-- One recipient of one message.
create table takedown.alert_receipt (
  id uuid primary key,
  alert_id uuid not null references takedown.alert,
  chain uuid not null,
  reference text not null,
  -- Who sent it, and who is to have it.
  sender text not null,
  agency text not null,
  recall boolean not null,
  named boolean not null,
  audiences text[] not null,
  functions text[] not null,
  sent_at timestamptz not null,
  seen_at timestamptz,
  seen_by uuid,
  -- When a machine of theirs last took it.
  fetched_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledged_how text check (acknowledged_how in ('PERSON', 'MACHINE', 'WEBHOOK', 'CALL')),
  outcome text,
  -- A recall that nobody answered: who of theirs was on duty then, and is called.
  escalated_at timestamptz,
  escalated_to uuid,
  unique (alert_id, agency),
  check ((acknowledged_at is null) = (acknowledged_how is null)),
  check ((acknowledged_at is null) = (outcome is null)),
  check (escalated_at is null or recall)
);
create index alert_receipt_inbox on takedown.alert_receipt (agency, sent_at desc, id desc);
create index alert_receipt_of_chain on takedown.alert_receipt (chain, agency);
create index alert_receipt_escalated on takedown.alert_receipt (escalated_at) where escalated_at is not null and acknowledged_at is null;

-- Drafts that were made of an alert: pointed out when it is recalled.
create table takedown.alert_use (
  id uuid primary key,
  alert_id uuid not null references takedown.alert,
  kind text not null check (kind in ('CARD', 'POST', 'SCENARIO')),
  made_by uuid not null,
  agency text not null,
  made_at timestamptz not null
);
create index alert_use_of_alert on takedown.alert_use (alert_id, made_at);

grant select, insert, update (state, version, approved_by, issued_at) on takedown.alert to lachan_app;
grant select, insert on takedown.alert_part, takedown.alert_event, takedown.alert_use to lachan_app;
grant select, insert, update (seen_at, seen_by, fetched_at, acknowledged_at, acknowledged_by, acknowledged_how, outcome, escalated_at, escalated_to)
  on takedown.alert_receipt to lachan_app;

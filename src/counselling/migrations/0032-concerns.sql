-- Safeguards against our own staff: what the house notices of itself, and what a colleague says in confidence.

-- The same helper took the same child again and again, read off shift, or had lines held back. Codes, counts and times alone.
create table counselling.safeguard_alert (
  id uuid primary key,
  desk_code text not null,
  organisation text not null,
  kind text not null check (kind in ('same-pair', 'off-shift', 'read-again', 'held-back')),
  helper uuid not null,
  contact_id uuid not null references counselling.contact,
  count integer not null check (count > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  looked_by uuid,
  looked_at timestamptz,
  outcome text check (outcome in ('explained', 'talked', 'passed-on')),
  version integer not null default 1,
  check ((looked_by is null) = (looked_at is null) and (looked_by is null) = (outcome is null)),
  check (looked_by <> helper)
);
create unique index safeguard_alert_open on counselling.safeguard_alert (kind, helper, contact_id) where looked_at is null;
create index on counselling.safeguard_alert (desk_code, last_at desc);
grant select, insert, update (count, last_at, looked_by, looked_at, outcome, version) on counselling.safeguard_alert to lachan_app;

-- A concern about a colleague, outside the line of command: read by the agency's data protection officer, or by its auditor where it is
-- about that officer, and never by whom it is about.
create table counselling.concern (
  id uuid primary key,
  desk_code text not null,
  organisation text not null,
  author uuid not null,
  about uuid,
  reader_role text not null check (reader_role in ('dpo', 'auditor')),
  kind text not null check (kind in ('conduct', 'outside-contact', 'care', 'other')),
  raised_at timestamptz not null,
  -- The key of its texts, wrapped by the vault.
  sealed_key bytea not null,
  sealed bytea not null,
  answered_by uuid,
  answered_at timestamptz,
  answer bytea,
  version integer not null default 1,
  check (about <> author),
  check ((answered_by is null) = (answered_at is null) and (answered_by is null) = (answer is null))
);
create index on counselling.concern (organisation, raised_at desc);
create index on counselling.concern (author, raised_at desc);
grant select, insert, update (answered_by, answered_at, answer, version) on counselling.concern to lachan_app;

-- Who took which contact how often, and whose lines were held back.
create index contact_event_of_helper on counselling.contact_event (actor, at) where code in ('accepted', 'transfer-taken', 'held-back');

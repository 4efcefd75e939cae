-- Reports, their sealed parts, the thread, the clocks, and the receipts that let a reporter come back.
-- In the clear stands only what triage, the clocks and the statistics need: codes, areas, times. Everything that a
-- person wrote is sealed (bytea) or a blind index (HMAC); no column of this schema may hold a sentence.

create table intake.report (
  id uuid primary key,
  -- For staff to say aloud. Random, so that it tells nobody how many reports there are.
  reference text not null unique check (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  channel text not null,
  received_at timestamptz not null,
  informant_type text not null,
  portal_band text,
  age_band text not null,
  sex text not null,
  province_code text check (province_code ~ '^\d{2}$'),
  commune_code text check (commune_code ~ '^\d{5}$'),
  -- The desk that works on it, and the agency that holds it (and whose audit chain it belongs to).
  desk_code text not null,
  organisation text not null,
  status text not null,
  urgency text check (urgency in ('U1', 'U2', 'U3', 'U4')),
  incident_codes text[] not null default '{}',
  danger_now text not null check (danger_now in ('yes', 'no', 'unknown')),
  still_going_on boolean,
  safe_contact text[] not null default '{}',
  language text not null check (language in ('vi', 'en')),
  assigned_to uuid,
  duplicate_of uuid references intake.report,
  version integer not null default 1,
  screened_at timestamptz,
  first_reply_at timestamptz,
  last_message_at timestamptz,
  -- A message of the reporter that the desk has not answered yet.
  unanswered boolean not null default false,
  closed_at timestamptz,
  -- The running clock that ends first, so that a queue needs no join.
  next_due_from timestamptz,
  next_due_at timestamptz,
  next_due_rule text,
  sealed_by text not null check (sealed_by in ('server', 'operator', 'client')),
  filed_by uuid,
  is_demonstration boolean not null default false,
  -- The queue's order, so that one index serves it: what nobody has looked at yet stands right behind the emergencies.
  queue_rank smallint not null generated always as
    (case urgency when 'U1' then 1 when 'U2' then 3 when 'U3' then 4 when 'U4' then 5 else 2 end) stored,
  queue_due timestamptz not null generated always as (coalesce(next_due_at, timestamptz '9999-01-01 00:00:00+00')) stored,
  is_open boolean not null generated always as (status <> 'CLOSED' and status <> 'DUPLICATE') stored
);
create index report_queue on intake.report (desk_code, queue_rank, queue_due, id) where is_open;
create index report_queue_status on intake.report (desk_code, status, queue_rank, queue_due, id) where is_open;
create index report_queue_assigned on intake.report (desk_code, assigned_to, queue_rank, queue_due, id) where is_open;
create index report_queue_province on intake.report (desk_code, province_code, queue_rank, queue_due, id) where is_open;
create index report_queue_channel on intake.report (desk_code, channel, queue_rank, queue_due, id) where is_open;
create index report_queue_unanswered on intake.report (desk_code, queue_rank, queue_due, id) where is_open and unanswered;
create index report_queue_due on intake.report (desk_code, queue_due) where is_open;
create index report_newest on intake.report (desk_code, received_at desc, id desc);
create index report_newest_status on intake.report (desk_code, status, received_at desc, id desc);
create index report_duplicate_of on intake.report (duplicate_of) where duplicate_of is not null;

-- Texts by class and part; AES-256-GCM under the report's data key of that class (kernel.data_key), bound to this place.
create table intake.sealed_part (
  report_id uuid not null references intake.report,
  field_class text not null check (field_class in ('narrative', 'identity')),
  part text not null,
  sealed bytea not null,
  primary key (report_id, field_class, part)
);

-- Blind indexes of the links, accounts and telephone numbers that a report names: exact match, and nothing else.
create table intake.locator (
  report_id uuid not null references intake.report,
  kind text not null check (kind in ('LINK', 'ACCOUNT', 'PHONE')),
  blind bytea not null check (octet_length(blind) = 32),
  primary key (report_id, kind, blind)
);
create index on intake.locator (kind, blind);

create table intake.message (
  id uuid primary key,
  report_id uuid not null references intake.report,
  at timestamptz not null,
  from_kind text not null check (from_kind in ('reporter', 'desk')),
  -- The person of the desk who wrote; shown to the desk alone.
  author uuid,
  sealed bytea not null,
  check ((from_kind = 'desk') = (author is not null))
);
create index on intake.message (report_id, at);

create table intake.note (
  id uuid primary key,
  report_id uuid not null references intake.report,
  at timestamptz not null,
  author uuid not null,
  sealed bytea not null
);
create index on intake.note (report_id, at);

-- What happened to the report, in codes. The reporter's timeline is the part of it that `timeline.ts` lets through.
create table intake.event (
  id uuid primary key,
  report_id uuid not null references intake.report,
  code text not null,
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  codes jsonb not null default '{}'
);
create index on intake.event (report_id, at);

create table intake.clock (
  id uuid primary key,
  report_id uuid not null references intake.report,
  rule_code text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  met_at timestamptz,
  breached_at timestamptz
);
create index on intake.clock (report_id);
create index clock_running on intake.clock (due_at) where met_at is null and breached_at is null;

-- A receipt: a locator that is not secret, and a verifier of the six words (receipt.ts says how it is made).
create table intake.receipt (
  id uuid primary key,
  report_id uuid not null unique references intake.report,
  locator text not null unique check (locator ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  salt bytea not null check (octet_length(salt) = 16),
  -- Argon2id parameters of this receipt, so that they can rise without touching old receipts.
  memory_kib integer not null,
  passes integer not null,
  verifier bytea not null check (octet_length(verifier) = 32),
  -- 1 for the words of the filing; each change adds one.
  generation integer not null default 1,
  must_change boolean not null default false,
  made_at timestamptz not null,
  kept_confirmed_at timestamptz,
  last_opened_at timestamptz
);

-- Wrong tries per locator (as HMAC, since tries on locators that do not exist count too).
create table intake.receipt_attempt (
  locator_hash bytea primary key,
  window_from timestamptz not null,
  wrong integer not null
);

-- The short time after a receipt was opened on the pages. The token itself is only in the reader's cookie.
create table intake.receipt_session (
  id uuid primary key,
  report_id uuid not null references intake.report,
  token_hash bytea not null unique,
  opened_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index on intake.receipt_session (report_id);
create index on intake.receipt_session (expires_at);

-- The same submission twice is one report: HMACs of the idempotency key and of the body.
create table intake.filing (
  key_hash bytea primary key,
  report_id uuid not null references intake.report,
  body_hash bytea not null,
  at timestamptz not null
);
create index on intake.filing (report_id);

grant select, insert on intake.report to lachan_app;
grant update (status, urgency, incident_codes, assigned_to, duplicate_of, version, screened_at, first_reply_at, last_message_at, unanswered,
  closed_at, next_due_from, next_due_at, next_due_rule) on intake.report to lachan_app;
grant select, insert on intake.sealed_part, intake.locator, intake.message, intake.note, intake.event, intake.filing to lachan_app;
grant select, insert, update (met_at, breached_at) on intake.clock to lachan_app;
grant select, insert, delete, update (salt, memory_kib, passes, verifier, generation, must_change, made_at, kept_confirmed_at, last_opened_at)
  on intake.receipt to lachan_app;
grant select, insert, delete, update (last_used_at) on intake.receipt_session to lachan_app;
grant select, insert, delete, update (window_from, wrong) on intake.receipt_attempt to lachan_app;

-- Protection cases, their forms, plans, referrals, separations, parallel tracks and the law's clocks.
-- In the clear stands what the process, the clocks and the statistics need: codes, areas, times. What a person wrote
-- about a child is sealed under the case's keys (kernel.data_key), one key per class of fields.

-- What happened, whatever is done about it. Protection, content and offence tracks hang on it.
create table cases.incident (
  id uuid primary key,
  report_id uuid unique,
  opened_at timestamptz not null,
  opened_by_agency text not null,
  is_demonstration boolean not null default false
);

create table cases.track (
  id uuid primary key,
  incident_id uuid not null references cases.incident,
  kind text not null check (kind in ('protection', 'content', 'offence')),
  -- The agency that works on it; it alone sees the row.
  agency text not null,
  -- The object of the module that carries the track (a case, a content item, an offence file), once there is one.
  object_id uuid,
  status text not null check (status in ('open', 'done')),
  opened_at timestamptz not null,
  opened_by text not null,
  done_at timestamptz,
  unique (incident_id, kind, agency)
);
create index on cases.track (agency, status);

create table cases.protection_case (
  id uuid primary key,
  incident_id uuid not null references cases.incident,
  report_id uuid,
  -- For staff to say aloud; random, so that it tells nobody how many cases there are.
  reference text not null unique check (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  commune_code text not null check (commune_code ~ '^\d{5}$'),
  province_code text not null check (province_code ~ '^\d{2}$'),
  -- Holder of OWN_CASE for the commune; followed daily when the function moves.
  owner_agency text not null,
  reporting_agency text not null,
  status text not null,
  urgency text not null check (urgency in ('U1', 'U2', 'U3', 'U4')),
  sensitivity text not null default 'normal' check (sensitivity in ('normal', 'sensitive', 'restricted')),
  incident_codes text[] not null default '{}',
  age_band text not null,
  age_disputed boolean not null default false,
  -- When the information was received; the 12 hours of art. 26 run from here.
  information_at timestamptz not null,
  opened_at timestamptz not null,
  last_act_at timestamptz not null,
  last_act text not null,
  last_act_by text,
  assigned_to uuid,
  version integer not null default 1,
  -- Plans are numbered by cycle; assessments before `round_from` belong to an earlier round (before a re-opening).
  cycle integer not null default 1,
  round_from integer not null default 1,
  closed_at timestamptz,
  outcome text,
  merged_into uuid references cases.protection_case,
  transferred_to uuid references cases.protection_case,
  transferred_from uuid references cases.protection_case,
  -- The running clock that ends first, so that a list needs no join.
  next_due_from timestamptz,
  next_due_at timestamptz,
  next_due_rule text,
  is_demonstration boolean not null default false,
  is_open boolean not null generated always as (status not in ('CLOSED_STABLE', 'TRANSFERRED', 'MERGED')) stored,
  due_order timestamptz not null generated always as (coalesce(next_due_at, timestamptz '9999-01-01 00:00:00+00')) stored
);
create index case_duties on cases.protection_case (owner_agency, due_order, id) where is_open;
create index case_assigned on cases.protection_case (assigned_to, due_order, id) where is_open and assigned_to is not null;
create index case_newest on cases.protection_case (owner_agency, opened_at desc, id desc);
create index case_province on cases.protection_case (province_code, status) where is_open;
create index case_commune on cases.protection_case (commune_code) where is_open;
create index case_reporting on cases.protection_case (reporting_agency, opened_at desc);
create index case_incident on cases.protection_case (incident_id);
create index case_report on cases.protection_case (report_id) where report_id is not null;

-- Sealed texts of the case that belong to no form: the child's facts, a reason, minutes, the handed-over narrative.
create table cases.sealed_part (
  case_id uuid not null references cases.protection_case,
  field_class text not null check (field_class in ('narrative', 'identity', 'internal')),
  part text not null,
  sealed bytea not null,
  primary key (case_id, field_class, part)
);

create table cases.event (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  code text not null,
  -- When it was done, and when it was written down; they differ only for a back-dated act.
  at timestamptz not null,
  recorded_at timestamptz not null,
  actor_kind text not null,
  actor text,
  agency text,
  codes jsonb not null default '{}'
);
create index on cases.event (case_id, at);

create table cases.form (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  form_code text not null,
  -- The definition that the answers were given under; it never changes afterwards.
  definition_version text not null,
  cycle integer not null,
  status text not null check (status in ('draft', 'submitted', 'returned')),
  version integer not null,
  -- Answers of the class `triage`: codes, dates and ratings, no sentence.
  triage jsonb not null default '{}',
  totals jsonb,
  -- At which version of the draft each field was last written.
  field_versions jsonb not null default '{}',
  started_at timestamptz not null,
  started_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  submitted_at timestamptz,
  submitted_by text
);
create index on cases.form (case_id, form_code, cycle);
create unique index form_one_draft on cases.form (case_id, form_code, cycle) where status = 'draft';

create table cases.form_part (
  form_id uuid not null references cases.form,
  case_id uuid not null references cases.protection_case,
  field_class text not null check (field_class in ('narrative', 'identity', 'internal')),
  sealed bytea not null,
  primary key (form_id, field_class)
);

-- The value that lost when two people wrote one field: kept until somebody has looked at both.
create table cases.form_conflict (
  id uuid primary key,
  form_id uuid not null references cases.form,
  case_id uuid not null references cases.protection_case,
  field text not null,
  field_class text not null,
  sealed bytea not null,
  at timestamptz not null,
  by text not null,
  resolved_at timestamptz
);
create index on cases.form_conflict (form_id) where resolved_at is null;

create table cases.decision (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  kind text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  by text not null,
  form_id uuid references cases.form,
  codes jsonb not null default '{}'
);
create index on cases.decision (case_id, at);

create table cases.plan (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  cycle integer not null,
  status text not null check (status in ('draft', 'submitted', 'approved', 'returned', 'superseded')),
  author text not null,
  version integer not null default 1,
  started_at timestamptz not null,
  submitted_at timestamptz,
  submitted_by text,
  decided_at timestamptz,
  decided_by text,
  unique (case_id, cycle)
);

create table cases.plan_action (
  id uuid primary key,
  plan_id uuid not null references cases.plan,
  case_id uuid not null references cases.protection_case,
  place integer not null,
  level text not null,
  service text not null,
  executor_agency text,
  executor_kind text not null check (executor_kind in ('agency', 'family', 'community')),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  status text not null check (status in ('planned', 'doing', 'done', 'cancelled')),
  done_at timestamptz,
  sealed bytea not null
);
create index on cases.plan_action (plan_id, place);
create index on cases.plan_action (case_id);

create table cases.plan_monitoring (
  id uuid primary key,
  plan_id uuid not null references cases.plan,
  case_id uuid not null references cases.protection_case,
  planned_on date not null,
  done_at timestamptz,
  unique (plan_id, planned_on)
);
create index on cases.plan_monitoring (case_id);

create table cases.implementation_entry (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  action_id uuid references cases.plan_action,
  at timestamptz not null,
  by text not null,
  progress text not null,
  sealed bytea not null
);
create index on cases.implementation_entry (case_id, at);

create table cases.separation (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  status text not null,
  version integer not null default 1,
  ground text not null,
  proposed_at timestamptz not null,
  proposed_by text not null,
  decided_at timestamptz,
  decided_by text,
  in_force_at timestamptz,
  -- The last moment it may last by the commune's own power, or by the authority that extended it.
  until timestamptz,
  authority text,
  document_number text,
  ended_at timestamptz
);
create index on cases.separation (case_id);
create unique index separation_one_running on cases.separation (case_id) where status in ('PROPOSED', 'DECIDED', 'IN_FORCE', 'EXTENDED_BY_AUTHORITY');

create table cases.consent (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  purpose text not null,
  by text not null check (by in ('child', 'representative')),
  answer text not null check (answer in ('given', 'refused', 'withdrawn')),
  at timestamptz not null,
  recorded_by text not null
);
create index on cases.consent (case_id, purpose, at);

create table cases.referral (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  from_agency text not null,
  -- Absent where the receiver is not on the platform.
  to_agency text,
  external_receiver uuid,
  purpose text not null,
  status text not null,
  version integer not null default 1,
  basis text not null,
  reason_code text,
  outcome text,
  made_at timestamptz not null,
  made_by text not null,
  sent_at timestamptz,
  answer_due_at timestamptz,
  answered_at timestamptz,
  done_at timestamptz,
  is_demonstration boolean not null default false,
  check ((to_agency is null) <> (external_receiver is null))
);
create index on cases.referral (case_id);
create index on cases.referral (to_agency, status);
create index referral_waiting on cases.referral (answer_due_at) where status = 'SENT';

-- The copy that was sent: sealed under the referral's own key, wrapped to the two desks.
create table cases.referral_part (
  referral_id uuid not null references cases.referral,
  field_class text not null check (field_class in ('narrative', 'identity')),
  part text not null,
  sealed bytea not null,
  primary key (referral_id, field_class, part)
);

create table cases.referral_event (
  id uuid primary key,
  referral_id uuid not null references cases.referral,
  code text not null,
  at timestamptz not null,
  agency text,
  actor text,
  codes jsonb not null default '{}'
);
create index on cases.referral_event (referral_id, at);

-- Organisations that are not on the platform, with the keys that they gave us in person.
create table cases.external_receiver (
  id uuid primary key,
  name_vi text not null,
  name_en text not null,
  -- age1... recipient for what we send; Ed25519 public key (raw, 32 bytes) for what they answer.
  age_recipient text not null,
  signing_key bytea not null check (octet_length(signing_key) = 32),
  registered_by_agency text not null,
  valid_from date not null,
  valid_to date
);

create table cases.identity_key (
  case_id uuid not null references cases.protection_case,
  kind text not null,
  blind bytea not null check (octet_length(blind) = 32),
  primary key (case_id, kind, blind)
);
create index on cases.identity_key (kind, blind);

create table cases.contact_request (
  id uuid primary key,
  from_case uuid not null references cases.protection_case,
  to_case uuid not null references cases.protection_case,
  from_agency text not null,
  to_agency text not null,
  status text not null check (status in ('asked', 'agreed', 'declined')),
  asked_at timestamptz not null,
  asked_by text not null,
  answered_at timestamptz,
  answered_by text,
  unique (from_case, to_case)
);
create index on cases.contact_request (to_agency, status);
create index on cases.contact_request (from_agency, status);

create table cases.recertification (
  grant_id uuid primary key references kernel.need_to_know,
  case_id uuid not null references cases.protection_case,
  decision text not null check (decision in ('confirmed', 'ended')),
  at timestamptz not null,
  by text not null
);

-- Names of implicated people, as keyed hashes of the folded name: a reader of that name is shut out.
create table cases.conflict_name (
  case_id uuid not null references cases.protection_case,
  blind bytea not null check (octet_length(blind) = 32),
  added_at timestamptz not null,
  added_by text not null,
  primary key (case_id, blind)
);

-- The law's clocks. Rules are data: a correction keeps what stood before.
create table cases.deadline_rule (
  id text primary key,
  code text not null,
  urgency text,
  vi text not null,
  en text not null,
  trigger text not null,
  amount integer not null check (amount > 0),
  min_amount integer,
  unit text not null check (unit in ('minute', 'hour', 'calendar_day', 'working_day')),
  owner_function text,
  owner_role text,
  owner_external text,
  legal_source text not null check (legal_source <> ''),
  verified boolean not null,
  valid_from date not null,
  valid_to date,
  warn_at double precision not null check (warn_at > 0 and warn_at < 1),
  escalates_to text not null,
  revision integer not null default 1,
  check (valid_to is null or valid_to >= valid_from)
);
create index on cases.deadline_rule (trigger);

create table cases.deadline_rule_history (
  rule_id text not null,
  revision integer not null,
  was jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  reason text not null check (reason <> ''),
  primary key (rule_id, revision)
);

create table cases.deadline (
  id uuid primary key,
  rule_id text not null references cases.deadline_rule,
  rule_code text not null,
  object_kind text not null,
  object_id uuid not null,
  -- Names the occurrence that started it, so that the same start twice is one clock.
  occurrence text not null,
  started_at timestamptz not null,
  warn_at timestamptz not null,
  due_at timestamptz not null,
  owner_agency text not null,
  owner_role text,
  province_code text not null,
  commune_code text not null,
  escalates_to text not null,
  status text not null default 'running' check (status in ('running', 'breached', 'met', 'met-late', 'cancelled')),
  warned_at timestamptz,
  breached_at timestamptz,
  ended_at timestamptz,
  escalated_to text,
  -- When it goes up a further level if nobody has acted.
  escalate_next_at timestamptz,
  unique (object_kind, object_id, rule_code, occurrence)
);
create index deadline_to_warn on cases.deadline (warn_at) where status = 'running' and warned_at is null;
create index deadline_to_breach on cases.deadline (due_at) where status = 'running';
create index deadline_to_raise on cases.deadline (escalate_next_at) where status = 'breached' and escalate_next_at is not null;
create index deadline_of_owner on cases.deadline (owner_agency, due_at) where status in ('running', 'breached');

-- What was told to whom, once: the key is the guarantee.
create table cases.escalation (
  -- No foreign key: a clock is never deleted, and checking 200,000 of them one by one takes longer than the sweep.
  deadline_id uuid not null,
  kind text not null check (kind in ('warning', 'breach')),
  level text not null,
  to_agency text,
  at timestamptz not null,
  seen_at timestamptz,
  primary key (deadline_id, kind, level)
);
create index on cases.escalation (to_agency, at) where seen_at is null;

grant select, insert on cases.incident, cases.sealed_part, cases.event, cases.decision, cases.implementation_entry, cases.consent,
  cases.referral_part, cases.referral_event, cases.recertification, cases.conflict_name, cases.deadline_rule_history to lachan_app;
grant update (sealed) on cases.sealed_part to lachan_app;
grant select, insert, update (agency, object_id, status, done_at) on cases.track to lachan_app;
grant select, insert on cases.protection_case to lachan_app;
grant update (owner_agency, commune_code, status, urgency, sensitivity, age_band, age_disputed, last_act_at, last_act, last_act_by, assigned_to, version,
  cycle, round_from, closed_at, outcome, merged_into, transferred_to, next_due_from, next_due_at, next_due_rule) on cases.protection_case to lachan_app;
grant select, insert, update (status, version, triage, totals, field_versions, updated_at, updated_by, submitted_at, submitted_by) on cases.form to lachan_app;
grant select, insert, update (sealed) on cases.form_part to lachan_app;
grant select, insert, update (resolved_at) on cases.form_conflict to lachan_app;
grant select, insert, update (status, version, submitted_at, submitted_by, decided_at, decided_by) on cases.plan to lachan_app;
grant select, insert, update (status, done_at), delete on cases.plan_action to lachan_app;
grant select, insert, update (done_at), delete on cases.plan_monitoring to lachan_app;
grant select, insert, update (status, version, decided_at, decided_by, in_force_at, until, authority, document_number, ended_at) on cases.separation to lachan_app;
grant select, insert, update (status, version, reason_code, outcome, sent_at, answer_due_at, answered_at, done_at, from_agency, to_agency) on cases.referral to lachan_app;
grant select, insert, update (valid_to) on cases.external_receiver to lachan_app;
grant select, insert, delete on cases.identity_key to lachan_app;
grant select, insert, update (status, answered_at, answered_by, from_agency, to_agency) on cases.contact_request to lachan_app;
grant select, insert, update on cases.deadline_rule to lachan_app;
grant select, insert, update (rule_id, due_at, warn_at, owner_agency, commune_code, status, warned_at, breached_at, ended_at, escalated_to, escalate_next_at)
  on cases.deadline to lachan_app;
grant select, insert, update (seen_at) on cases.escalation to lachan_app;

-- Versions of the forms. A form that was filled keeps its version; a new law adds a row and closes the old one.
create table cases.form_definition (
  form_code text not null,
  version text not null,
  body jsonb not null,
  valid_from date not null,
  valid_to date,
  published_at timestamptz not null,
  published_by text not null,
  primary key (form_code, version),
  check (valid_to is null or valid_to >= valid_from)
);
grant select, insert, update (valid_to) on cases.form_definition to lachan_app;

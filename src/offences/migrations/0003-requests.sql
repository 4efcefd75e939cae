-- What a unit asks of somebody outside for a file: data, preservation, help of another country. A register with clocks; one person
-- drafts, another approves.
create table offences.offence_request (
  id uuid primary key,
  reference text not null unique check (reference ~ '^YC-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  file_id uuid not null references offences.offence_file,
  kind text not null,
  -- Code of the addressee where it is one of the platform's organisations; its name stands in the sealed part.
  addressee_agency text,
  -- A life is in danger: the shorter term.
  urgent boolean not null,
  state text not null check (state in ('DRAFTED', 'WAITING', 'APPROVED', 'SENT', 'ANSWERED', 'REFUSED', 'WITHDRAWN')),
  version integer not null default 1,
  -- Row of the rules of requests that it rests on, as it stood.
  rule_id text not null,
  rule_source text not null,
  rule_verified boolean not null,
  -- Addressee and what is asked, as JSON. Wrapped by the vault.
  sealed bytea not null,
  drafted_by uuid not null,
  agency text not null,
  drafted_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  sent_at timestamptz,
  sent_by uuid,
  -- By which document the unit held the power to investigate when it left.
  function_basis text,
  answered_at timestamptz,
  answered_by uuid,
  next_due_from timestamptz,
  next_due_at timestamptz,
  next_due_rule text,
  overdue boolean not null default false,
  check (approved_by is null or approved_by <> drafted_by),
  check ((approved_by is null) = (approved_at is null)),
  check (state not in ('APPROVED', 'SENT', 'ANSWERED', 'REFUSED') or approved_by is not null),
  check ((sent_at is null) = (sent_by is null) and (sent_at is null) = (function_basis is null)),
  check (state not in ('SENT', 'ANSWERED', 'REFUSED') or sent_at is not null),
  check (state not in ('DRAFTED', 'WAITING', 'APPROVED') or sent_at is null),
  check ((state in ('ANSWERED', 'REFUSED')) = (answered_at is not null))
);
create index offence_request_of_file on offences.offence_request (file_id, drafted_at);
create index offence_request_due on offences.offence_request (next_due_at) where next_due_at is not null;

create table offences.request_event (
  id uuid primary key,
  request_id uuid not null references offences.offence_request,
  file_id uuid not null references offences.offence_file,
  code text not null check (code ~ '^[a-z][a-z-]{1,40}$'),
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  codes jsonb not null default '{}',
  -- What the answer was, in short, as JSON. Wrapped by the vault.
  sealed bytea
);
create index request_event_of_request on offences.request_event (request_id, at, id);

grant select, insert, update (state, version, sealed, approved_by, approved_at, function_basis, sent_at, sent_by, answered_at, answered_by, next_due_from,
  next_due_at, next_due_rule, overdue) on offences.offence_request to lachan_app;
grant select, insert on offences.request_event to lachan_app;

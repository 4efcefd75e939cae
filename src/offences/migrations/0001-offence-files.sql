-- Offence files: what one unit of the police holds of one matter, from a tip to a judgement. Apart from the child's welfare file: no
-- table here names a case's notes, and none there names a file.

create table offences.offence_file (
  id uuid primary key,
  reference text not null unique check (reference ~ '^VP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  stage text not null check (stage in ('TIP', 'VERIFYING_SOURCE', 'INITIATED', 'NOT_INITIATED', 'TRANSFERRED', 'INVESTIGATION', 'SUSPENDED', 'CONCLUDED',
    'PROSECUTION', 'TRIAL', 'JUDGED', 'DISMISSED', 'ADMIN_SANCTION')),
  stage_since timestamptz not null,
  version integer not null default 1,
  -- The unit that leads it today; `file_unit` has its history.
  lead_agency text not null,
  -- Official code of the province that it is counted in; null for a unit of the whole country.
  province text,
  -- Code of the vocabulary's handling marking.
  level text not null check (level in ('CASE', 'EVIDENCE')),
  origin text not null check (origin in ('TRACK', 'HAND')),
  -- Of the matter that it came of: ids that open nothing by themselves.
  incident uuid,
  track uuid unique,
  report uuid,
  -- Code of an online incident, and of the age band of the youngest child, as the unit found them; null is not known.
  harm text,
  child_band text,
  children smallint not null default 1 check (children between 1 and 999),
  -- A child is in danger now.
  urgent boolean not null default false,
  -- What it is about, as JSON. Wrapped by the vault.
  sealed bytea not null,
  -- The clock of it that ends first.
  next_due_from timestamptz,
  next_due_at timestamptz,
  next_due_rule text,
  overdue boolean not null default false,
  opened_by text not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  is_demonstration boolean not null default false,
  check ((origin = 'TRACK') = (track is not null))
);
create index offence_file_of_unit on offences.offence_file (lead_agency, stage);

-- That a file is there, at which unit and how far: what the bodies that coordinate the whole country may know, and no word of what
-- is in it. Written by a trigger alone, so that it never says something else than the file.
create table offences.file_register (
  id uuid primary key references offences.offence_file,
  reference text not null unique,
  stage text not null,
  stage_since timestamptz not null,
  lead_agency text not null,
  province text,
  urgent boolean not null,
  next_due_from timestamptz,
  next_due_at timestamptz,
  next_due_rule text,
  overdue boolean not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  is_demonstration boolean not null
);
create index file_register_due on offences.file_register (next_due_at, id);
create index file_register_of_unit on offences.file_register (lead_agency, next_due_at, id);
create index file_register_of_stage on offences.file_register (stage, stage_since);

create function offences.keep_register() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into offences.file_register as known (id, reference, stage, stage_since, lead_agency, province, urgent, next_due_from, next_due_at, next_due_rule, overdue,
    opened_at, changed_at, is_demonstration)
  values (new.id, new.reference, new.stage, new.stage_since, new.lead_agency, new.province, new.urgent, new.next_due_from, new.next_due_at, new.next_due_rule,
    new.overdue, new.opened_at, new.changed_at, new.is_demonstration)
  on conflict (id) do update set stage = new.stage, stage_since = new.stage_since, lead_agency = new.lead_agency, province = new.province, urgent = new.urgent,
    next_due_from = new.next_due_from, next_due_at = new.next_due_at, next_due_rule = new.next_due_rule, overdue = new.overdue, changed_at = new.changed_at;
  return new;
end $$;
create trigger keep_register after insert or update on offences.offence_file for each row execute function offences.keep_register();

-- Which units have a part in a file, and from when to when: one leads, others take part for a time.
create table offences.file_unit (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  agency text not null,
  part text not null check (part in ('LEAD', 'TAKES_PART')),
  from_at timestamptz not null,
  -- Until when it was given; null for the lead.
  until_at timestamptz,
  ended_at timestamptz,
  -- The grant that lets the unit in; null for the lead.
  grant_id uuid,
  given_by text not null,
  ended_by text,
  check ((part = 'LEAD') = (until_at is null)),
  check ((part = 'LEAD') = (grant_id is null)),
  check ((ended_at is null) = (ended_by is null))
);
create unique index file_unit_leads on offences.file_unit (file_id) where part = 'LEAD' and ended_at is null;
create unique index file_unit_now on offences.file_unit (file_id, agency) where ended_at is null;

-- How long a file stood in each stage, and on which day its decision was made.
create table offences.file_stage (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  stage text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  -- The unit that led it then.
  agency text not null,
  -- Day of the decision, as the unit says.
  decided_on date,
  -- Row of the rules of stages that it rests on, and whether a lawyer has read that row.
  rule_id text,
  rule_verified boolean,
  check ((rule_id is null) = (rule_verified is null))
);
create unique index file_stage_now on offences.file_stage (file_id) where until_at is null;
create index file_stage_of_file on offences.file_stage (file_id, from_at);

create table offences.offence_event (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  code text not null check (code ~ '^[a-z][a-z-]{1,40}$'),
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  agency text,
  codes jsonb not null default '{}'
);
create index offence_event_of_file on offences.offence_event (file_id, at, id);

revoke execute on all functions in schema offences from public;

grant select, insert, update (stage, stage_since, version, lead_agency, province, level, harm, child_band, children, urgent, sealed, next_due_from, next_due_at,
  next_due_rule, overdue, changed_at) on offences.offence_file to lachan_app;
grant select on offences.file_register to lachan_app;
grant select, insert, update (ended_at, ended_by) on offences.file_unit to lachan_app;
grant select, insert, update (until_at) on offences.file_stage to lachan_app;
grant select, insert on offences.offence_event to lachan_app;

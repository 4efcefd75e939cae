-- Two units on the same identifier: each is told of the other, and of nothing else.

create table offences.deconfliction_hit (
  id uuid primary key,
  identifier uuid not null references offences.identifier,
  -- The two files, the lesser id first, each with the unit that led it then.
  one_file uuid not null references offences.offence_file,
  one_agency text not null,
  other_file uuid not null references offences.offence_file,
  other_agency text not null,
  -- How it came about: somebody wrote the identifier, asked for it, or had it watched.
  source text not null check (source in ('ADDED', 'ASKED', 'WATCHED')),
  at timestamptz not null,
  check (one_file < other_file),
  unique (identifier, one_file, other_file)
);

-- What one of the two units sees of it.
create table offences.deconfliction_pointer (
  id uuid primary key,
  hit_id uuid not null references offences.deconfliction_hit,
  file_id uuid not null references offences.offence_file,
  -- The unit that leads the file; follows the lead.
  agency text not null,
  other_agency text not null,
  identifier uuid not null,
  mask text not null,
  told_at timestamptz not null,
  state text not null check (state in ('OPEN', 'CLOSED')),
  -- Code of the list of outcomes, and who leads from here on.
  outcome text,
  lead_agency text,
  closed_by uuid,
  closed_at timestamptz,
  unique (hit_id, file_id),
  check ((state = 'CLOSED') = (outcome is not null) and (outcome is null) = (closed_by is null) and (closed_by is null) = (closed_at is null))
);
create index deconfliction_pointer_of_unit on offences.deconfliction_pointer (agency, state, told_at desc);
create index deconfliction_pointer_of_file on offences.deconfliction_pointer (file_id, told_at desc);

-- Who asked whether somebody else holds an identifier, for which file and why; the question itself is a blind index.
create table offences.deconfliction_question (
  id uuid primary key,
  person uuid not null,
  agency text not null,
  file_id uuid not null references offences.offence_file,
  purpose text not null,
  kind text not null,
  blind bytea not null check (octet_length(blind) = 32),
  -- Whether another unit was found: this table is the platform's alone.
  found boolean not null,
  at timestamptz not null
);
create unique index deconfliction_question_once on offences.deconfliction_question (person, kind, blind);
create index deconfliction_question_of_person on offences.deconfliction_question (person, at);

-- Whoever guessed too often asks nothing more until a coordinator has looked at it.
create table offences.deconfliction_lock (
  id uuid primary key,
  person uuid not null,
  agency text not null,
  at timestamptz not null,
  questions integer not null,
  lifted_at timestamptz,
  lifted_by uuid,
  check ((lifted_at is null) = (lifted_by is null))
);
create unique index deconfliction_lock_now on offences.deconfliction_lock (person) where lifted_at is null;

-- Identifiers that a unit wants to hear of, to a day.
create table offences.watch_term (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  -- The unit that leads the file; follows the lead.
  agency text not null,
  kind text not null,
  blind bytea not null check (octet_length(blind) = 32),
  mask text not null,
  until_at timestamptz not null,
  made_by uuid not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  check ((ended_at is null) = (ended_by is null))
);
create unique index watch_term_now on offences.watch_term (file_id, kind, blind) where ended_at is null;
create index watch_term_of on offences.watch_term (kind, blind) where ended_at is null;

-- The lead of a file has its pointers and watch terms too.
create function offences.keep_lead() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update offences.deconfliction_pointer set agency = new.lead_agency where file_id = new.id;
  update offences.deconfliction_pointer as pointer set other_agency = new.lead_agency
  from offences.deconfliction_pointer as own where own.file_id = new.id and pointer.hit_id = own.hit_id and pointer.id <> own.id;
  update offences.watch_term set agency = new.lead_agency where file_id = new.id;
  return new;
end $$;
create trigger keep_lead after update of lead_agency on offences.offence_file for each row execute function offences.keep_lead();
revoke execute on function offences.keep_lead from public;

grant select, insert on offences.deconfliction_hit, offences.deconfliction_question to lachan_app;
grant select, insert, update (state, outcome, lead_agency, closed_by, closed_at) on offences.deconfliction_pointer to lachan_app;
grant select, insert, update (lifted_at, lifted_by) on offences.deconfliction_lock to lachan_app;
grant select, insert, update (ended_at, ended_by) on offences.watch_term to lachan_app;

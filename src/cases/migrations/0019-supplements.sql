-- What completes form 01 after an emergency was handed over at once: owed by who handed it over, sealed to the commune that holds the
-- case, taken in there as a draft of form 01. Of what was handed over before nothing is owed: its form 01 was signed as complete, no
-- such time was running, and a duty made up now would be overdue at once.
create table cases.supplement (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  -- Of one report one is owed.
  report_id uuid not null unique,
  reference text not null,
  from_agency text not null,
  handed_over_by uuid not null,
  handed_over_at timestamptz not null,
  -- Whom it was handed to then; `to_agency` is who holds the case now.
  handed_to text not null,
  to_agency text not null,
  urgency text not null,
  status text not null check (status in ('OWED', 'SENT', 'TAKEN_IN', 'SIGNED', 'LAPSED')),
  version integer not null,
  due_at timestamptz not null,
  sent_at timestamptz,
  sent_by uuid,
  form_id uuid references cases.form,
  is_demonstration boolean not null,
  check ((sent_at is null) = (sent_by is null)),
  check (status in ('OWED', 'LAPSED') or sent_at is not null),
  check (status not in ('TAKEN_IN', 'SIGNED') or form_id is not null)
);
create index on cases.supplement (case_id);
create index on cases.supplement (from_agency, due_at) where status = 'OWED';
create index on cases.supplement (to_agency, sent_at) where status in ('SENT', 'TAKEN_IN');
create index on cases.supplement (form_id);

create table cases.supplement_part (
  supplement_id uuid not null references cases.supplement,
  field_class text not null,
  part text not null,
  sealed bytea not null,
  primary key (supplement_id, field_class, part)
);

-- It is sent once: what was sealed is never written anew.
create function cases.keep_supplement() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'what was sent as a supplement is not changed' using errcode = '23514';
end
$$;
create trigger keep_supplement before update or delete on cases.supplement_part for each row execute function cases.keep_supplement();

grant select, insert, update (case_id, handed_over_by, to_agency, status, version, due_at, sent_at, sent_by, form_id) on cases.supplement to lachan_app;
-- `update`, since a sealed text is written by "insert, or else update"; the trigger refuses it.
grant select, insert, update (sealed) on cases.supplement_part to lachan_app;

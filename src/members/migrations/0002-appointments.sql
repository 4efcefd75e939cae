-- A system administrator who makes somebody an administrator waits for a second person. The role begins with the approval.
create table members.appointment (
  id uuid primary key,
  person uuid not null references members.person,
  role text not null,
  agency text not null references members.agency,
  valid_from timestamptz not null,
  valid_to timestamptz,
  proposed_by uuid not null references members.person,
  proposed_at timestamptz not null,
  decision text check (decision in ('APPROVED', 'REFUSED', 'WITHDRAWN')),
  decided_by uuid references members.person,
  decided_at timestamptz,
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check (proposed_by <> person and decided_by <> person),
  check ((decided_by = proposed_by) = (decision = 'WITHDRAWN'))
);
create index on members.appointment (agency) where decided_at is null;
create unique index on members.appointment (person, role, agency) where decided_at is null;
grant select, insert on members.appointment to lachan_app;
grant update (decision, decided_by, decided_at) on members.appointment to lachan_app;

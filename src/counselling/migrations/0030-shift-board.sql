-- What a supervisor needs to run a shift: a contact that is meant for one helper for a while, and the note from one shift to the next.

-- Offered to this helper alone until then; afterwards, or once they let it pass, to anybody.
alter table counselling.contact
  add column meant_for uuid,
  add column meant_until timestamptz,
  add constraint contact_meant_whole check ((meant_for is null) = (meant_until is null));
grant update (meant_for, meant_until) on counselling.contact to lachan_app;

-- From one supervisor to the next. Sealed under a key of its own, which the desk opens.
create table counselling.shift_handover (
  id uuid primary key,
  desk_code text not null,
  organisation text not null,
  author uuid not null,
  written_at timestamptz not null,
  sealed bytea not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  version integer not null default 1,
  check ((confirmed_by is null) = (confirmed_at is null)),
  check (confirmed_by <> author)
);
create index on counselling.shift_handover (desk_code, written_at desc);
grant select, insert, update (confirmed_by, confirmed_at, version) on counselling.shift_handover to lachan_app;

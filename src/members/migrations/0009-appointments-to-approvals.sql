-- Hands over to work.
-- Who proposed an appointment and who decided on it: the same lines make the digest as in appointment-approval.ts.
insert into work.approval (id, kind, object_kind, object_id, agency, made_by, asked_by, asked_at, digest, decision, decided_by, decided_at)
select gen_random_uuid(), 'appointment', 'appointment', id::text, agency, array[person::text], proposed_by, proposed_at,
  encode(sha256(convert_to(concat_ws(E'\n', 'appointment ' || id, 'person ' || person, 'role ' || role, 'agency ' || agency,
    'desk ' || coalesce(desk, '-'), 'province ' || coalesce(province, '-'), 'commune ' || coalesce(commune, '-'),
    'from ' || to_char(valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'to ' || coalesce(to_char(valid_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '-')), 'UTF8')), 'hex'),
  decision, decided_by, decided_at
from members.appointment;
-- The row locks name columns that go; they are put on anew when the migrations are through.
drop policy if exists lachan_select on members.appointment;
drop policy if exists lachan_insert on members.appointment;
drop policy if exists lachan_update on members.appointment;
alter table members.appointment drop column proposed_by, drop column proposed_at, drop column decision, drop column decided_by, drop column decided_at;
create index on members.appointment (person, role, agency);

-- Who holds an office at an agency now, and the system administrators wherever they are, with who made them: whoever proposes
-- or decides need not be allowed to see all of them.
create function members.officers_for(of_agency text)
returns table (person uuid, role text, given_by text, created_by text, invited_by text[]) language sql stable security definer set search_path = '' as $$
  select held.person, held.role, held.given_by, somebody.created_by,
    array(select distinct invitation.created_by from members.invitation where invitation.person = somebody.id and invitation.created_by is not null)
  from members.role_assignment as held join members.person as somebody on somebody.id = held.person
  where somebody.disabled_at is null and held.valid_from <= kernel.actor_now() and (held.valid_to is null or held.valid_to > kernel.actor_now())
    and (held.role = 'sysadmin' or (held.role in ('agency_admin', 'dpo', 'auditor') and held.agency = officers_for.of_agency))
$$;
revoke execute on function members.officers_for from public;
grant execute on function members.officers_for to lachan_app;

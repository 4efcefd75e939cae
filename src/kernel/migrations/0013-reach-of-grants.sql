-- A grant reaches in the row lock whom it reaches in the session: one to an agency those who work on cases there, as the actor
-- says (`agencyGrants`), one to a desk who holds a role at it, and none who holds no role any more.
create or replace function kernel.actor_granted(kind text, field_class text) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare
  actor jsonb := kernel.actor();
  person text := actor ->> 'person';
  agency text := case when actor -> 'agencyGrants' = 'true' then actor ->> 'agency' end;
  now timestamptz := actor ->> 'now';
  desks text[];
begin
  if actor ->> 'kind' is distinct from 'person' or jsonb_array_length(actor -> 'assignments') = 0 then
    return '{}';
  end if;
  desks := array(select held ->> 'desk' from jsonb_array_elements(actor -> 'assignments') as held);
  return coalesce((
    select array_agg(given.object_id) from kernel.need_to_know as given
    where given.revoked_at is null and given.expires_at > now and given.object_kind = kind and field_class = any (given.field_classes)
      and ((given.subject_kind = 'person' and given.subject = person) or (given.subject_kind = 'agency' and given.subject = agency)
        or (given.subject_kind = 'desk' and given.subject = any (desks)))), '{}');
end
$$;

-- No row lock asks these any more. Locks of an earlier version may: they go first, so that nothing is seen until the end of the
-- migration puts every lock on anew.
do $$
declare
  lock record;
begin
  for lock in
    select distinct policy.polname as name, policy.polrelid::regclass as of_table from pg_catalog.pg_depend as needs
    join pg_catalog.pg_policy as policy on needs.classid = 'pg_catalog.pg_policy'::regclass and needs.objid = policy.oid
    where needs.refclassid = 'pg_catalog.pg_proc'::regclass
      and needs.refobjid in (select oid from pg_catalog.pg_proc where pronamespace = 'kernel'::regnamespace
        and proname in ('actor_holds_nationwide', 'actor_stepped_up', 'actor_agency_has'))
  loop
    execute format('drop policy %I on %s', lock.name, lock.of_table);
  end loop;
end
$$;
delete from kernel.migration where module = 'kernel' and name = 'policies';
drop function kernel.actor_holds_nationwide, kernel.actor_stepped_up, kernel.actor_agency_has;

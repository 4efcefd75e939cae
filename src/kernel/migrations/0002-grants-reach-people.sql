-- A need-to-know grant to an agency reaches its people, not its machines: as in memory, where only a person has grants.
create or replace function kernel.actor_grants() returns setof kernel.need_to_know language sql stable security definer set search_path = '' as $$
  select grant_row.* from kernel.need_to_know as grant_row
  where grant_row.revoked_at is null and grant_row.expires_at > kernel.actor_now()
    and kernel.actor_attribute('kind') = 'person'
    and ((grant_row.subject_kind = 'person' and grant_row.subject = kernel.actor_attribute('person'))
      or (grant_row.subject_kind = 'agency' and grant_row.subject = kernel.actor_attribute('agency'))
      or (grant_row.subject_kind = 'desk' and grant_row.subject in (
            select held ->> 'desk' from jsonb_array_elements(coalesce(kernel.actor() -> 'assignments', '[]')) as held)))
$$;

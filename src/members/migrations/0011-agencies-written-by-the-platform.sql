create trigger platform_writes before insert or update or delete on members.agency_predecessor execute function kernel.platform_writes();
create trigger platform_writes before insert or update or delete on members.seed_state execute function kernel.platform_writes();

-- Tells nothing to who is not proven.
create or replace function members.standing_roles(of_person uuid) returns text[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct held.role), '{}') from members.role_assignment as held
  where held.person = of_person and (held.valid_to is null or held.valid_to > kernel.actor_now()) and (select kernel.actor()) is not null
$$;
create or replace function members.login_taken(wanted text) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from members.person where person.login = wanted and (select kernel.actor()) is not null)
$$;

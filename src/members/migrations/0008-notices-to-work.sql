-- Hands over to work.
insert into work.notice (id, person, kind, object_kind, object_id, facts, created_at, read_at)
select id, person, kind, object_kind, object_id, facts, created_at, read_at from members.notice;
drop function members.post_notice;
drop function members.post_notices;
drop table members.notice;

-- Who holds one of the roles at an agency, or works at a desk, now. The sender of a notice asks for their ids, and need not
-- be allowed to see who they are. Each answer names the place of its question, so that a sweep asks for thousands of agencies at once.
create function members.people_holding(wanted jsonb)
returns table (place integer, person uuid) language sql stable security definer set search_path = '' as $$
  with given as (
    select asked.place, asked.agency, asked.roles, asked.desk
    from jsonb_to_recordset(people_holding.wanted) as asked (place integer, agency text, roles text[], desk text)),
  found as (
    select given.place, held.person, held.valid_from, held.valid_to
    from given join members.role_assignment as held on held.agency = given.agency and held.role = any (given.roles)
    where given.desk is null
    union all
    select given.place, held.person, held.valid_from, held.valid_to
    from given join members.role_assignment as held on held.desk = given.desk
    where given.roles is null or held.role = any (given.roles))
  select distinct found.place, found.person
  from found join members.person as somebody on somebody.id = found.person
  where somebody.disabled_at is null
    and found.valid_from <= kernel.actor_now() and (found.valid_to is null or found.valid_to > kernel.actor_now())
$$;
revoke execute on function members.people_holding from public;
grant execute on function members.people_holding to lachan_app;

-- The inbox is read in the order of its ids. An id is of the moment that the notice speaks of, so that a demonstration,
-- which plays weeks in a minute and several stories beside each other, has its inboxes in order too.
create or replace function members.post_notice(to_person uuid, to_roles text[], to_agency text, to_desk text, kind text, object_kind text, object_id text, facts jsonb)
returns table (id uuid, person uuid) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if to_person is null and to_roles is null and to_desk is null then
    raise exception 'a notice needs somebody to go to';
  end if;
  return query
  insert into members.notice (id, person, kind, object_kind, object_id, facts, created_at)
  select uuidv7(kernel.actor_now() - clock_timestamp()), recipient.id, post_notice.kind, post_notice.object_kind, post_notice.object_id, post_notice.facts, kernel.actor_now()
  from members.person as recipient
  where recipient.disabled_at is null
    and case when to_person is not null then recipient.id = to_person else exists (
      select 1 from members.role_assignment as held
      where held.person = recipient.id
        and held.valid_from <= kernel.actor_now() and (held.valid_to is null or held.valid_to > kernel.actor_now())
        and (to_roles is null or held.role = any (to_roles))
        and (to_agency is null or held.agency = to_agency)
        and (to_desk is null or held.desk = to_desk)) end
  returning notice.id, notice.person;
end
$$;

create or replace function members.post_notices(notices jsonb)
returns table (id uuid, person uuid) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  insert into members.notice (id, person, kind, object_kind, object_id, facts, created_at)
  select uuidv7(kernel.actor_now() - clock_timestamp()), recipient.id, given.kind, given."objectKind", given."objectId", given.facts, kernel.actor_now()
  from jsonb_to_recordset(post_notices.notices) as given (agency text, roles text[], kind text, "objectKind" text, "objectId" text, facts jsonb)
    cross join lateral (
      select distinct held.person as id from members.role_assignment as held join members.person as somebody on somebody.id = held.person
      where held.agency = given.agency and held.role = any (given.roles) and somebody.disabled_at is null
        and held.valid_from <= kernel.actor_now() and (held.valid_to is null or held.valid_to > kernel.actor_now())) as recipient
  returning notice.id, notice.person;
end
$$;

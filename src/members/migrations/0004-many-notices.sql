-- Many notices at once, as when a sweep of the clocks tells every commune: one statement, each to everybody who holds one
-- of the roles at the agency now.
create function members.post_notices(notices jsonb)
returns table (id uuid, person uuid) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  insert into members.notice (id, person, kind, object_kind, object_id, facts, created_at)
  select uuidv7(), recipient.id, given.kind, given."objectKind", given."objectId", given.facts, kernel.actor_now()
  from jsonb_to_recordset(post_notices.notices) as given (agency text, roles text[], kind text, "objectKind" text, "objectId" text, facts jsonb)
    cross join lateral (
      select distinct held.person as id from members.role_assignment as held join members.person as somebody on somebody.id = held.person
      where held.agency = given.agency and held.role = any (given.roles) and somebody.disabled_at is null
        and held.valid_from <= kernel.actor_now() and (held.valid_to is null or held.valid_to > kernel.actor_now())) as recipient
  returning notice.id, notice.person;
end
$$;
revoke execute on function members.post_notices from public;
grant execute on function members.post_notices to lachan_app;

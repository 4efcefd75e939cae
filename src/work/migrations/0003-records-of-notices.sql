-- Whoever is kept from a record is kept from what is said about it. The object of a notice may be the record itself; where it is
-- a part of it (a referral of a case), or another record is concerned too, the sender names that record.
alter table work.notice
  add record_id uuid,
  add case_id uuid generated always as
    (case when object_kind = 'case' and object_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then object_id::uuid end) stored;

alter table work.approval add record_id uuid;

drop function work.post_notices;
create function work.post_notices(notices jsonb)
returns table (id uuid, person uuid, object_id text, record_id uuid) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  insert into work.notice (id, person, kind, object_kind, object_id, record_id, facts, created_at)
  select uuidv7(kernel.actor_now() - clock_timestamp()), given.person, given.kind, given."objectKind", given."objectId", given."recordId", given.facts,
    kernel.actor_now()
  from jsonb_to_recordset(post_notices.notices)
    as given (person uuid, kind text, "objectKind" text, "objectId" text, "recordId" uuid, facts jsonb)
  returning notice.id, notice.person, notice.object_id, notice.record_id;
end
$$;
revoke execute on function work.post_notices from public;
grant execute on function work.post_notices to lachan_app;

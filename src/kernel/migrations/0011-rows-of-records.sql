-- A wrap that a desk holds by a grant serves no longer than the grant: it is tied to the desk that the grant names.
alter table kernel.need_to_know add column key_desk text;
comment on column kernel.need_to_know.key_desk is 'The desk whose wraps of the record''s keys serve this grant; null where it opens no text';
update kernel.need_to_know set key_desk = subject where subject_kind in ('agency', 'desk');

alter table kernel.wrapped_key add column by_grant boolean not null default false;
create index on kernel.wrapped_key (data_key_id) where by_grant;

-- Whether a live grant of the key's record and class still needs the desk's wrap.
create function kernel.wrap_serves(key uuid, desk text) returns boolean language plpgsql stable parallel restricted security definer set search_path = '' as $$
declare
  now timestamptz := kernel.actor_now();
begin
  return exists (
    select 1 from kernel.data_key as of_key
    join kernel.need_to_know as given on given.object_kind = of_key.object_kind and given.object_id = of_key.object_id
    where of_key.id = key and given.key_desk = desk and given.revoked_at is null and given.expires_at > now
      and of_key.field_class = any (given.field_classes));
end
$$;
revoke execute on function kernel.wrap_serves from public;
grant execute on function kernel.wrap_serves to lachan_app;

-- Both doors stay shut for whom nobody has proven.
create or replace function kernel.enqueue(job text, payload jsonb, run_at timestamptz, job_key text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if kernel.actor() is null then
    raise exception 'nobody acts here' using errcode = 'LC002';
  end if;
  perform graphile_worker.add_job(job, payload::json, run_at => run_at, job_key => job_key, max_attempts => 20);
end
$$;

create or replace function kernel.append_audit(entries jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare
  chain text;
  head kernel.audit_head;
  entry jsonb;
  entry_mac bytea;
  next_hash bytea;
begin
  if kernel.actor() is null then
    raise exception 'nobody acts here' using errcode = 'LC002';
  end if;
  -- Chains are locked in the order of their names, so that two transactions never wait for each other.
  for chain in select distinct e ->> 'organisation' from jsonb_array_elements(entries) as e order by 1 loop
    insert into kernel.audit_head values (chain, 0, sha256(convert_to('la-chan audit ' || chain, 'UTF8'))) on conflict do nothing;
    select * into strict head from kernel.audit_head where organisation = chain for update;
    for entry in select e from jsonb_array_elements(entries) with ordinality as list(e, place) where e ->> 'organisation' = chain order by place loop
      entry_mac := decode(entry ->> 'mac', 'hex');
      next_hash := sha256(head.hash || convert_to((head.sequence + 1)::text || '|' || (entry ->> 'body'), 'UTF8') || coalesce(entry_mac, ''));
      insert into kernel.audit_entry (organisation, sequence, at, actor_kind, actor, action, outcome, object_kind, object_id, body, mac, previous_hash, hash)
      values (chain, head.sequence + 1, (entry ->> 'at')::timestamptz, entry ->> 'actorKind', entry ->> 'actor', entry ->> 'action',
        entry ->> 'outcome', entry ->> 'objectKind', entry ->> 'objectId', entry ->> 'body', entry_mac, head.hash, next_hash);
      head.sequence := head.sequence + 1;
      head.hash := next_hash;
    end loop;
    update kernel.audit_head set sequence = head.sequence, hash = head.hash where organisation = chain;
  end loop;
end
$$;

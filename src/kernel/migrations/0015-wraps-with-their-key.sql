-- Whether this transaction wrote the data key, and so passed its row lock: its wraps need not look up the record again.
create function kernel.key_is_new(key uuid) returns boolean language plpgsql volatile parallel unsafe security definer set search_path = '' as $$
begin
  -- Volatile, so that it sees what the statement around it has written.
  return exists (select 1 from kernel.data_key where id = key and xmin = pg_current_xact_id_if_assigned()::xid);
end
$$;
revoke execute on function kernel.key_is_new from public;
grant execute on function kernel.key_is_new to lachan_app;

-- Data keys and their wraps in one call, under the row locks of whoever calls: the wraps are written behind their keys.
create function kernel.add_data_keys(sealed_by text, at timestamptz, ids uuid[], object_kinds text[], object_ids uuid[], field_classes text[],
  granted_by text, wrapped_ids uuid[], holder_kinds text[], holders text[], key_versions integer[], wraps bytea[], purposes text[], ends timestamptz[])
returns void language plpgsql set search_path = '' as $$
begin
  insert into kernel.data_key (id, object_kind, object_id, field_class, sealed_by, created_at)
    select key.id, key.object_kind, key.object_id, key.field_class, add_data_keys.sealed_by, at
    from unnest(ids, object_kinds, object_ids, field_classes) as key (id, object_kind, object_id, field_class);
  insert into kernel.wrapped_key (data_key_id, holder_kind, holder, key_version, wrapped, purpose, granted_by, granted_at, expires_at)
    select wrap.data_key_id, wrap.holder_kind, wrap.holder, wrap.key_version, wrap.wrapped, wrap.purpose, add_data_keys.granted_by, at, wrap.expires_at
    from unnest(wrapped_ids, holder_kinds, holders, key_versions, wraps, purposes, ends)
      as wrap (data_key_id, holder_kind, holder, key_version, wrapped, purpose, expires_at);
end
$$;
revoke execute on function kernel.add_data_keys from public;
grant execute on function kernel.add_data_keys to lachan_app;

-- The MAC in place: a function of its own with a search path is called and not written in, and costs more than the hashes.
create or replace function kernel.become(actor text, key uuid, shown_at bigint, mac bytea) returns void
language plpgsql security definer set search_path = '' as $$
declare
  inner_pad bytea;
  outer_pad bytea;
begin
  select known.inner_pad, known.outer_pad into inner_pad, outer_pad from kernel.actor_key as known where known.id = key;
  if not found then
    raise exception 'the key of the actor is not known here' using errcode = 'LC001';
  end if;
  if sha256(outer_pad || sha256(inner_pad || convert_to('become|' || shown_at || '|' || actor, 'UTF8'))) is distinct from mac then
    raise exception 'the actor is not proven' using errcode = 'LC002';
  end if;
  if abs(extract(epoch from clock_timestamp()) * 1000 - shown_at) > 300000 then
    raise exception 'the proof of the actor is too old or too new: compare the clocks of the app and of the database' using errcode = 'LC003';
  end if;
  perform set_config('lachan.actor', actor, true),
    set_config('lachan.proof', key || encode(sha256(outer_pad || sha256(inner_pad
      || convert_to('proof|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp()) || '|' || actor, 'UTF8'))), 'hex'), true);
end
$$;

drop function kernel.actor_mac;

-- A chain is begun where it is missing, and not asked for its beginning at each entry.
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
    select * into head from kernel.audit_head where organisation = chain for update;
    if not found then
      insert into kernel.audit_head values (chain, 0, sha256(convert_to('la-chan audit ' || chain, 'UTF8'))) on conflict do nothing;
      select * into strict head from kernel.audit_head where organisation = chain for update;
    end if;
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

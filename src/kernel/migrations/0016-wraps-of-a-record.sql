-- The wraps of a record's keys that holders have, ended ones too, under the row locks of whoever calls: the keys by the record, then
-- the wraps by their keys. As one statement it could be planned by the holder, and look at every wrap that a desk has.
create function kernel.wraps_of(record_kind text, record uuid, classes text[], kind text, holders text[])
returns table (field_class text, holder text, data_key_id uuid, key_version integer, wrapped bytea, by_grant boolean, expires_at timestamptz, serves boolean)
language plpgsql stable parallel restricted set search_path = '' as $$
declare
  key record;
begin
  for key in select of_record.id, of_record.field_class from kernel.data_key as of_record
    where of_record.object_kind = record_kind and of_record.object_id = record and of_record.field_class = any (classes)
  loop
    return query select key.field_class, wrap.holder, wrap.data_key_id, wrap.key_version, wrap.wrapped, wrap.by_grant, wrap.expires_at,
        not wrap.by_grant or kernel.wrap_serves(wrap.data_key_id, wrap.holder)
      from kernel.wrapped_key as wrap
      where wrap.data_key_id = key.id and wrap.holder_kind = kind and wrap.holder = any (holders);
  end loop;
end
$$;
revoke execute on function kernel.wraps_of from public;
grant execute on function kernel.wraps_of to lachan_app;

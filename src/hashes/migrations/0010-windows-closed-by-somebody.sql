create or replace function hashes.close_window(until timestamptz) returns bigint language plpgsql security definer set search_path = '' as $$
declare
  head hashes.change_head;
begin
  if kernel.actor() is null then
    raise exception 'nobody acts here' using errcode = 'LC002';
  end if;
  select * into strict head from hashes.change_head for update;
  if until >= head.at and until > head.promised_until then
    update hashes.change_head set promised_until = until;
  end if;
  return head.seq;
end
$$;

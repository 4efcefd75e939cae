-- The app role may not write desk keys: whoever holds its password could put a key of his own in the place of a desk's.
-- It may give a desk that never had one its first, so that an agency founded today can take over a case today.
create function kernel.add_first_desk_key(desk text, public_key bytea, sealed_private_key bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select 1 from kernel.desk_key as known where known.desk = add_first_desk_key.desk) then
    return false;
  end if;
  insert into kernel.desk_key (desk, version, public_key, sealed_private_key, state, created_at)
  values (add_first_desk_key.desk, 1, add_first_desk_key.public_key, add_first_desk_key.sealed_private_key, 'active', kernel.actor_now())
  on conflict do nothing;
  return found;
end
$$;
revoke execute on function kernel.add_first_desk_key from public;
grant execute on function kernel.add_first_desk_key to lachan_app;

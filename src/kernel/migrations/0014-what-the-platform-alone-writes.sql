-- Tables that everybody may read and that say what holds for all (the law, the forms, who came before whom) have no row lock.
-- The platform alone writes them, which a verb becomes for that statement after its own check; and the owner, who signed in as such.
create function kernel.is_platform() returns boolean language plpgsql stable parallel restricted security definer set search_path = '' as $$
begin
  return session_user = current_user or exists (select 1 from pg_catalog.pg_roles where rolname = session_user and rolsuper)
    or kernel.actor() ->> 'kind' is not distinct from 'system';
end
$$;
revoke execute on function kernel.is_platform from public;

create function kernel.platform_writes() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not kernel.is_platform() then
    raise exception 'only the platform writes %.%', tg_table_schema, tg_table_name using errcode = '42501';
  end if;
  return null;
end
$$;
revoke execute on function kernel.platform_writes from public;

-- Whoever could plant a key for a desk that is still to come would read what is sealed for it.
create or replace function kernel.add_first_desk_key(desk text, public_key bytea, sealed_private_key bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not kernel.is_platform() then
    raise exception 'only the platform gives a desk its key' using errcode = '42501';
  end if;
  if exists (select 1 from kernel.desk_key as known where known.desk = add_first_desk_key.desk) then
    return false;
  end if;
  insert into kernel.desk_key (desk, version, public_key, sealed_private_key, state, created_at)
  values (add_first_desk_key.desk, 1, add_first_desk_key.public_key, add_first_desk_key.sealed_private_key, 'active', kernel.actor_now())
  on conflict do nothing;
  return found;
end
$$;

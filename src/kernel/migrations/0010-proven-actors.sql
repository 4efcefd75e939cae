-- Who acts is proven: the app shows a MAC whose key this role-less table holds and the app's role cannot read. What the
-- transaction then carries is bound to it, so that a setting written by hand, or one seen elsewhere, gives nothing.
create table kernel.actor_key (
  id uuid primary key,
  -- The key of HMAC-SHA-256, filled up to a block and mixed with the inner and the outer pad (RFC 2104).
  inner_pad bytea not null check (octet_length(inner_pad) = 64),
  outer_pad bytea not null check (octet_length(outer_pad) = 64),
  made_at timestamptz not null default clock_timestamp()
);

create function kernel.actor_mac(key kernel.actor_key, message text) returns bytea language sql immutable set search_path = '' as $$
  select sha256((key).outer_pad || sha256((key).inner_pad || convert_to(message, 'UTF8')))
$$;
revoke execute on function kernel.actor_mac from public;

-- Sets the actor of this transaction. `shown_at` are the milliseconds of the app's clock: a MAC lives for five minutes.
-- Its parameters stand in no view that the app's role can read, and in no setting.
create function kernel.become(actor text, key uuid, shown_at bigint, mac bytea) returns void
language plpgsql security definer set search_path = '' as $$
declare
  known kernel.actor_key;
begin
  select * into known from kernel.actor_key where id = key;
  if not found then
    raise exception 'the key of the actor is not known here' using errcode = 'LC001';
  end if;
  if kernel.actor_mac(known, 'become|' || shown_at || '|' || actor) is distinct from mac then
    raise exception 'the actor is not proven' using errcode = 'LC002';
  end if;
  if abs(extract(epoch from clock_timestamp()) * 1000 - shown_at) > 300000 then
    raise exception 'the proof of the actor is too old or too new: compare the clocks of the app and of the database' using errcode = 'LC003';
  end if;
  perform set_config('lachan.actor', actor, true);
  perform set_config('lachan.proof', key || encode(kernel.actor_mac(known, 'proof|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp()) || '|' || actor), 'hex'), true);
end
$$;
revoke execute on function kernel.become from public;
grant execute on function kernel.become to lachan_app;

-- The actor of this transaction; null where none was set. A setting that `become` did not write in this transaction is an error,
-- but for the owner, who signed in as such (a migration that plays an actor) and whom no lock holds.
-- The number of the process is the leader's: no parallel worker asks.
create or replace function kernel.actor() returns jsonb language plpgsql stable parallel restricted security definer set search_path = '' as $$
declare
  actor text := current_setting('lachan.actor', true);
  proof text;
  known kernel.actor_key;
begin
  if actor is null or actor = '' then
    return null;
  end if;
  proof := current_setting('lachan.proof', true);
  select * into known from kernel.actor_key where id::text = left(proof, 36);
  if (not found or encode(sha256(known.outer_pad || sha256(known.inner_pad
      || convert_to('proof|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp()) || '|' || actor, 'UTF8'))), 'hex') <> substr(proof, 37))
    and session_user <> current_user then
    raise exception 'the actor is not proven' using errcode = 'LC002';
  end if;
  return actor::jsonb;
end
$$;

alter function kernel.actor_attribute parallel restricted;
alter function kernel.actor_now parallel restricted;
alter function kernel.actor_scopes parallel restricted;
alter function kernel.actor_holds parallel restricted;
alter function kernel.actor_holds_nationwide parallel restricted;
alter function kernel.actor_has_machine_scope parallel restricted;
alter function kernel.actor_stepped_up parallel restricted;
alter function kernel.actor_agency_has parallel restricted;

-- Each asks for the actor once: a proof costs a few microseconds.
create or replace function kernel.actor_granted(kind text, field_class text) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare
  actor jsonb := kernel.actor();
  person text := actor ->> 'person';
  agency text := actor ->> 'agency';
  now timestamptz := actor ->> 'now';
  desks text[];
begin
  if actor ->> 'kind' is distinct from 'person' then
    return '{}';
  end if;
  desks := array(select held ->> 'desk' from jsonb_array_elements(actor -> 'assignments') as held);
  return coalesce((
    select array_agg(given.object_id) from kernel.need_to_know as given
    where given.revoked_at is null and given.expires_at > now and given.object_kind = kind and field_class = any (given.field_classes)
      and ((given.subject_kind = 'person' and given.subject = person) or (given.subject_kind = 'agency' and given.subject = agency)
        or (given.subject_kind = 'desk' and given.subject = any (desks)))), '{}');
end
$$;
drop function kernel.actor_grants();

create or replace function kernel.actor_excluded(kind text) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare
  actor jsonb := kernel.actor();
  person text := actor ->> 'person';
  agency text := actor ->> 'agency';
  name_key text := actor ->> 'nameKey';
begin
  if actor ->> 'kind' is distinct from 'person' then
    return '{}';
  end if;
  return coalesce((
    select array_agg(excluded.object_id) from kernel.exclusion as excluded
    where excluded.object_kind = actor_excluded.kind
      and ((excluded.subject_kind = 'person' and excluded.subject = person) or (excluded.subject_kind = 'agency' and excluded.subject = agency)
        or (excluded.subject_kind = 'name' and excluded.subject = name_key))), '{}');
end
$$;

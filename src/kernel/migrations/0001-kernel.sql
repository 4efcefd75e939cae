-- The kernel's own tables: who acts (for the row locks), need-to-know grants, the audit chain, keys.
-- Everything that the app role may do here is granted one by one; nothing is granted by default.

create function kernel.actor() returns jsonb language sql stable parallel safe as $$
  -- After a transaction-local set_config the setting reads '' and not null.
  select nullif(current_setting('lachan.actor', true), '')::jsonb
$$;

create function kernel.actor_attribute(attribute text) returns text language sql stable parallel safe as $$
  select kernel.actor() ->> attribute
$$;

create function kernel.actor_now() returns timestamptz language sql stable parallel safe as $$
  select (kernel.actor() ->> 'now')::timestamptz
$$;

create function kernel.actor_scopes(roles text[], dimension text) returns text[] language sql stable parallel safe as $$
  select coalesce(array_agg(held ->> dimension) filter (where held ->> dimension is not null), '{}')
  from jsonb_array_elements(coalesce(kernel.actor() -> 'assignments', '[]')) as held
  where held ->> 'role' = any (roles)
$$;

create function kernel.actor_holds(roles text[]) returns boolean language sql stable parallel safe as $$
  select exists (
    select 1 from jsonb_array_elements(coalesce(kernel.actor() -> 'assignments', '[]')) as held
    where held ->> 'role' = any (roles))
$$;

create function kernel.actor_holds_nationwide(roles text[]) returns boolean language sql stable parallel safe as $$
  select exists (
    select 1 from jsonb_array_elements(coalesce(kernel.actor() -> 'assignments', '[]')) as held
    where held ->> 'role' = any (roles)
      and held ->> 'province' is null and held ->> 'commune' is null and held ->> 'desk' is null)
$$;

create function kernel.actor_has_machine_scope(scope text) returns boolean language sql stable parallel safe as $$
  select coalesce(kernel.actor() -> 'scopes' ? scope, false)
$$;

create function kernel.actor_stepped_up() returns boolean language sql stable parallel safe as $$
  select coalesce((kernel.actor() ->> 'steppedUpUntil')::timestamptz > kernel.actor_now(), false)
$$;

-- Need to know: who may see one object beyond what their roles show, which classes of its fields, why and until when.
create table kernel.need_to_know (
  id uuid primary key,
  object_kind text not null,
  object_id uuid not null,
  subject_kind text not null check (subject_kind in ('person', 'desk', 'agency')),
  subject text not null,
  field_classes text[] not null check (cardinality(field_classes) > 0),
  purpose text not null,
  reason text not null check (reason <> ''),
  -- 'assignment', 'referral', 'break-glass': how the grant came to be.
  origin text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > granted_at),
  revoked_at timestamptz,
  revoked_by text
);
create index on kernel.need_to_know (subject_kind, subject, object_kind) where revoked_at is null;
create index on kernel.need_to_know (object_kind, object_id);

create function kernel.actor_grants() returns setof kernel.need_to_know language sql stable security definer set search_path = '' as $$
  select grant_row.* from kernel.need_to_know as grant_row
  where grant_row.revoked_at is null and grant_row.expires_at > kernel.actor_now()
    and ((grant_row.subject_kind = 'person' and grant_row.subject = kernel.actor_attribute('person'))
      or (grant_row.subject_kind = 'agency' and grant_row.subject = kernel.actor_attribute('agency'))
      or (grant_row.subject_kind = 'desk' and grant_row.subject in (
            select held ->> 'desk' from jsonb_array_elements(coalesce(kernel.actor() -> 'assignments', '[]')) as held)))
$$;

create function kernel.actor_granted(kind text, field_class text) returns uuid[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(object_id), '{}') from kernel.actor_grants()
  where object_kind = kind and field_class = any (field_classes)
$$;

-- The audit: one hash chain per organisation, append-only, never a value that a person wrote.
create table kernel.audit_head (
  organisation text primary key,
  sequence bigint not null,
  hash bytea not null
);

create table kernel.audit_entry (
  organisation text not null,
  sequence bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  action text not null,
  outcome text not null check (outcome in ('allowed', 'refused')),
  object_kind text,
  object_id text,
  -- The canonical text that was hashed: everything above and the rest (roles, purpose, field classes, codes, request id).
  body text not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (organisation, sequence)
);
create index on kernel.audit_entry (object_kind, object_id, at);
create index on kernel.audit_entry (organisation, at);
create index on kernel.audit_entry (actor, at);

create function kernel.append_audit(entries jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare
  chain text;
  head kernel.audit_head;
  entry jsonb;
  next_hash bytea;
begin
  -- Chains are locked in the order of their names, so that two transactions never wait for each other.
  for chain in select distinct e ->> 'organisation' from jsonb_array_elements(entries) as e order by 1 loop
    insert into kernel.audit_head values (chain, 0, sha256(convert_to('la-chan audit ' || chain, 'UTF8'))) on conflict do nothing;
    select * into strict head from kernel.audit_head where organisation = chain for update;
    for entry in select e from jsonb_array_elements(entries) with ordinality as list(e, place) where e ->> 'organisation' = chain order by place loop
      next_hash := sha256(head.hash || convert_to((head.sequence + 1)::text || '|' || (entry ->> 'body'), 'UTF8'));
      insert into kernel.audit_entry (organisation, sequence, at, actor_kind, actor, action, outcome, object_kind, object_id, body, previous_hash, hash)
      values (chain, head.sequence + 1, (entry ->> 'at')::timestamptz, entry ->> 'actorKind', entry ->> 'actor', entry ->> 'action',
        entry ->> 'outcome', entry ->> 'objectKind', entry ->> 'objectId', entry ->> 'body', head.hash, next_hash);
      head.sequence := head.sequence + 1;
      head.hash := next_hash;
    end loop;
    update kernel.audit_head set sequence = head.sequence, hash = head.hash where organisation = chain;
  end loop;
end
$$;

-- Keys: a desk's key pair by version, a data key per object and field class, and its wraps.
create table kernel.desk_key (
  desk text not null,
  version integer not null,
  public_key bytea not null,
  sealed_private_key bytea not null,
  -- 'active' seals and opens, 'retired' only opens, 'lost' waits for recovery from the custodians' shares.
  state text not null check (state in ('active', 'retired', 'lost')),
  created_at timestamptz not null,
  primary key (desk, version)
);
create unique index on kernel.desk_key (desk) where state = 'active';

create table kernel.data_key (
  id uuid primary key,
  object_kind text not null,
  object_id uuid not null,
  field_class text not null,
  -- Who sealed: 'server' on arrival, 'operator' for a caller, 'client' in the reporter's own browser.
  sealed_by text not null check (sealed_by in ('server', 'operator', 'client')),
  created_at timestamptz not null,
  destroyed_at timestamptz,
  unique (object_kind, object_id, field_class)
);

create table kernel.wrapped_key (
  data_key_id uuid not null references kernel.data_key,
  -- 'desk' by HPKE to the desk's public key; 'receipt' by a key that only the six words give; 'session' for its short life.
  holder_kind text not null check (holder_kind in ('desk', 'receipt', 'session')),
  holder text not null,
  key_version integer not null,
  wrapped bytea not null,
  purpose text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  expires_at timestamptz,
  primary key (data_key_id, holder_kind, holder)
);
create index on kernel.wrapped_key (holder_kind, holder, key_version);

-- Background work is enqueued in the transaction that causes it. The app role cannot reach the queue but through this door.
create function kernel.enqueue(job text, payload jsonb, run_at timestamptz, job_key text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform graphile_worker.add_job(job, payload::json, run_at => run_at, job_key => job_key, max_attempts => 20);
end
$$;

grant execute on all functions in schema kernel to lachan_app;
grant select, insert on kernel.need_to_know to lachan_app;
grant update (revoked_at, revoked_by) on kernel.need_to_know to lachan_app;
grant select on kernel.audit_entry, kernel.audit_head to lachan_app;
grant select on kernel.desk_key to lachan_app;
grant select, insert on kernel.data_key to lachan_app;
grant update (destroyed_at) on kernel.data_key to lachan_app;
grant select, insert, delete on kernel.wrapped_key to lachan_app;

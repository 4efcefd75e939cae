-- Each entry carries a MAC whose key is not in the database, and the chain goes over it. Entries of before have none.
alter table kernel.audit_entry add column mac bytea check (octet_length(mac) = 32);

create or replace function kernel.append_audit(entries jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare
  chain text;
  head kernel.audit_head;
  entry jsonb;
  entry_mac bytea;
  next_hash bytea;
begin
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

-- The heads of the chains as they were found sound, a few minutes apart, chained under a key that is not in the database:
-- what stood before a seal cannot be made anew by who owns the tables.
create table kernel.audit_seal (
  run bigint primary key,
  at timestamptz not null,
  -- The canonical text that is sealed: format, run, time, the chains that grew with sequence and hash, the seal before.
  body text not null,
  mac bytea not null check (octet_length(mac) = 32)
);
-- Up to where each chain is sealed, to find what grew; what is believed stands in the seals.
create table kernel.audit_sealed_head (
  organisation text primary key,
  sequence bigint not null,
  hash bytea not null
);
grant select, insert on kernel.audit_seal to lachan_app;
grant select, insert, update on kernel.audit_sealed_head to lachan_app;
-- Up to which seal each place outside the database was told.
create table kernel.audit_publication (
  target text primary key,
  run bigint not null
);
grant select, insert, update on kernel.audit_publication to lachan_app;

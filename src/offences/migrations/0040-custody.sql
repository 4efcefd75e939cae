-- Custody of what a file rests on: documents, answers, rows taken out, lists of hashes, and things that are kept elsewhere. Never media.
create table offences.custody_artefact (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  -- Within the file, from 1.
  number integer not null check (number >= 1),
  kind text not null check (kind in ('DOCUMENT', 'ANSWER', 'ROW_SET', 'HASH_LIST')),
  -- In the evidence store, or in a room of its own and here by its digest alone.
  kept text not null check (kept in ('HOUSE', 'OUTSIDE')),
  evidence uuid,
  -- Key of its evidence file. Wrapped by the vault.
  key bytea,
  media_type text not null,
  size bigint not null check (size >= 0),
  -- SHA-256 of the plain bytes.
  digest bytea not null check (octet_length(digest) = 32),
  -- Title, source, name of the file and place, as JSON. Wrapped by the vault.
  sealed bytea not null,
  -- What the chain says, written by its trigger alone.
  state text not null default 'NEW' check (state in ('NEW', 'HELD', 'SEALED', 'HANDED_OVER', 'RETURNED', 'DESTROYED')),
  head_sequence integer not null default 0,
  head_hash bytea not null check (octet_length(head_hash) = 32),
  entered_by text not null,
  agency text not null,
  entered_at timestamptz not null,
  is_demonstration boolean not null default false,
  unique (file_id, number),
  check ((kept = 'HOUSE') = (evidence is not null)),
  check ((evidence is null) = (key is null))
);

-- What happened to an artefact, chained: each entry names the hash of the one before, and carries a MAC that the database cannot make.
create table offences.custody_event (
  id uuid primary key,
  artefact_id uuid not null references offences.custody_artefact,
  file_id uuid not null references offences.offence_file,
  sequence integer not null check (sequence >= 1),
  code text not null check (code in ('RECEIVED', 'OPENED', 'COPIED', 'SEALED', 'HANDED_OVER', 'RETURNED', 'DESTROYED')),
  at timestamptz not null,
  actor text not null,
  agency text not null,
  -- Why, and to or from whom, as JSON with a salt. Wrapped by the vault; the body has its SHA-256.
  sealed bytea not null,
  -- The canonical text that is hashed: all of the above.
  body text not null,
  previous bytea not null check (octet_length(previous) = 32),
  mac bytea not null check (octet_length(mac) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  unique (artefact_id, sequence)
);
create index custody_event_of_file on offences.custody_event (file_id, at);

-- Takes an entry only where it follows the last one, is what its hash says, and says in its text what its columns say.
create function offences.chain_custody() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  head offences.custody_artefact;
  said jsonb := new.body::jsonb;
begin
  select * into strict head from offences.custody_artefact where id = new.artefact_id for update;
  if new.file_id <> head.file_id or new.sequence <> head.head_sequence + 1 or new.previous <> head.head_hash then
    raise exception 'a custody entry does not follow the last one' using errcode = 'check_violation';
  end if;
  if new.hash <> sha256(new.previous || convert_to(new.body, 'UTF8') || new.mac)
    or said ->> 'artefact' is distinct from new.artefact_id::text or (said ->> 'sequence')::integer is distinct from new.sequence
    or said ->> 'code' is distinct from new.code or (said ->> 'at')::timestamptz is distinct from new.at
    or said ->> 'actor' is distinct from new.actor or said ->> 'agency' is distinct from new.agency
    or said ->> 'digest' is distinct from encode(head.digest, 'hex') then
    raise exception 'a custody entry says other than its hash' using errcode = 'check_violation';
  end if;
  if head.state = 'DESTROYED' or (head.state = 'NEW') <> (new.sequence = 1) or (head.state = 'NEW' and new.code <> 'RECEIVED') then
    raise exception 'nothing follows in this state' using errcode = 'check_violation';
  end if;
  update offences.custody_artefact set head_sequence = new.sequence, head_hash = new.hash,
    state = case new.code when 'RECEIVED' then 'HELD' when 'OPENED' then 'HELD' when 'COPIED' then state else new.code end
  where id = new.artefact_id;
  return new;
end $$;
create trigger chain_custody before insert on offences.custody_event for each row execute function offences.chain_custody();

create function offences.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  -- A rotation of the root key wraps the words anew; what they say stands in the body by its digest.
  if tg_op = 'UPDATE' and to_jsonb(new) - 'sealed' = to_jsonb(old) - 'sealed' then
    return new;
  end if;
  raise exception 'an entry of custody is never changed' using errcode = 'check_violation';
end $$;
create trigger refuse_change before update or delete on offences.custody_event for each row execute function offences.refuse_change();
create trigger refuse_emptying before truncate on offences.custody_event for each statement execute function offences.refuse_change();

-- Bundles for a court or another unit.
create table offences.court_bundle (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  reference text not null unique check (reference ~ '^GC-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  -- For whom, why, and the age recipient of theirs, as JSON. Wrapped by the vault.
  sealed bytea not null,
  key bytea not null,
  artefacts integer not null,
  asked_by text not null,
  agency text not null,
  asked_at timestamptz not null,
  made_at timestamptz,
  -- SHA-256 of the sealed file as it leaves, and its bytes.
  digest bytea check (octet_length(digest) = 32),
  size bigint,
  stamped_at timestamptz,
  taken integer not null default 0,
  is_demonstration boolean not null default false,
  check ((made_at is null) = (digest is null)),
  check ((made_at is null) = (size is null))
);
create index court_bundle_of_file on offences.court_bundle (file_id, asked_at desc);

revoke execute on function offences.chain_custody(), offences.refuse_change() from public;

grant select, insert on offences.custody_artefact, offences.custody_event to lachan_app;
grant select, insert, update (made_at, digest, size, stamped_at, taken) on offences.court_bundle to lachan_app;

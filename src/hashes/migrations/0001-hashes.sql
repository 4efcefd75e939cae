-- The register of known CSAM: hashes and codes, never media, file names or addresses.
-- Members of the network reach it only through the functions at the end, which hold the per-member view.

-- One row: the register's own clock. Whoever writes a change holds its lock to the commit, so sequence and
-- stamp rise in commit order and a reader who saw number n can miss nothing below it.
create table hashes.change_head (
  only_row boolean primary key default true check (only_row),
  register uuid not null default gen_random_uuid(),
  seq bigint not null default 0,
  at timestamptz not null default '2000-01-01T00:00:00Z',
  -- A reader was told that everything up to here is complete: later changes are stamped after it.
  promised_until timestamptz not null default '2000-01-01T00:00:00Z',
  -- Tombstones up to here are gone; a cursor below it must start again.
  pruned_seq bigint not null default 0
);
insert into hashes.change_head default values;

create table hashes.bank (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z][A-Z0-9_]{1,63}$'),
  name_vi text not null,
  name_en text not null,
  -- 'match' reports, 'negative' suppresses what it holds, 'watch' reports apart and blocks nothing.
  mode text not null check (mode in ('match', 'negative', 'watch')),
  owner_agency text not null,
  pdq_threshold smallint not null default 31 check (pdq_threshold between 0 and 31),
  vpdq_threshold smallint not null default 31 check (vpdq_threshold between 0 and 31),
  -- So many members' downvotes, or so many matches in an hour, suspend an entry until its owner answers.
  suspend_downvotes smallint not null default 3 check (suspend_downvotes between 1 and 100),
  suspend_matches_hour integer not null default 200 check (suspend_matches_hour > 0),
  enabled boolean not null default true,
  created_by text not null,
  created_at timestamptz not null
);

create table hashes.source (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Za-z0-9_.-]{2,64}$'),
  kind text not null check (kind in ('own', 'ncmec', 'iwf', 'arachnid', 'iccam', 'stopncii', 'ministry', 'police', 'platform', 'register')),
  -- The member behind the source: its own entries are not sent back to it.
  agency text not null,
  licence text not null,
  may_redistribute boolean not null,
  -- Its entries were verified by two people over there.
  arrives_verified boolean not null,
  expires_at timestamptz,
  created_by text not null,
  created_at timestamptz not null
);

create table hashes.entry (
  id uuid primary key,
  -- A short name for tools that want a number.
  number bigint not null unique generated always as identity,
  bank_id uuid not null references hashes.bank,
  owner_agency text not null,
  media_kind text not null check (media_kind in ('image', 'video')),
  status text not null check (status in ('PROPOSED', 'SECOND_REVIEW', 'ACTIVE', 'REJECTED', 'DISPUTED', 'SUSPENDED', 'WITHDRAWN')),
  legal_basis text not null check (legal_basis ~ '^[A-Z0-9_.-]{1,64}$'),
  reference text check (reference ~ '^[A-Za-z0-9/_.-]{1,64}$'),
  proposed_by text not null,
  proposed_at timestamptz not null,
  updated_at timestamptz not null
);
create index on hashes.entry (bank_id, status);
create index on hashes.entry (status, updated_at) where status in ('PROPOSED', 'SECOND_REVIEW', 'DISPUTED', 'SUSPENDED');
create index on hashes.entry (owner_agency, status);

create table hashes.signal (
  id uuid primary key,
  type text not null check (type in ('pdq', 'vpdq', 'md5', 'sha1', 'sha256', 'photodna', 'tmk_pdqf')),
  -- What equality and distance look at: the hash itself, or the SHA-256 of an opaque one.
  value bytea not null check (octet_length(value) = case type when 'md5' then 16 when 'sha1' then 20 else 32 end),
  -- The whole of an opaque fingerprint, as its owner wrote it.
  opaque text check ((opaque is not null) = (type in ('photodna', 'tmk_pdqf'))),
  -- How a perceptual hash was made: 'full', '512', or the recipe of a video's frames. '' for the exact ones.
  variant text not null check (variant ~ '^[a-z0-9._-]{0,32}$'),
  quality smallint check (quality between 0 and 100),
  created_at timestamptz not null,
  unique (type, value, variant)
);

create table hashes.entry_signal (
  entry_id uuid not null references hashes.entry,
  signal_id uuid not null references hashes.signal,
  -- Where in the video the frame stands, milliseconds.
  frame_ms integer check (frame_ms >= 0),
  primary key (entry_id, signal_id)
);
create index on hashes.entry_signal (signal_id);

create table hashes.provenance (
  id uuid primary key,
  entry_id uuid not null references hashes.entry,
  source_id uuid not null references hashes.source,
  external_id text not null check (length(external_id) between 1 and 200),
  received_at timestamptz not null,
  payload_hash bytea not null,
  -- The full pull in which the entry was last seen; what a later full pull does not show is withdrawn.
  generation integer not null default 0,
  unique (source_id, external_id)
);
create index on hashes.provenance (entry_id);

create table hashes.classification (
  id uuid primary key,
  entry_id uuid not null references hashes.entry,
  scheme text not null check (scheme in ('national', 'interpol_baseline', 'ncmec', 'ncmec_tag', 'ucs', 'depiction', 'age_group')),
  scheme_version text not null check (length(scheme_version) between 1 and 32),
  label text not null check (label ~ '^[A-Za-z0-9_. -]{1,64}$'),
  given_by text not null,
  given_at timestamptz not null,
  ended_at timestamptz
);
create unique index on hashes.classification (entry_id, scheme, scheme_version, label) where ended_at is null;

create table hashes.verification (
  id uuid primary key,
  entry_id uuid not null references hashes.entry,
  analyst uuid not null,
  agency text not null,
  verdict text not null check (verdict in ('LISTED', 'NOT_LISTED')),
  national_class text not null,
  stage text not null check (stage in ('blind', 'arbitration')),
  given_at timestamptz not null,
  -- Blind until the entry is decided: no other analyst sees it before.
  sealed boolean not null default true,
  unique (entry_id, analyst)
);

create table hashes.feedback (
  id uuid primary key,
  entry_id uuid not null references hashes.entry,
  signal_type text not null,
  agency text not null,
  opinion text not null check (opinion in ('up', 'down')),
  reason text,
  given_by text not null,
  given_at timestamptz not null,
  superseded_at timestamptz
);
create unique index on hashes.feedback (entry_id, signal_type, agency) where superseded_at is null;

create table hashes.dispute (
  id uuid primary key,
  entry_id uuid not null references hashes.entry,
  agency text not null,
  reason text not null,
  raised_by text not null,
  raised_at timestamptz not null,
  due_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text,
  outcome text check (outcome in ('UPHELD', 'WITHDRAWN'))
);
create unique index on hashes.dispute (entry_id) where resolved_at is null;

-- The owner's task after an automatic suspension, with its clock.
create table hashes.suspension (
  id uuid primary key,
  entry_id uuid not null references hashes.entry,
  cause text not null check (cause in ('downvotes', 'flood')),
  measured integer not null,
  baseline integer not null,
  suspended_at timestamptz not null,
  due_at timestamptz not null,
  reminded_at timestamptz,
  answered_at timestamptz,
  answered_by text,
  outcome text check (outcome in ('RESTORED', 'DISPUTED', 'WITHDRAWN'))
);
create unique index on hashes.suspension (entry_id) where answered_at is null;

-- Members of the network and what they may do; a number for the wire formats that want one.
create table hashes.member_right (
  agency text primary key,
  member_number integer not null unique generated always as identity,
  display_name text not null,
  scopes text[] not null,
  daily_matches integer not null check (daily_matches >= 0),
  enabled boolean not null,
  changed_by text not null,
  changed_at timestamptz not null
);

create table hashes.distribution_list (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z][A-Z0-9_]{1,63}$'),
  name_vi text not null,
  name_en text not null,
  enabled boolean not null,
  created_by text not null,
  created_at timestamptz not null
);

-- An entry is on the list when one rule takes it and every source of it permits.
create table hashes.list_rule (
  id uuid primary key,
  list_id uuid not null references hashes.distribution_list,
  bank_id uuid references hashes.bank,
  national_classes text[],
  source_kinds text[]
);
create index on hashes.list_rule (list_id);

create table hashes.list_member (
  list_id uuid not null references hashes.distribution_list,
  agency text not null references hashes.member_right,
  added_by text not null,
  added_at timestamptz not null,
  primary key (list_id, agency)
);
create index on hashes.list_member (agency);

create table hashes.list_entry (
  list_id uuid not null,
  entry_id uuid not null,
  primary key (list_id, entry_id)
);
create index on hashes.list_entry (entry_id);

-- Append-only. Without list and agency: for the register's own readers. With a list: for its members. With an
-- agency: for that member alone, who came to a list or left it.
create table hashes.change (
  seq bigint primary key,
  list_id uuid,
  agency text,
  entry_id uuid not null,
  op text not null check (op in ('upsert', 'remove')),
  at timestamptz not null,
  check (list_id is null or agency is null)
);
create index on hashes.change (list_id, seq) where list_id is not null;
create index on hashes.change (agency, seq) where agency is not null;
create index on hashes.change (seq) include (entry_id) where list_id is null and agency is null;
create index on hashes.change (entry_id, seq);
create index on hashes.change (at, seq);

-- Every question, in one row a request; its digest stands in the audit chain.
create table hashes.match_event (
  id uuid primary key,
  at timestamptz not null,
  agency text not null,
  actor text not null,
  purpose text not null,
  questions integer not null,
  refused integer not null,
  hits integer not null,
  -- Change number that the index had reached.
  index_seq bigint not null,
  -- 16 bytes of keyed HMAC for each question, in order: it can be recognised, not read.
  question_marks bytea not null,
  digest bytea not null
);
create index on hashes.match_event (agency, at);
create index on hashes.match_event (at);

create table hashes.match_hit (
  event_id uuid not null references hashes.match_event,
  question integer not null,
  signal_type text not null,
  -- The hash that was asked for: kept because it matched.
  asked bytea not null,
  entry_id uuid not null,
  bank_code text not null,
  distance smallint not null,
  threshold smallint not null,
  variant text not null,
  decision text not null check (decision in ('matched', 'watched', 'suppressed')),
  primary key (event_id, question, entry_id)
);
create index on hashes.match_hit (entry_id);

create table hashes.match_rate (
  entry_id uuid not null,
  hour timestamptz not null,
  matches integer not null,
  primary key (entry_id, hour)
);

create table hashes.quota_use (
  agency text not null,
  day date not null,
  questions integer not null,
  primary key (agency, day)
);

-- Another register that we read or feed.
create table hashes.peer (
  id uuid primary key,
  source_id uuid not null unique references hashes.source,
  bank_id uuid not null references hashes.bank,
  protocol text not null check (protocol in ('ncmec-v2', 'delta')),
  base_url text not null check (base_url ~ '^https?://'),
  -- Of the delta protocol: the list over there that we read, the bank over there for what we push, and our list for it.
  remote_list text,
  remote_bank text,
  push_list uuid references hashes.distribution_list,
  -- Client id and key, wrapped by the vault.
  credentials bytea not null,
  enabled boolean not null,
  checkpoint jsonb not null default '{}',
  push_checkpoint jsonb not null default '{}',
  last_success_at timestamptz,
  last_refusal text,
  last_attempt_at timestamptz,
  entries_received bigint not null default 0,
  entries_sent bigint not null default 0
);

-- Where entries belong by their state, their bank, the lists' rules and the rights of every source.
create function hashes.wanted_lists(entries uuid[]) returns table (entry_id uuid, list_id uuid) language sql stable set search_path = '' as $$
  select distinct entry.id, rule.list_id
  from hashes.entry
  join hashes.bank on bank.id = entry.bank_id and bank.enabled and bank.mode <> 'negative'
  join hashes.list_rule as rule on (rule.bank_id is null or rule.bank_id = entry.bank_id)
  join hashes.distribution_list as list on list.id = rule.list_id and list.enabled
  where entry.id = any (entries) and entry.status in ('ACTIVE', 'DISPUTED')
    and (rule.national_classes is null or exists (
      select 1 from hashes.classification as class
      where class.entry_id = entry.id and class.scheme = 'national' and class.ended_at is null and class.label = any (rule.national_classes)))
    and not exists (
      select 1 from hashes.provenance join hashes.source on source.id = provenance.source_id
      where provenance.entry_id = entry.id and (not source.may_redistribute or source.expires_at <= kernel.actor_now()))
    and (rule.source_kinds is null
      or exists (
        select 1 from hashes.provenance join hashes.source on source.id = provenance.source_id
        where provenance.entry_id = entry.id and source.kind = any (rule.source_kinds))
      or ('own' = any (rule.source_kinds) and not exists (select 1 from hashes.provenance where provenance.entry_id = entry.id)))
$$;

-- Of these entries, those that are not where they belong: after a rule, a bank or a source's rights changed or ran out.
create function hashes.misplaced_entries(entries uuid[]) returns setof uuid language sql stable security definer set search_path = '' as $$
  select distinct entry_id from (
    (select * from hashes.wanted_lists(entries) except select entry_id, list_id from hashes.list_entry where entry_id = any (entries))
    union all
    (select entry_id, list_id from hashes.list_entry where entry_id = any (entries) except select * from hashes.wanted_lists(entries))) as differing
  where kernel.actor_attribute('kind') = 'system'
$$;

-- Writes the changes of entries, for the register and for every list that holds, gains or loses them. Called last in a
-- transaction: the lock is held to the commit.
create function hashes.record_changes(entries uuid[]) returns bigint language plpgsql security definer set search_path = '' as $$
declare
  head hashes.change_head;
  stamp timestamptz;
  written bigint;
begin
  if coalesce(kernel.actor_attribute('kind'), '') not in ('person', 'machine', 'system') then
    raise exception 'changes need an actor' using errcode = '42501';
  end if;
  select * into strict head from hashes.change_head for update;
  stamp := greatest(date_trunc('second', kernel.actor_now()), head.at, head.promised_until + interval '1 second');
  with touched as (
    select distinct id as entry_id from unnest(entries) as id
  ), wanted as (
    select entry_id, list_id from hashes.wanted_lists(entries)
  ), gone as (
    delete from hashes.list_entry as held using touched
    where held.entry_id = touched.entry_id
      and not exists (select 1 from wanted where wanted.list_id = held.list_id and wanted.entry_id = held.entry_id)
    returning held.list_id, held.entry_id
  ), come as (
    insert into hashes.list_entry (list_id, entry_id) select list_id, entry_id from wanted on conflict do nothing
  ), lines as (
    select null::uuid as list_id, entry_id, 'upsert' as op from touched
    union all select list_id, entry_id, 'upsert' from wanted
    union all select list_id, entry_id, 'remove' from gone
  ), added as (
    insert into hashes.change (seq, list_id, entry_id, op, at)
    select head.seq + row_number() over (), list_id, entry_id, op, stamp from lines
    returning 1
  )
  select count(*) into written from added;
  update hashes.change_head set seq = head.seq + written, at = stamp;
  perform pg_notify('lachan', json_build_object('topic', 'hashes.changed', 'id', (head.seq + written)::text)::text);
  return head.seq + written;
end
$$;

-- A member came to a list or left it: every entry of it comes or goes for that member alone, unless another list of
-- theirs holds it.
create function hashes.record_member_change(member text, list uuid, joined boolean) returns bigint language plpgsql security definer set search_path = '' as $$
declare
  head hashes.change_head;
  stamp timestamptz;
  written bigint;
begin
  if coalesce(kernel.actor_attribute('kind'), '') not in ('person', 'system') then
    raise exception 'changes need an actor' using errcode = '42501';
  end if;
  select * into strict head from hashes.change_head for update;
  stamp := greatest(date_trunc('second', kernel.actor_now()), head.at, head.promised_until + interval '1 second');
  insert into hashes.change (seq, agency, entry_id, op, at)
  select head.seq + row_number() over (), member, held.entry_id, case when joined then 'upsert' else 'remove' end, stamp
  from hashes.list_entry as held
  where held.list_id = list and not exists (
    select 1 from hashes.list_entry as other join hashes.list_member as theirs on theirs.list_id = other.list_id
    where other.entry_id = held.entry_id and other.list_id <> list and theirs.agency = member);
  get diagnostics written = row_count;
  update hashes.change_head set seq = head.seq + written, at = stamp;
  return head.seq + written;
end
$$;

-- Closes the window up to a moment: waits for the writer under way, and makes every later change carry a later stamp.
-- Answers the number up to which the window is complete.
create function hashes.close_window(until timestamptz) returns bigint language plpgsql security definer set search_path = '' as $$
declare
  head hashes.change_head;
begin
  select * into strict head from hashes.change_head for update;
  if until >= head.at and until > head.promised_until then
    update hashes.change_head set promised_until = until;
  end if;
  return head.seq;
end
$$;

-- Forgets changes that a later one for the same readers supersedes (which loses nothing), and tombstones of another age
-- (after which an older cursor must start again).
create function hashes.prune_changes(superseded_before timestamptz, tombstones_before timestamptz) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  pruned bigint;
  tombs bigint;
begin
  if coalesce(kernel.actor_attribute('kind'), '') <> 'system' then
    raise exception 'only the platform prunes' using errcode = '42501';
  end if;
  delete from hashes.change as old
  where old.at < superseded_before and exists (
    select 1 from hashes.change as later
    where later.entry_id = old.entry_id and later.seq > old.seq
      and later.list_id is not distinct from old.list_id and later.agency is not distinct from old.agency);
  get diagnostics pruned = row_count;
  with dropped as (delete from hashes.change where op = 'remove' and at < tombstones_before returning seq)
  select max(seq) into tombs from dropped;
  if tombs is not null then update hashes.change_head set pruned_seq = greatest(pruned_seq, tombs); end if;
  return pruned;
end
$$;

-- Stores signals that are new and answers the ids of all, in order. Whoever proposes an entry may use it; it tells nothing else.
create function hashes.put_signals(types text[], the_values bytea[], opaques text[], variants text[], qualities smallint[], ids uuid[])
returns uuid[] language plpgsql security definer set search_path = '' as $$
declare
  answer uuid[];
begin
  if coalesce(kernel.actor_attribute('kind'), '') not in ('person', 'machine', 'system') then
    raise exception 'signals need an actor' using errcode = '42501';
  end if;
  -- In one order, so that two writers of the same signals do not wait for each other in a circle.
  insert into hashes.signal (id, type, value, opaque, variant, quality, created_at)
  select distinct on (type, value, variant) id, type, value, opaque, variant, quality, kernel.actor_now()
  from unnest(types, the_values, opaques, variants, qualities, ids) as given(type, value, opaque, variant, quality, id)
  order by type, value, variant
  on conflict (type, value, variant) do nothing;
  select array_agg(signal.id order by given.place) into answer
  from unnest(types, the_values, variants) with ordinality as given(type, value, variant, place)
  join hashes.signal on signal.type = given.type and signal.value = given.value and signal.variant = given.variant;
  return answer;
end
$$;

-- What the matching index reads, for the platform alone: the row locks are looked at once, not for each of millions of rows.
create function hashes.index_page(after uuid, most integer)
returns table (id bytea, bank_id uuid, status text, type text, value bytea, variant text) language sql stable security definer set search_path = '' as $$
  select uuid_send(entry.id), entry.bank_id, entry.status, signal.type, signal.value, signal.variant
  from (
    select held.id, held.bank_id, held.status from hashes.entry as held
    where kernel.actor_attribute('kind') = 'system' and held.id > after and held.status in ('ACTIVE', 'DISPUTED')
    order by held.id limit most) as entry
  left join hashes.entry_signal as part on part.entry_id = entry.id left join hashes.signal on signal.id = part.signal_id
  order by entry.id
$$;

create function hashes.index_entries(entries uuid[])
returns table (id bytea, bank_id uuid, status text, type text, value bytea, variant text) language sql stable security definer set search_path = '' as $$
  select uuid_send(entry.id), entry.bank_id, entry.status, signal.type, signal.value, signal.variant
  from hashes.entry left join hashes.entry_signal as part on part.entry_id = entry.id left join hashes.signal on signal.id = part.signal_id
  where entry.id = any (entries) and kernel.actor_attribute('kind') = 'system'
  order by entry.id
$$;

-- The signals of an entry, for those who keep the register and for the member that owns it.
create function hashes.signals_of(the_entry uuid)
returns table (type text, value bytea, opaque text, variant text, quality smallint, frame_ms integer) language sql stable security definer set search_path = '' as $$
  select signal.type, signal.value, signal.opaque, signal.variant, signal.quality, part.frame_ms
  from hashes.entry join hashes.entry_signal as part on part.entry_id = entry.id join hashes.signal on signal.id = part.signal_id
  where entry.id = the_entry and (
    kernel.actor_attribute('kind') = 'system'
    or kernel.actor_holds(array['content_analyst', 'hash_db_operator', 'hash_db_approver'])
    or (entry.owner_agency = kernel.actor_attribute('agency')
      and (kernel.actor_has_machine_scope('hash.submit') or kernel.actor_holds(array['vncop_member_user']))))
  order by signal.type, part.frame_ms nulls first, signal.value limit 10000
$$;

-- The verdicts on an entry, for an analyst who has given their own, an approver, or the platform.
create function hashes.verdicts_of(entry uuid) returns setof hashes.verification language sql stable security definer set search_path = '' as $$
  select verification.* from hashes.verification
  where verification.entry_id = entry and (
    kernel.actor_attribute('kind') = 'system'
    or kernel.actor_holds(array['hash_db_approver'])
    or exists (select 1 from hashes.verification as own where own.entry_id = entry and own.analyst::text = kernel.actor_attribute('person')))
$$;

-- Opens the verdicts on an entry that is decided: an analyst cannot reach the other's row to open it.
create function hashes.unseal_verdicts(entry uuid) returns void language sql security definer set search_path = '' as $$
  update hashes.verification set sealed = false
  where entry_id = entry and exists (select 1 from hashes.entry as decided where decided.id = entry and decided.status not in ('PROPOSED', 'SECOND_REVIEW'))
$$;

-- How many blind verdicts an entry has: an analyst's queue needs the number, never the verdict.
create function hashes.count_verdicts(entries uuid[]) returns table (entry_id uuid, given bigint, mine boolean) language sql stable security definer set search_path = '' as $$
  select verification.entry_id, count(*), bool_or(verification.analyst::text is not distinct from kernel.actor_attribute('person'))
  from hashes.verification where verification.entry_id = any (entries) and kernel.actor_attribute('kind') in ('person', 'system')
  group by verification.entry_id
$$;

-- The lists that the acting member may read.
create function hashes.my_lists() returns setof hashes.distribution_list language sql stable security definer set search_path = '' as $$
  select list.* from hashes.list_member
  join hashes.distribution_list as list on list.id = list_member.list_id and list.enabled
  join hashes.member_right on member_right.agency = list_member.agency and member_right.enabled and 'hash.read' = any (member_right.scopes)
  where list_member.agency = kernel.actor_attribute('agency')
    and kernel.actor_attribute('kind') = 'machine' and kernel.actor_has_machine_scope('hash.read')
$$;

-- The latest change of each entry in one of the member's lists, of the numbers after .. upto.
create function hashes.my_list_changes(list uuid, after bigint, upto bigint, most integer)
returns table (seq bigint, entry_id uuid, at timestamptz, media_kind text, owner_agency text) language sql stable security definer set search_path = '' as $$
  select change.seq, change.entry_id, change.at, entry.media_kind, entry.owner_agency
  from hashes.change join hashes.entry on entry.id = change.entry_id
  where change.list_id = list and change.seq > after and change.seq <= upto
    and list in (select id from hashes.my_lists())
    and not exists (
      select 1 from hashes.change as later
      where later.entry_id = change.entry_id and later.list_id = change.list_id and later.seq > change.seq and later.seq <= upto)
  order by change.seq limit most
$$;

-- The entries of one of the member's lists, by id: the start of a full read.
create function hashes.my_list_entries(list uuid, after uuid, most integer)
returns table (entry_id uuid) language sql stable security definer set search_path = '' as $$
  select held.entry_id from hashes.list_entry as held
  where held.list_id = list and held.entry_id > after and list in (select id from hashes.my_lists())
  order by held.entry_id limit most
$$;

-- The latest change of each entry in any list of the member, and of those that are for the member alone.
create function hashes.my_changes(after bigint, upto bigint, most integer)
returns table (seq bigint, entry_id uuid, at timestamptz, media_kind text, owner_agency text) language plpgsql stable security definer set search_path = '' as $$
declare
  mine uuid[] := array(select id from hashes.my_lists());
  -- A former member of every list is still told what to forget.
  me text := case when kernel.actor_attribute('kind') = 'machine' and kernel.actor_has_machine_scope('hash.read')
    and exists (select 1 from hashes.member_right as held where held.agency = kernel.actor_attribute('agency')) then kernel.actor_attribute('agency') end;
begin
  return query
  select line.seq, line.entry_id, line.at, entry.media_kind, entry.owner_agency from (
    select found.* from unnest(mine) as held(list_id), lateral (
      select change.seq, change.entry_id, change.at from hashes.change
      where change.list_id = held.list_id and change.seq > after and change.seq <= upto
        and not exists (
          select 1 from hashes.change as later
          where later.entry_id = change.entry_id and later.seq > change.seq and later.seq <= upto and (later.list_id = any (mine) or later.agency = me))
      order by change.seq limit most) as found
    union all
    (select change.seq, change.entry_id, change.at from hashes.change
      where change.agency = me and change.seq > after and change.seq <= upto
        and not exists (
          select 1 from hashes.change as later
          where later.entry_id = change.entry_id and later.seq > change.seq and later.seq <= upto and (later.list_id = any (mine) or later.agency = me))
      order by change.seq limit most)) as line join hashes.entry on entry.id = line.entry_id
  order by line.seq limit most;
end
$$;

-- How many changes a window of the member holds, entries that changed twice counted twice.
create function hashes.count_my_changes(after bigint, upto bigint) returns bigint language sql stable security definer set search_path = '' as $$
  select (select count(*) from hashes.change where change.seq > after and change.seq <= upto and change.list_id in (select id from hashes.my_lists()))
    + (select count(*) from hashes.change where change.seq > after and change.seq <= upto and change.agency = kernel.actor_attribute('agency')
        and kernel.actor_attribute('kind') = 'machine' and kernel.actor_has_machine_scope('hash.read'))
$$;

-- The numbers between which every change stamped from .. until lies.
create function hashes.window_bounds(since timestamptz, until timestamptz) returns table (after bigint, upto bigint) language sql stable security definer set search_path = '' as $$
  select coalesce((select seq - 1 from hashes.change where at >= since order by at, seq limit 1), (select seq from hashes.change_head)),
    coalesce((select seq from hashes.change where at <= until order by at desc, seq desc limit 1), 0)
$$;

-- Entries as the acting member may see them: on one of their lists (or on the given one) and not their own sending.
-- An id that is not in the answer is, for this member, gone.
create function hashes.my_entries(entries uuid[], list uuid default null)
returns table (entry_id uuid, media_kind text, status text, bank_code text, owner_agency text, signals jsonb, classes jsonb, opinions jsonb)
language sql stable security definer set search_path = '' as $$
  select entry.id, entry.media_kind, entry.status, bank.code, entry.owner_agency,
    (select coalesce(jsonb_agg(jsonb_build_object('type', signal.type, 'value', coalesce(signal.opaque, encode(signal.value, 'hex')),
        'variant', signal.variant, 'quality', signal.quality, 'frameMs', part.frame_ms) order by signal.type, part.frame_ms, signal.value), '[]')
      from hashes.entry_signal as part join hashes.signal on signal.id = part.signal_id where part.entry_id = entry.id),
    (select coalesce(jsonb_agg(jsonb_build_object('scheme', class.scheme, 'version', class.scheme_version, 'label', class.label) order by class.scheme, class.label), '[]')
      from hashes.classification as class where class.entry_id = entry.id and class.ended_at is null),
    (select coalesce(jsonb_agg(jsonb_build_object('type', said.signal_type, 'agency', said.agency, 'opinion', said.opinion, 'reason', said.reason) order by said.signal_type, said.agency), '[]')
      from hashes.feedback as said where said.entry_id = entry.id and said.superseded_at is null)
  from hashes.entry join hashes.bank on bank.id = entry.bank_id
  where entry.id = any (entries)
    and exists (
      select 1 from hashes.list_entry as held
      where held.entry_id = entry.id and held.list_id in (select id from hashes.my_lists()) and (list is null or held.list_id = list))
    and not exists (
      select 1 from hashes.provenance join hashes.source on source.id = provenance.source_id
      where provenance.entry_id = entry.id and source.agency = kernel.actor_attribute('agency'))
$$;

-- The fingerprints of entries that were taken from the acting member's lists, for wire formats that name an entry by its hash.
create function hashes.my_gone_signals(entries uuid[]) returns table (entry_id uuid, type text, value text) language sql stable security definer set search_path = '' as $$
  select part.entry_id, signal.type, coalesce(signal.opaque, encode(signal.value, 'hex'))
  from hashes.entry_signal as part join hashes.signal on signal.id = part.signal_id
  where part.entry_id = any (entries) and exists (
    select 1 from hashes.change where change.entry_id = part.entry_id and change.op = 'remove'
      and (change.list_id in (select id from hashes.my_lists())
        or (change.agency = kernel.actor_attribute('agency') and kernel.actor_attribute('kind') = 'machine' and kernel.actor_has_machine_scope('hash.read'))))
$$;

-- What a member may be told of a match: entries of their lists, or their own.
create function hashes.matchable_entries(entries uuid[])
returns table (entry_id uuid, number bigint, media_kind text, status text, owner_agency text, classes jsonb, sources text[]) language sql stable security definer set search_path = '' as $$
  select entry.id, entry.number, entry.media_kind, entry.status, entry.owner_agency,
    (select coalesce(jsonb_agg(jsonb_build_object('scheme', class.scheme, 'version', class.scheme_version, 'label', class.label) order by class.scheme, class.label), '[]')
      from hashes.classification as class where class.entry_id = entry.id and class.ended_at is null),
    array(select source.code from hashes.provenance join hashes.source on source.id = provenance.source_id where provenance.entry_id = entry.id order by source.code)
  from hashes.entry
  where entry.id = any (entries) and entry.status in ('ACTIVE', 'DISPUTED') and (
    kernel.actor_attribute('kind') = 'system'
    or kernel.actor_holds(array['content_analyst', 'hash_db_operator', 'hash_db_approver', 'listening_analyst', 'police_investigator'])
    or (kernel.actor_attribute('kind') = 'machine' and kernel.actor_has_machine_scope('hash.match') and (
      entry.owner_agency = kernel.actor_attribute('agency')
      or exists (
        select 1 from hashes.list_entry as held
        join hashes.list_member as theirs on theirs.list_id = held.list_id and theirs.agency = kernel.actor_attribute('agency')
        join hashes.distribution_list as list on list.id = held.list_id and list.enabled
        join hashes.member_right on member_right.agency = theirs.agency and member_right.enabled and 'hash.match' = any (member_right.scopes)
        where held.entry_id = entry.id))))
$$;

-- Members, as the wire formats name them.
create function hashes.members() returns table (agency text, member_number integer, display_name text) language sql stable security definer set search_path = '' as $$
  select agency, member_number, display_name from hashes.member_right where kernel.actor_attribute('kind') in ('person', 'machine', 'system') order by member_number
$$;

revoke execute on all functions in schema hashes from public;
grant execute on all functions in schema hashes to lachan_app;
grant select on hashes.change_head, hashes.change, hashes.list_entry to lachan_app;
grant select, insert on hashes.bank, hashes.source, hashes.entry, hashes.entry_signal, hashes.provenance, hashes.classification,
  hashes.verification, hashes.feedback, hashes.dispute, hashes.suspension, hashes.member_right, hashes.distribution_list,
  hashes.list_rule, hashes.list_member, hashes.match_event, hashes.match_hit, hashes.match_rate, hashes.quota_use, hashes.peer to lachan_app;
grant select on hashes.signal to lachan_app;
grant update (name_vi, name_en, pdq_threshold, vpdq_threshold, suspend_downvotes, suspend_matches_hour, enabled) on hashes.bank to lachan_app;
grant update (licence, may_redistribute, arrives_verified, expires_at) on hashes.source to lachan_app;
grant update (status, updated_at) on hashes.entry to lachan_app;
grant update (received_at, payload_hash, generation) on hashes.provenance to lachan_app;
grant update (ended_at) on hashes.classification to lachan_app;
grant update (superseded_at) on hashes.feedback to lachan_app;
grant update (resolved_at, resolved_by, outcome) on hashes.dispute to lachan_app;
grant update (reminded_at, answered_at, answered_by, outcome) on hashes.suspension to lachan_app;
grant update (display_name, scopes, daily_matches, enabled, changed_by, changed_at) on hashes.member_right to lachan_app;
grant update (name_vi, name_en, enabled) on hashes.distribution_list to lachan_app;
grant update (matches) on hashes.match_rate to lachan_app;
grant update (questions) on hashes.quota_use to lachan_app;
grant update on hashes.peer to lachan_app;
grant delete on hashes.entry_signal, hashes.list_rule, hashes.list_member, hashes.match_rate to lachan_app;

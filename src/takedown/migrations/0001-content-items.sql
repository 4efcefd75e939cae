-- Content items: where something that harms a child stands on the network, never the thing itself. What arrived is folded into
-- incidents before anybody looks; each item is triaged, graded blind by two, and has the history of where it is hosted.

create table takedown.item (
  id uuid primary key,
  reference text not null unique check (reference ~ '^ND-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  kind text not null check (kind in ('url', 'account', 'group', 'app', 'domain')),
  -- Code of the vocabulary's list of places online; null where the address tells none.
  platform text,
  -- Whoever could read the table could find abuse by it: then the display form stands sealed and the key as a blind index alone.
  sensitive boolean not null,
  -- What is compared, where it may be read; the mark is there always.
  match_key text check ((match_key is null) = sensitive),
  match_mark bytea not null unique check (octet_length(match_mark) = 32),
  -- The registrable domain, as a mark: rules of a domain and siblings are found by it.
  domain_mark bytea check (octet_length(domain_mark) = 32),
  -- What a list shows before anybody asks for more: kind and length, no name.
  mask text not null,
  -- Display form, referrers and what a person wrote of how to reach it, as JSON. Wrapped by the vault.
  sealed bytea not null,
  state text not null check (state in ('RECEIVED', 'TRIAGED', 'GRADED_ONCE', 'DISPUTED', 'VERIFIED', 'NOT_ILLEGAL', 'SET_ASIDE', 'ORDERED', 'GONE', 'RETURNED')),
  version integer not null default 1,
  -- The unit that works on it.
  agency text not null,
  -- Where it first came from.
  source text not null check (source in ('REPORT', 'CASE', 'LISTENING', 'TAKE_IT_DOWN', 'MACHINE', 'MEMBER', 'ANALYST')),
  -- Who entered it by hand: they do not grade it. Null where it came by itself.
  proposed_by uuid,
  reports bigint not null default 0,
  incidents integer not null default 0,
  -- Reports since the moment beside it, which moves on a day at a time.
  recent_reports integer not null default 0,
  recent_since timestamptz not null,
  -- What is known for triage; null is not known.
  danger boolean,
  self_made boolean,
  known_hash boolean,
  age_group text check (age_group in ('INFANT', 'PREPUB', 'PUB', 'UNKNOWN')),
  reachable text check (reachable in ('YES', 'LOGIN', 'NO')),
  score smallint not null default 0 check (score between 0 and 100),
  tier text not null check (tier in ('NOW', 'URGENT', 'NORMAL', 'LOW')),
  -- Which factors made the score, with their points: [{"code","points"}].
  factors jsonb not null default '[]',
  -- The weights that it was scored by.
  weights uuid,
  national_class text,
  not_illegal_reason text,
  set_aside_reason text,
  graded_at timestamptz,
  first_at timestamptz not null,
  last_at timestamptz not null,
  changed_at timestamptz not null,
  is_demonstration boolean not null default false,
  check ((state = 'SET_ASIDE') = (set_aside_reason is not null)),
  check (state not in ('VERIFIED', 'ORDERED', 'GONE', 'RETURNED') or (national_class is not null and national_class <> 'N0')),
  check ((state = 'NOT_ILLEGAL') = (not_illegal_reason is not null))
);
-- The queue of each state: what is most urgent first, then what waited longest.
create index item_queue on takedown.item (state, score desc, id);
create index item_of_agency on takedown.item (agency, state, score desc, id);
create index item_waiting on takedown.item (score desc, id) where state in ('RECEIVED', 'TRIAGED', 'GRADED_ONCE', 'DISPUTED');
create index item_of_domain on takedown.item (domain_mark) where domain_mark is not null;

-- One wave of reports of the same file or the same key within a day: one row with a counter, whoever reports it.
create table takedown.incident (
  id uuid primary key,
  item_id uuid not null references takedown.item,
  bundle_mark bytea not null check (octet_length(bundle_mark) = 32),
  by_file boolean not null,
  reports bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null
);
create index incident_of_item on takedown.incident (item_id, first_at);
create index incident_of_mark on takedown.incident (bundle_mark, first_at desc);

-- What came in, before it is folded: written once, durable before the sender is told so.
create table takedown.arrival (
  id uuid primary key,
  -- Keyed digest of source and reference: what is sent twice is one.
  once_mark bytea not null unique check (octet_length(once_mark) = 32),
  source text not null check (source in ('REPORT', 'CASE', 'LISTENING', 'TAKE_IT_DOWN', 'MACHINE', 'MEMBER', 'ANALYST')),
  -- Of the object that it came from, in the module above or below; null where there is none.
  object_kind text,
  object_id uuid,
  -- What people call that object.
  object_reference text,
  -- The member behind it, or the agency of who entered it.
  agency text not null,
  entered_by uuid,
  kind text not null check (kind in ('url', 'account', 'group', 'app', 'domain')),
  platform text,
  sensitive boolean not null,
  match_key text,
  match_mark bytea not null check (octet_length(match_mark) = 32),
  domain_mark bytea,
  -- Blind index of the hash of a file, where the sender gave one: the same file at many addresses is one incident.
  file_mark bytea check (octet_length(file_mark) = 32),
  mask text not null,
  sealed bytea not null,
  danger boolean,
  self_made boolean,
  known_hash boolean,
  age_group text,
  reachable text,
  is_demonstration boolean not null default false,
  arrived_at timestamptz not null,
  -- The item and the incident that it became part of; null while it waits.
  item_id uuid references takedown.item,
  incident_id uuid references takedown.incident
);
create index arrival_waiting on takedown.arrival (arrived_at, id) where item_id is null;
create index arrival_of_item on takedown.arrival (item_id, arrived_at desc) where item_id is not null;
create index arrival_of_object on takedown.arrival (object_kind, object_id) where object_id is not null;

-- Other addresses of the same thing or the same page: they go with the item in one notice.
create table takedown.item_sibling (
  id uuid primary key,
  item_id uuid not null references takedown.item,
  -- Same file elsewhere, a part of the page, the page that leads there, the account that posted it.
  relation text not null check (relation in ('SAME_FILE', 'PART', 'PARENT', 'POSTED_BY')),
  match_mark bytea not null check (octet_length(match_mark) = 32),
  mask text not null,
  sealed bytea not null,
  added_by text not null,
  added_at timestamptz not null,
  unique (item_id, match_mark)
);

-- Where it is hosted, by whom it is registered and what stands before it: every answer with its time and source, an empty one too.
create table takedown.host_fact (
  id uuid primary key,
  item_id uuid not null references takedown.item,
  part text not null check (part in ('HOST', 'REGISTRAR', 'CDN', 'ORIGIN')),
  outcome text not null check (outcome in ('FOUND', 'EMPTY', 'FAILED')),
  name text,
  address inet,
  asn bigint check (asn between 1 and 4294967295),
  country text check (country ~ '^[A-Z]{2}$'),
  -- The role address for abuse of an organisation, as its registry publishes it.
  abuse_contact text,
  source text not null check (source in ('RDAP', 'ANALYST', 'PARTNER')),
  -- Why an answer failed: a code.
  failure text,
  seen_at timestamptz not null,
  -- When another answer took its place; null for what holds now.
  ended_at timestamptz,
  written_by text not null,
  check ((outcome = 'FOUND') = (name is not null))
);
create index host_fact_of_item on takedown.host_fact (item_id, seen_at desc);
create unique index host_fact_now on takedown.host_fact (item_id, part) where ended_at is null;

create table takedown.item_event (
  id uuid primary key,
  item_id uuid not null references takedown.item,
  code text not null check (code ~ '^[a-z][a-z-]{1,40}$'),
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  codes jsonb not null default '{}'
);
create index item_event_of_item on takedown.item_event (item_id, at);

-- What the unit knows of a domain, with an end: whose platform it is, that it is a proxy, that it was found lawful before.
create table takedown.domain_rule (
  id uuid primary key,
  domain text not null check (domain = lower(domain) and length(domain) between 3 and 253),
  domain_mark bytea not null check (octet_length(domain_mark) = 32),
  rule text not null check (rule in ('PLATFORM', 'PROXY', 'LAWFUL_BEFORE', 'BAD_HOST')),
  -- The platform's code for PLATFORM.
  value text,
  reason text not null,
  made_by uuid not null,
  agency text not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid
);
create unique index domain_rule_now on takedown.domain_rule (domain, rule) where ended_at is null;
create index domain_rule_of_mark on takedown.domain_rule (domain_mark) where ended_at is null;

-- The weights of triage, as the unit set them: the latest holds, the earlier ones are kept.
create table takedown.weight_set (
  id uuid primary key,
  weights jsonb not null,
  reason text not null,
  made_by uuid not null,
  agency text not null,
  made_at timestamptz not null
);
create index weight_set_latest on takedown.weight_set (made_at desc);

-- One person's grade of an item. Blind until the item is decided: nobody sees another's before.
create table takedown.grade (
  id uuid primary key,
  item_id uuid not null references takedown.item,
  grader uuid not null,
  agency text not null,
  stage text not null check (stage in ('blind', 'third')),
  national_class text not null check (national_class in ('N0', 'N1', 'N2', 'N3', 'N4')),
  -- The international labels beside the national one; null where they do not apply.
  inhope text not null check (inhope in ('BASELINE', 'NATIONAL', 'NOT_ILLEGAL')),
  industry text check (industry in ('A1', 'A2', 'B1', 'B2')),
  depiction text not null,
  age_group text not null check (age_group in ('INFANT', 'PREPUB', 'PUB', 'UNKNOWN')),
  not_illegal_reason text,
  given_at timestamptz not null,
  sealed boolean not null default true,
  unique (item_id, grader),
  check ((national_class = 'N0') = (not_illegal_reason is not null)),
  check ((national_class = 'N0') = (inhope = 'NOT_ILLEGAL')),
  check (inhope <> 'BASELINE' or national_class = 'N1')
);
create index grade_of_grader on takedown.grade (grader, given_at desc);

-- How many have graded and whether the actor is one of them: a queue needs the number, never the grade.
create function takedown.count_grades(items uuid[]) returns table (item_id uuid, given bigint, mine boolean) language sql stable security definer set search_path = '' as $$
  select grade.item_id, count(*), bool_or(grade.grader::text is not distinct from kernel.actor_attribute('person'))
  from takedown.grade where grade.item_id = any (items) and kernel.actor_attribute('kind') in ('person', 'system')
  group by grade.item_id
$$;

-- The grades of an item, for whoever has given their own, or the platform. Who is asked as the third sees classes alone (below).
create function takedown.grades_of(item uuid) returns setof takedown.grade language sql stable security definer set search_path = '' as $$
  select grade.* from takedown.grade
  where grade.item_id = item and (
    kernel.actor_attribute('kind') = 'system'
    or exists (select 1 from takedown.grade as own where own.item_id = item and own.grader::text = kernel.actor_attribute('person')))
$$;

-- The two classes that differ, without who gave which and when, for whoever grades as the third.
create function takedown.differing_classes(item uuid) returns table (national_class text, inhope text) language sql stable security definer set search_path = '' as $$
  select grade.national_class, grade.inhope from takedown.grade
  join takedown.item as disputed on disputed.id = grade.item_id and disputed.state = 'DISPUTED'
  where grade.item_id = item and grade.stage = 'blind' and kernel.actor_attribute('kind') in ('person', 'system')
  order by grade.national_class, grade.inhope
$$;

-- Opens the grades of an item that is decided: a grader cannot reach the other's row to open it.
create function takedown.unseal_grades(item uuid) returns void language sql security definer set search_path = '' as $$
  update takedown.grade set sealed = false
  where item_id = item and exists (select 1 from takedown.item as decided where decided.id = item and decided.state in ('VERIFIED', 'NOT_ILLEGAL'))
$$;

revoke execute on all functions in schema takedown from public;
grant execute on all functions in schema takedown to lachan_app;

grant select, insert, update (kind, platform, sealed, state, version, agency, reports, incidents, recent_reports, recent_since, danger, self_made, known_hash,
  age_group, reachable, score, tier, factors, weights, national_class, not_illegal_reason, set_aside_reason, graded_at, last_at, changed_at) on takedown.item to lachan_app;
grant select, insert, update (reports, last_at) on takedown.incident to lachan_app;
grant select, insert, update (item_id, incident_id) on takedown.arrival to lachan_app;
grant select, insert on takedown.item_sibling, takedown.item_event, takedown.weight_set, takedown.grade to lachan_app;
grant select, insert, update (ended_at) on takedown.host_fact to lachan_app;
grant select, insert, update (ended_at, ended_by) on takedown.domain_rule to lachan_app;

-- Identifiers, and the links among files, reports, content and identifiers. A link is seen by a class of readers; whatever is answered of
-- the graph, down to a count or the length of a way, is answered of the links that the reader sees.

-- Who sees a link: those who have a part in a file, the police of a unit, investigators of the whole country, or nobody but the platform.
create table offences.visibility_class (
  id integer generated always as identity primary key,
  level text not null check (level in ('FILE', 'UNIT', 'NATION', 'CLOSED')),
  -- Of a file the unit that leads it today.
  agency text,
  file_id uuid references offences.offence_file,
  check ((level = 'FILE') = (file_id is not null)),
  check ((level in ('FILE', 'UNIT')) = (agency is not null))
);
create unique index visibility_class_of_file on offences.visibility_class (file_id) where file_id is not null;
create unique index visibility_class_of_unit on offences.visibility_class (agency) where level = 'UNIT';
create unique index visibility_class_of_all on offences.visibility_class (level) where level in ('NATION', 'CLOSED');
insert into offences.visibility_class (level) values ('NATION'), ('CLOSED');

-- Each file has its class from its first moment, and the class follows the lead.
create function offences.keep_class() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into offences.visibility_class (level, agency, file_id) values ('FILE', new.lead_agency, new.id)
  on conflict (file_id) where file_id is not null do update set agency = new.lead_agency;
  return new;
end $$;
create trigger keep_class after insert or update of lead_agency on offences.offence_file for each row execute function offences.keep_class();
insert into offences.visibility_class (level, agency, file_id) select 'FILE', lead_agency, id from offences.offence_file;

-- A point of the graph by a number: adjacency and its copy in memory hold numbers alone. The number is told to nobody.
create table offences.node (
  id integer generated always as identity primary key,
  -- Number of the list of kinds.
  kind smallint not null check (kind between 1 and 30),
  object uuid not null,
  unique (kind, object)
);

create table offences.identifier (
  -- Made of the blind index, so that it tells nothing of when somebody first wrote it.
  id uuid primary key,
  node integer not null unique references offences.node,
  kind text not null check (kind in ('ACCOUNT', 'PHONE', 'EMAIL', 'ADDRESS', 'WALLET', 'DEVICE', 'BANK', 'HASH', 'IP')),
  blind bytea not null check (octet_length(blind) = 32),
  skeleton_blind bytea check (octet_length(skeleton_blind) = 32),
  -- Of the rules that made the normal form.
  form_version smallint not null,
  mask text not null,
  -- Normal and display form, as JSON. Wrapped by the vault.
  sealed bytea not null,
  -- It belongs to a child: for nobody a way to somewhere else, and never part of what leaves.
  child_owned boolean not null default false,
  is_demonstration boolean not null default false,
  made_at timestamptz not null,
  unique (kind, blind)
);
create index identifier_looks on offences.identifier (kind, skeleton_blind) where skeleton_blind is not null;

create table offences.link (
  id uuid primary key,
  src integer not null references offences.node,
  dst integer not null references offences.node,
  kind smallint not null check (kind between 1 and 30),
  visibility integer not null references offences.visibility_class,
  -- Admiralty code.
  reliability text not null check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
  credibility text not null check (credibility in ('1', '2', '3', '4', '5', '6')),
  -- The module and the object that it came from; the same twice is one link.
  origin_module text not null,
  origin_kind text not null,
  origin_id uuid not null,
  once_mark bytea not null check (octet_length(once_mark) = 32),
  author text not null,
  agency text not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  made_at timestamptz not null,
  taken_back_at timestamptz,
  taken_back_by text,
  -- Code of the list of reasons, or DERIVED where what it rested on was taken back.
  taken_back_reason text,
  is_demonstration boolean not null default false,
  check (src <> dst),
  check (last_seen >= first_seen),
  check ((taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null) = (taken_back_reason is null))
);
create unique index link_once on offences.link (once_mark) where taken_back_at is null;
create index link_from on offences.link (src, dst);
create index link_to on offences.link (dst, src);
create index link_of_origin on offences.link (origin_kind, origin_id);

-- What a link was worked out from: it falls with the first of them.
create table offences.link_basis (
  derived uuid not null references offences.link,
  basis uuid not null references offences.link,
  primary key (derived, basis)
);
create index link_basis_of on offences.link_basis (basis, derived);

-- The links that stand, in both directions: all that a walk reads.
create table offences.adjacency (
  src integer not null,
  dst integer not null,
  link uuid not null,
  kind smallint not null,
  visibility integer not null references offences.visibility_class,
  -- Days since 1970 in Viet Nam.
  first_day integer not null check (first_day between 0 and 65535),
  last_day integer not null check (last_day between first_day and 65535)
);
create index adjacency_from on offences.adjacency (src) include (dst, kind, visibility, first_day, last_day);
create index adjacency_of_link on offences.adjacency (link);

-- What changed, for copies of the graph in memory.
create table offences.graph_change (
  seq bigint generated always as identity primary key,
  -- LINK: added or removed; HUB: a shared point until a time, or none any more.
  what text not null check (what in ('ADDED', 'REMOVED', 'HUB')),
  src integer not null,
  dst integer,
  kind smallint,
  visibility integer,
  first_day integer,
  last_day integer,
  until_at timestamptz,
  at timestamptz not null
);

-- Adjacency and the change log follow the link, whoever writes it.
create function offences.keep_adjacency() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  day constant numeric := 86400;
  first_day integer;
  last_day integer;
begin
  if tg_op = 'UPDATE' and old.taken_back_at is null then
    first_day := floor((extract(epoch from old.first_seen) + 25200) / day);
    last_day := floor((extract(epoch from old.last_seen) + 25200) / day);
    delete from offences.adjacency as known where known.link = old.id;
    insert into offences.graph_change (what, src, dst, kind, visibility, first_day, last_day, at)
    values ('REMOVED', old.src, old.dst, old.kind, old.visibility, first_day, last_day, clock_timestamp());
  end if;
  if new.taken_back_at is null then
    first_day := floor((extract(epoch from new.first_seen) + 25200) / day);
    last_day := floor((extract(epoch from new.last_seen) + 25200) / day);
    insert into offences.adjacency (src, dst, link, kind, visibility, first_day, last_day)
    values (new.src, new.dst, new.id, new.kind, new.visibility, first_day, last_day), (new.dst, new.src, new.id, new.kind, new.visibility, first_day, last_day);
    insert into offences.graph_change (what, src, dst, kind, visibility, first_day, last_day, at)
    values ('ADDED', new.src, new.dst, new.kind, new.visibility, first_day, last_day, clock_timestamp());
  end if;
  return new;
end $$;
create trigger keep_adjacency after insert or update of visibility, first_seen, last_seen, taken_back_at on offences.link
for each row execute function offences.keep_adjacency();

-- Points that many share for a reason that a person has looked at: walks do not go through them, and say so.
create table offences.hub (
  id uuid primary key,
  node integer not null references offences.node,
  reason text not null,
  until_at timestamptz not null,
  agency text not null,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  check ((ended_at is null) = (ended_by is null))
);
create unique index hub_now on offences.hub (node) include (until_at) where ended_at is null;

create function offences.keep_hub() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into offences.graph_change (what, src, until_at, at)
  values ('HUB', new.node, case when new.ended_at is null then new.until_at end, clock_timestamp());
  return new;
end $$;
create trigger keep_hub after insert or update on offences.hub for each row execute function offences.keep_hub();

-- One step of a path search: the neighbours of a front by visible links, what was passed by, and nothing of what cannot be seen.
-- `classes` holds a bit a class. Runs under the row locks of the caller.
create function offences.go_on(front integer[], is_end boolean, classes bytea, kinds integer, from_day integer, to_day integer, degree_most integer, at timestamptz,
  out next integer[], out hubs integer[], out wide integer[]) language plpgsql stable set search_path = '' as $$
begin
  with standing as (
    select front_node.id, not is_end and exists (
      select from offences.hub where hub.node = front_node.id and hub.ended_at is null and hub.until_at > go_on.at) as is_hub
    from unnest(front) as front_node(id)
  ), gone as (
    select standing.id, standing.is_hub, found.dst
    from standing left join lateral (
      select array_agg(seen.dst) as dst from (
        select link.dst from offences.adjacency as link
        where link.src = standing.id and link.last_day >= from_day and link.first_day <= to_day and (kinds >> link.kind) & 1 = 1
          and case when link.visibility < octet_length(classes) * 8 then get_bit(classes, link.visibility) = 1 else false end
        limit case when is_end then null else degree_most + 1 end) as seen
    ) as found on not standing.is_hub
  )
  select (select array_agg(distinct one.dst) from gone cross join lateral unnest(gone.dst) as one(dst) where is_end or cardinality(gone.dst) <= degree_most),
    (select array_agg(id) from gone where is_hub),
    (select array_agg(id) from gone where not is_end and cardinality(gone.dst) > degree_most)
  into next, hubs, wide;
end $$;

-- The shortest way of at most `steps_most` visible links, searched from both ends; the same answer as the copy in memory gives.
create function offences.find_path(one_end integer, other_end integer, classes bytea, kinds integer, from_day integer, to_day integer, degree_most integer,
  front_most integer, steps_most integer, at timestamptz, out way integer[], out too_wide boolean, out hubs integer[], out wide integer[])
language plpgsql stable set search_path = '' as $$
declare
  -- Of each side: whom it saw, by how many steps, and the last of them; steps are negative where it did not go on.
  seen_a integer[] := array[one_end];
  seen_b integer[] := array[other_end];
  steps_a integer[] := array[0];
  steps_b integer[] := array[0];
  front_a integer[] := array[one_end];
  front_b integer[] := array[other_end];
  depth_a integer := 0;
  depth_b integer := 0;
  turn_of_a boolean;
  front integer[];
  depth integer;
  step record;
  blocked integer[];
  met integer[];
  candidate record;
  check_one record;
  part integer[];
begin
  too_wide := false;
  hubs := '{}';
  wide := '{}';
  if one_end = other_end then
    way := array[one_end];
    return;
  end if;
  while depth_a + depth_b < steps_most loop
    turn_of_a := cardinality(front_a) <= cardinality(front_b);
    if turn_of_a then
      front := front_a; depth := depth_a;
    else
      front := front_b; depth := depth_b;
    end if;
    if cardinality(front) = 0 then return; end if;
    if cardinality(front) > front_most then
      too_wide := true;
      return;
    end if;
    step := offences.go_on(front, depth = 0, classes, kinds, from_day, to_day, degree_most, find_path.at);
    hubs := hubs || coalesce(step.hubs, '{}');
    wide := wide || coalesce(step.wide, '{}');
    blocked := coalesce(step.hubs, '{}') || coalesce(step.wide, '{}');
    if turn_of_a then
      if cardinality(blocked) > 0 then
        select array_agg(case when known.node = any (blocked) then -1 - depth else known.steps end order by known.place) into steps_a
        from unnest(seen_a, steps_a) with ordinality as known(node, steps, place);
      end if;
      select array_agg(node) into met from (select unnest(step.next) as node intersect select unnest(seen_b)) as both_sides;
      select array_agg(node) into front from (
        select unnest(step.next) as node except select unnest(seen_a) except select unnest(seen_b)) as fresh;
      front_a := coalesce(front, '{}');
      seen_a := seen_a || front_a;
      steps_a := steps_a || array_fill(depth + 1, array[cardinality(front_a)]);
      depth_a := depth + 1;
    else
      if cardinality(blocked) > 0 then
        select array_agg(case when known.node = any (blocked) then -1 - depth else known.steps end order by known.place) into steps_b
        from unnest(seen_b, steps_b) with ordinality as known(node, steps, place);
      end if;
      select array_agg(node) into met from (select unnest(step.next) as node intersect select unnest(seen_a)) as both_sides;
      select array_agg(node) into front from (
        select unnest(step.next) as node except select unnest(seen_b) except select unnest(seen_a)) as fresh;
      front_b := coalesce(front, '{}');
      seen_b := seen_b || front_b;
      steps_b := steps_b || array_fill(depth + 1, array[cardinality(front_b)]);
      depth_b := depth + 1;
    end if;
    if met is null then continue; end if;
    for candidate in
      select known.node, known.steps
      from unnest(case when turn_of_a then seen_b else seen_a end, case when turn_of_a then steps_b else steps_a end) as known(node, steps)
      where known.node = any (met) and known.steps >= 0
      order by known.steps, (known.node::bigint * 2654435761) & 2147483647, known.node
    loop
      if candidate.steps > 0 then
        check_one := offences.go_on(array[candidate.node], false, classes, kinds, from_day, to_day, degree_most, find_path.at);
        if check_one.hubs is not null then
          hubs := hubs || check_one.hubs;
          continue;
        end if;
        if check_one.wide is not null then
          wide := wide || check_one.wide;
          continue;
        end if;
      end if;
      -- Back to the first end, and on to the other, by those that were gone on from.
      way := array[candidate.node];
      part := offences.go_back(candidate.node, case when turn_of_a then depth else candidate.steps - 1 end, seen_a, steps_a, classes, kinds, from_day, to_day);
      way := part || way;
      part := offences.go_back(candidate.node, case when turn_of_a then candidate.steps - 1 else depth end, seen_b, steps_b, classes, kinds, from_day, to_day);
      way := way || (select coalesce(array_agg(node order by place desc), '{}') from unnest(part) with ordinality as turned(node, place));
      hubs := (select coalesce(array_agg(distinct node), '{}') from unnest(hubs) as node);
      wide := (select coalesce(array_agg(distinct node), '{}') from unnest(wide) as node);
      return;
    end loop;
  end loop;
  hubs := (select coalesce(array_agg(distinct node), '{}') from unnest(hubs) as node);
  wide := (select coalesce(array_agg(distinct node), '{}') from unnest(wide) as node);
end $$;

-- From a node back to the end of a side, the end first. @param depth steps of the next one from that end; below 0 there is none
create function offences.go_back(node integer, depth integer, seen integer[], steps integer[], classes bytea, kinds integer, from_day integer, to_day integer)
returns integer[] language plpgsql stable set search_path = '' as $$
declare
  here integer := node;
  way integer[] := '{}';
begin
  while depth >= 0 loop
    select link.dst into strict here
    from offences.adjacency as link join unnest(seen, steps) as known(id, steps) on known.id = link.dst and known.steps = depth
    where link.src = here and link.last_day >= from_day and link.first_day <= to_day and (kinds >> link.kind) & 1 = 1
      and case when link.visibility < octet_length(classes) * 8 then get_bit(classes, link.visibility) = 1 else false end
    order by (link.dst::bigint * 2654435761) & 2147483647, link.dst limit 1;
    way := here || way;
    depth := depth - 1;
  end loop;
  return way;
end $$;

revoke execute on all functions in schema offences from public;
grant execute on function offences.go_on, offences.go_back, offences.find_path to lachan_app;
grant select, insert on offences.visibility_class to lachan_app;
grant select, insert on offences.node to lachan_app;
grant select, insert, update (child_owned) on offences.identifier to lachan_app;
grant select, insert, update (visibility, first_seen, last_seen, taken_back_at, taken_back_by, taken_back_reason) on offences.link to lachan_app;
grant select, insert on offences.link_basis to lachan_app;
grant select on offences.adjacency, offences.graph_change to lachan_app;
grant select, insert, update (ended_at, ended_by) on offences.hub to lachan_app;

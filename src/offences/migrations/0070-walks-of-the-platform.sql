-- Who walks through the graph: the platform, for a reader whose classes the reader's own row lock has told. Nodes that a reader is kept from
-- are not there for them, whoever sees their links.

-- Of a unit: the files that it leads, and its own.
create index visibility_class_of_agency on offences.visibility_class (agency) where agency is not null;

drop function offences.find_path(integer, integer, bytea, integer, integer, integer, integer, integer, integer, timestamptz);
drop function offences.go_back(integer, integer, integer[], integer[], bytea, integer, integer, integer);
drop function offences.go_on(integer[], boolean, bytea, integer, integer, integer, integer, timestamptz);

-- One step of a path search: the neighbours of a front by visible links, what was passed by, and nothing of what cannot be seen.
-- `classes` holds a bit a class. As the platform, for a reader's classes; `hidden` are nodes that are not there for the reader.
create function offences.go_on(front integer[], is_end boolean, classes bytea, hidden integer[], kinds integer, from_day integer, to_day integer, degree_most integer, at timestamptz,
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
        where link.src = standing.id and link.dst <> all (hidden) and link.last_day >= from_day and link.first_day <= to_day and (kinds >> link.kind) & 1 = 1
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
create function offences.find_path(one_end integer, other_end integer, classes bytea, hidden integer[], kinds integer, from_day integer, to_day integer, degree_most integer,
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
    step := offences.go_on(front, depth = 0, classes, hidden, kinds, from_day, to_day, degree_most, find_path.at);
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
        check_one := offences.go_on(array[candidate.node], false, classes, hidden, kinds, from_day, to_day, degree_most, find_path.at);
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
      part := offences.go_back(candidate.node, case when turn_of_a then depth else candidate.steps - 1 end, seen_a, steps_a, classes, hidden, kinds, from_day, to_day);
      way := part || way;
      part := offences.go_back(candidate.node, case when turn_of_a then candidate.steps - 1 else depth end, seen_b, steps_b, classes, hidden, kinds, from_day, to_day);
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
create function offences.go_back(node integer, depth integer, seen integer[], steps integer[], classes bytea, hidden integer[], kinds integer, from_day integer, to_day integer)
returns integer[] language plpgsql stable set search_path = '' as $$
declare
  here integer := node;
  way integer[] := '{}';
begin
  while depth >= 0 loop
    select link.dst into strict here
    from offences.adjacency as link join unnest(seen, steps) as known(id, steps) on known.id = link.dst and known.steps = depth
    where link.src = here and link.dst <> all (hidden) and link.last_day >= from_day and link.first_day <= to_day and (kinds >> link.kind) & 1 = 1
      and case when link.visibility < octet_length(classes) * 8 then get_bit(classes, link.visibility) = 1 else false end
    order by (link.dst::bigint * 2654435761) & 2147483647, link.dst limit 1;
    way := here || way;
    depth := depth - 1;
  end loop;
  return way;
end $$;

revoke execute on function offences.go_on, offences.go_back, offences.find_path from public;
grant execute on function offences.go_on, offences.go_back, offences.find_path to lachan_app;

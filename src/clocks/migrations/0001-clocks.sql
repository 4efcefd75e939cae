-- Every running deadline of every module. Codes, agencies and times only: whose matter it is stands in the module of the object.
create table clocks.clock (
  id uuid primary key,
  rule_id text not null,
  rule_code text not null,
  -- As its module registers it, as in `case`.
  object_kind text not null,
  object_id uuid not null,
  -- The record whose grants and exclusions decide who sees the clock: of a referral its case, else the object itself.
  record_id uuid not null,
  -- Names the occurrence that started it, so that the same start twice is one clock.
  occurrence text not null,
  -- By which the rule was chosen; null where the rule of every urgency binds.
  urgency text check (urgency in ('U1', 'U2', 'U3', 'U4')),
  started_at timestamptz not null,
  warn_at timestamptz not null,
  due_at timestamptz not null,
  owner_agency text not null,
  owner_role text,
  -- Null where no area is concerned, as of a report at the helpline.
  province_code text,
  commune_code text,
  escalates_to text not null,
  -- `missed`: it ran out and what it asks for is not to be done any more.
  status text not null default 'running' check (status in ('running', 'breached', 'met', 'met-late', 'missed', 'cancelled')),
  warned_at timestamptz,
  breached_at timestamptz,
  ended_at timestamptz,
  -- Level and agency that a breach was raised to.
  escalated_to text,
  escalated_agency text,
  -- When it goes up a further level if nobody has acted.
  escalate_next_at timestamptz,
  unique (object_id, rule_code, occurrence, object_kind)
);
create index clock_to_warn on clocks.clock (warn_at) where status = 'running' and warned_at is null;
create index clock_to_breach on clocks.clock (due_at) where status = 'running';
create index clock_to_raise on clocks.clock (escalate_next_at) where status = 'breached' and escalate_next_at is not null;
create index clock_of_owner on clocks.clock (owner_agency, due_at) where status in ('running', 'breached');

-- What was told to whom, once: the key is the guarantee.
create table clocks.escalation (
  -- No foreign key: a clock is never deleted, and checking 200,000 of them one by one takes longer than the sweep.
  clock_id uuid not null,
  kind text not null check (kind in ('warning', 'breach')),
  level text not null,
  to_agency text,
  at timestamptz not null,
  seen_at timestamptz,
  primary key (clock_id, kind, level)
);
create index on clocks.escalation (to_agency, at) where seen_at is null;

grant select, insert, update (rule_id, due_at, warn_at, owner_agency, status, warned_at, breached_at, ended_at, escalated_to, escalated_agency,
    escalate_next_at) on clocks.clock to lachan_app;
grant select, insert, update (seen_at) on clocks.escalation to lachan_app;

-- A verb that has judged an act ends the clocks of its object, whoever owns them: a sender takes back a referral whose answer another
-- agency owes. The reader's lock would leave such a clock running without a word.
create function clocks.end_clocks(object_kind text, object_id uuid, codes text[], at timestamptz, how text) returns void
language sql security definer set search_path = '' as $$
  update clocks.clock as c set
    status = case end_clocks.how
      when 'met' then case when c.due_at >= end_clocks.at then 'met' else 'met-late' end
      when 'missed' then case when c.due_at >= end_clocks.at then 'cancelled' else 'missed' end
      else 'cancelled' end,
    ended_at = end_clocks.at, escalate_next_at = null
  where c.object_id = end_clocks.object_id and c.object_kind = end_clocks.object_kind and c.status in ('running', 'breached')
    and (end_clocks.codes is null or c.rule_code = any (end_clocks.codes))
$$;

-- The open clock of an object that ends first, for the object's own row.
create function clocks.next_clock(object_kind text, object_id uuid) returns table (rule_code text, started_at timestamptz, due_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select c.rule_code, c.started_at, c.due_at from clocks.clock as c
  where c.object_id = next_clock.object_id and c.object_kind = next_clock.object_kind and c.status in ('running', 'breached')
  order by c.due_at limit 1
$$;
revoke execute on function clocks.end_clocks, clocks.next_clock from public;
grant execute on function clocks.end_clocks, clocks.next_clock to lachan_app;

-- A verb that ends a clock, whoever owns it, does so as the platform: no SQL of a person, and none of nobody, ends one.
create or replace function clocks.end_clocks(object_kind text, object_id uuid, codes text[], at timestamptz, how text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not kernel.is_platform() then
    raise exception 'only the platform ends clocks' using errcode = '42501';
  end if;
  update clocks.clock as c set
    status = case end_clocks.how
      when 'met' then case when c.due_at >= end_clocks.at then 'met' else 'met-late' end
      when 'missed' then case when c.due_at >= end_clocks.at then 'cancelled' else 'missed' end
      else 'cancelled' end,
    ended_at = end_clocks.at, escalate_next_at = null
  where c.object_id = end_clocks.object_id and c.object_kind = end_clocks.object_kind and c.status in ('running', 'breached')
    and (end_clocks.codes is null or c.rule_code = any (end_clocks.codes));
end
$$;

create or replace function clocks.next_clock(object_kind text, object_id uuid) returns table (rule_code text, started_at timestamptz, due_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select c.rule_code, c.started_at, c.due_at from clocks.clock as c
  where c.object_id = next_clock.object_id and c.object_kind = next_clock.object_kind and c.status in ('running', 'breached')
    and (select kernel.actor()) is not null
  order by c.due_at limit 1
$$;

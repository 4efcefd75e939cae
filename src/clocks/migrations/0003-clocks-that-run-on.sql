-- An act that is taken back within its seconds gives the clocks that it ended their course again: those of that moment and no others.
create function clocks.resume_clocks(object_kind text, object_id uuid, ended_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not kernel.is_platform() then
    raise exception 'only the platform lets clocks run on' using errcode = '42501';
  end if;
  update clocks.clock as c set
    status = case when c.breached_at is null then 'running' else 'breached' end,
    ended_at = null,
    -- As the sweep sets it when a clock that belongs to a province runs out.
    escalate_next_at = case when c.breached_at is not null and c.escalates_to = 'PROVINCE' and c.province_code is not null and c.escalated_to = 'PROVINCE'
      then c.due_at + (c.due_at - c.started_at) end
  where c.object_id = resume_clocks.object_id and c.object_kind = resume_clocks.object_kind and c.ended_at = resume_clocks.ended_at;
end
$$;
revoke execute on function clocks.resume_clocks from public;
grant execute on function clocks.resume_clocks to lachan_app;

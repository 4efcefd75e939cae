-- The clocks of alerts run in the engine of all modules. When one ends and when it was met stay on the alert's row, for its lists.
-- Hands over to clocks.
insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, started_at, warn_at, due_at, owner_agency, escalates_to,
  status, breached_at, ended_at)
select uuidv7(), a.deadline_rule || '.2025', a.deadline_rule, 'listening-alert', a.id, a.id, 'raised', a.raised_at, a.raised_at + (a.due_at - a.raised_at) / 2,
  a.due_at, s.agency, 'CENTRAL',
  case
    when a.met_at is null and a.breached_at is null then 'running'
    when a.met_at is null then 'breached'
    when a.met_at <= a.due_at then 'met'
    else 'met-late'
  end,
  a.breached_at, a.met_at
from listening.alert as a join listening.source as s on s.id = a.source_id
where a.due_at is not null and a.deadline_rule is not null;

drop index listening.alert_running;
alter table listening.alert drop column deadline_rule, drop column breached_at;

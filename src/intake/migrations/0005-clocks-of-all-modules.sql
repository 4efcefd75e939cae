-- The clocks of reports run in the engine of all modules. What a report's row shows of the one that ends first stays on the row.
-- Hands over to clocks.
insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, urgency, started_at, warn_at, due_at, owner_agency,
  escalates_to, status, breached_at, ended_at)
select c.id, c.rule_code || case when of.urgency = 'U1' and c.rule_code in ('DL-SCREEN', 'DL-FWD') then '.U1' else '' end
    || case c.rule_code when 'DL-EMERG-12H' then '.2017' else '.2025' end,
  c.rule_code, 'report', c.report_id, c.report_id, 'clock:' || c.id, of.urgency, c.started_at, c.started_at + (c.due_at - c.started_at) / 2, c.due_at,
  r.organisation, case c.rule_code when 'DL-EMERG-12H' then 'PROVINCE' else 'CENTRAL' end,
  case
    when c.met_at is null and c.breached_at is null then 'running'
    when c.met_at is null then 'breached'
    when c.lapsed and c.breached_at is null then 'cancelled'
    when c.lapsed then 'missed'
    when c.met_at <= c.due_at then 'met'
    else 'met-late'
  end,
  c.breached_at, c.met_at
from intake.clock as c join intake.report as r on r.id = c.report_id
  -- Before anybody has screened it, a report with danger now runs under the clock of the highest urgency.
  cross join lateral (select coalesce(r.urgency, case when r.danger_now = 'yes' then 'U1' end) as urgency) as of;

drop table intake.clock;

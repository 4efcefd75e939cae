-- The clocks of cases run in the engine of all modules, with what was told about them.
-- Hands over to clocks.
insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, urgency, started_at, warn_at, due_at, owner_agency, owner_role,
  province_code, commune_code, escalates_to, status, warned_at, breached_at, ended_at, escalated_to, escalated_agency, escalate_next_at)
select d.id, d.rule_id, d.rule_code, d.object_kind, d.object_id, d.object_id, d.occurrence, c.urgency, d.started_at, d.warn_at, d.due_at, d.owner_agency,
  d.owner_role, d.province_code, d.commune_code, d.escalates_to, d.status, d.warned_at, d.breached_at, d.ended_at, d.escalated_to,
  (select e.to_agency from cases.escalation as e where e.deadline_id = d.id and e.kind = 'breach' order by e.at desc, e.level limit 1), d.escalate_next_at
from cases.deadline as d left join cases.protection_case as c on c.id = d.object_id;

insert into clocks.escalation (clock_id, kind, level, to_agency, at, seen_at)
select deadline_id, kind, case when kind = 'warning' then 'OWNER' else level end, to_agency, at, seen_at from cases.escalation;

drop table cases.escalation;
drop table cases.deadline;

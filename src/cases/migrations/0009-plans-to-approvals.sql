-- Hands over to work.
-- Who submitted a plan and who decided on it: the same lines make the digest as in plan-approval.ts.
insert into work.approval (id, kind, object_kind, object_id, agency, made_by, asked_by, asked_at, digest, decision, decided_by, decided_at)
select gen_random_uuid(), 'case-plan', 'plan', plan.id::text, held.owner_agency, array[plan.author], plan.submitted_by::uuid, plan.submitted_at,
  encode(sha256(convert_to(concat_ws(E'\n', 'plan ' || plan.id, actions.lines, visits.lines), 'UTF8')), 'hex'),
  case when plan.status = 'submitted' then null when plan.decided_by in (plan.author, plan.submitted_by) then 'WITHDRAWN' when plan.status in ('returned', 'draft') then 'REFUSED' else 'APPROVED' end,
  case when plan.status <> 'submitted' then plan.decided_by::uuid end,
  case when plan.status <> 'submitted' then plan.decided_at end
from cases.plan as plan
  join cases.protection_case as held on held.id = plan.case_id
  left join lateral (
    select string_agg(concat_ws(' ', 'action', action.id, action.level, action.service, action.executor_kind, coalesce(action.executor_agency, '-'),
      action.starts_on, action.ends_on, encode(sha256(action.sealed), 'hex')), E'\n' order by action.place) as lines
    from cases.plan_action as action where action.plan_id = plan.id) as actions on true
  left join lateral (
    select string_agg('visit ' || monitoring.planned_on, E'\n' order by monitoring.planned_on) as lines
    from cases.plan_monitoring as monitoring where monitoring.plan_id = plan.id) as visits on true
where plan.submitted_at is not null and (plan.status = 'submitted' or plan.decided_at is not null);
alter table cases.plan drop column submitted_at, drop column submitted_by, drop column decided_at, drop column decided_by;

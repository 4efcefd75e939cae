-- The deadline rules stand in one place, the vocabulary's: what was changed here moves there with its history.
-- Hands over to vocabulary.
alter table cases.deadline drop constraint deadline_rule_id_fkey;

create temporary table changed on commit drop as
  select id from cases.deadline_rule as r
  where exists (select from cases.deadline_rule_history as h where h.rule_id = r.id)
    or not exists (select from vocabulary.deadline_rule as v where v.id = r.id);

create temporary table form on commit drop as
  select (jsonb_populate_record(null::cases.deadline_rule, h.was)).*, h.changed_at as ended_at,
    lag(h.changed_at) over (partition by h.rule_id order by h.revision) as began_at,
    lag(h.changed_by) over (partition by h.rule_id order by h.revision) as began_by,
    lag(h.reason) over (partition by h.rule_id order by h.revision) as began_why
  from cases.deadline_rule_history as h
  union all
  select r.*, null, last.changed_at, last.changed_by, last.reason
  from cases.deadline_rule as r left join lateral (
    select changed_at, changed_by, reason from cases.deadline_rule_history as h where h.rule_id = r.id order by h.revision desc limit 1) as last on true
  where r.id in (select id from changed);

update vocabulary.deadline_rule as v set superseded_at = coalesce((select min(ended_at) from form where form.id = v.id), now())
where v.superseded_at is null and v.id in (select id from changed);

-- The first form of a rule of the files is there already.
insert into vocabulary.deadline_rule (id, revision, code, vi, en, trigger, urgency, amount, min_amount, unit, owner_function, owner_role,
  owner_external, legal_source, verified, valid_from, valid_to, warn_at, escalates_to, origin, recorded_at, superseded_at, recorded_by, reason)
select id, coalesce((select max(v.revision) from vocabulary.deadline_rule as v where v.id = form.id), 0)
    + row_number() over (partition by id order by revision), code, vi, en, trigger, urgency, amount, min_amount, unit, owner_function, owner_role,
  owner_external, legal_source, verified, valid_from, valid_to, warn_at, escalates_to, 'operator', coalesce(began_at, now()), ended_at,
  coalesce(began_by, 'cases'), coalesce(began_why, 'new law')
from form
where revision > 1 or not exists (select from vocabulary.deadline_rule as v where v.id = form.id);

drop table cases.deadline_rule_history;
drop table cases.deadline_rule;

-- The clocks of answers to suspensions and disputes run in the engine of all modules. When one ends stays on its row, for the queue.
-- Hands over to clocks.
insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, started_at, warn_at, due_at, owner_agency, escalates_to,
  status, ended_at)
select uuidv7(), answer.code || '.2025', answer.code, 'hash-entry', answer.entry_id, answer.entry_id, answer.id::text, answer.began_at,
  answer.began_at + (answer.due_at - answer.began_at) / 2, answer.due_at, e.owner_agency, 'CENTRAL',
  case when answer.ended_at is null then 'running' when answer.ended_at <= answer.due_at then 'met' else 'met-late' end, answer.ended_at
from (
  select id, entry_id, 'DL-HASH-SUSPENDED' as code, suspended_at as began_at, due_at, answered_at as ended_at from hashes.suspension
  union all
  select id, entry_id, 'DL-HASH-DISPUTED', raised_at, due_at, resolved_at from hashes.dispute
) as answer join hashes.entry as e on e.id = answer.entry_id;

alter table hashes.suspension drop column reminded_at;
grant update (due_at) on hashes.suspension, hashes.dispute to lachan_app;

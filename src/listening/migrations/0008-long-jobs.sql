-- How far replays and trainings are stands with the kernel's long jobs, and what is done of a replay nowhere else.
insert into kernel.long_job (id, kind, object_id, agency, national, asked_by, asked_at, input, state, done, total, attempts, queued, started_at, beat_at, finished_at)
  select id, 'listening.replay', id::text, 'platform', true, started_by, started_at, '{}',
    case when finished_at is null then 'RUNNING' else 'DONE' end, done, total, 1, true, started_at, started_at, finished_at
  from listening.replay;
alter table listening.replay drop column done, drop column finished_at;

insert into kernel.long_job (id, kind, object_id, agency, national, asked_by, asked_at, input, state, attempts, queued, started_at, finished_at, refusal, outcome)
  select id, 'listening.training', 'decisions', 'platform', true, asked_by, asked_at, '{}',
    case when finished_at is null then 'BROKEN' when refusal is null then 'DONE' else 'REFUSED' end, 1, false, started_at,
    coalesce(finished_at, asked_at), case when finished_at is null then 'long-job.broken' else refusal end,
    case when model_id is null then '{}' else jsonb_build_object('model', model_id) end
  from listening.training_run;
drop table listening.training_run;

-- A dry run that nobody finished before this version is over with what it had looked at.
update listening.rule_trial set finished_at = ran_at where finished_at is null;

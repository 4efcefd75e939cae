-- A dry run that somebody asked for: the work is a job's, and this is what they see of it, wherever they went meanwhile.
-- `ran_at` is when it was asked for; those that were run before were run while somebody waited.
alter table listening.rule_trial
  add column total integer not null default 0,
  add column finished_at timestamptz,
  -- Clusters with labels that would alert and did not, and that did and would not: codes and numbers.
  add column gained jsonb not null default '[]',
  add column lost jsonb not null default '[]';
update listening.rule_trial set total = looked_at, finished_at = ran_at;
grant update (total, finished_at, looked_at, without_text, matched, clusters, alerts_gained, alerts_lost, gained, lost) on listening.rule_trial to lachan_app;

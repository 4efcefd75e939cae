-- What words of the story may be about, found by machine: an offer to the reporter and a flag for the desk, no judgement.
alter table intake.report add column story_signals text[] not null default '{}';
grant update (story_signals) on intake.report to lachan_app;

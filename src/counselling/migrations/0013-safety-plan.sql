-- The safety plan that a child and its helper write together lies sealed under the key of the thread, as a part of the contact; which
-- writing of it stands, the contact says. 0: there is none.
alter table counselling.contact add column safety_plan_version integer not null default 0 check (safety_plan_version >= 0);
grant update (safety_plan_version) on counselling.contact to lachan_app;

-- Since when a contact of danger is nobody's, and how often people were woken for it. Written by the house alone.

alter table counselling.contact
  add column danger_alone_since timestamptz,
  add column danger_wakes smallint not null default 0 check (danger_wakes >= 0);
grant update (danger_alone_since, danger_wakes) on counselling.contact to lachan_app;
-- The look that is taken each second.
create index contact_danger on counselling.contact (desk_code) where band >= 3 and state <> 'done' and state <> 'abandoned';
create index contact_danger_alone on counselling.contact (desk_code) where danger_alone_since is not null;

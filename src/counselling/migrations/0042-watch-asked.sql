-- To read along for training, the child is asked: until it has said yes, nothing is read.
alter table counselling.contact
  add column watch_asked boolean not null default false,
  add constraint contact_watch_asked_of check (not watch_asked or watched_by is not null);
grant update (watch_asked) on counselling.contact to lachan_app;

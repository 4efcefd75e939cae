-- A child that leaves word is read and answered without being there: its chat becomes a message, and may become a chat again.
grant update (channel) on counselling.contact to lachan_app;

-- A supervisor who reads along: one at a time, for a purpose and a time, seen by the helper and told to the child.
alter table counselling.contact
  add column watched_by uuid,
  add column watch_until timestamptz,
  add column watch_purpose text check (watch_purpose in ('training', 'safety', 'sample', 'asked')),
  add constraint contact_watch_whole check ((watched_by is null) = (watch_until is null) and (watched_by is null) = (watch_purpose is null));
grant update (watched_by, watch_until, watch_purpose) on counselling.contact to lachan_app;
create index contact_watched on counselling.contact (watch_until) where watched_by is not null;
create index contact_signed on counselling.contact (child_sign_at) where state in ('waiting', 'returned', 'live') and child_sign_at is not null;
create index contact_kept on counselling.contact (place_until) where place_until is not null;

-- A child may choose to be reminded where it writes, beside its own page.
alter table counselling.series_session drop constraint series_session_child_reminder_check;
alter table counselling.series_session
  add constraint series_session_child_reminder_check check (child_reminder in ('none', 'own-page', 'network'));

-- A report of something that was gone brings the next look of it forward.
alter table takedown.look_place drop constraint look_place_occasion_check,
  add constraint look_place_occasion_check check (occasion in ('SCHEDULE', 'CLAIM', 'OFFICER', 'REPORT'));
alter table takedown.look drop constraint look_occasion_check,
  add constraint look_occasion_check check (occasion in ('SCHEDULE', 'CLAIM', 'OFFICER', 'REPORT'));

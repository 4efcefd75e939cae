-- How heavy a helper's contacts were, and the rest that follows. What it was of a contact is kept with its person alone.

create table counselling.helper_exposure (
  id uuid primary key,
  person uuid not null,
  desk_code text not null,
  at timestamptz not null,
  minutes smallint not null check (minutes >= 0),
  weight double precision not null check (weight >= 0),
  -- As heavy as the rule in force then says that a rest must follow.
  hard boolean not null,
  rest_minutes smallint not null default 0
);
create index on counselling.helper_exposure (person, at desc);
grant select, insert on counselling.helper_exposure to lachan_app;

-- Since when somebody works without a real break.
alter table counselling.helper_shift add column run_since timestamptz;
update counselling.helper_shift set run_since = began_at;
alter table counselling.helper_shift alter column run_since set not null;
grant update (run_since) on counselling.helper_shift to lachan_app;

alter table counselling.staffing_rule
  drop constraint staffing_rule_code_check,
  add constraint staffing_rule_code_check check (code in ('REST_HOURS', 'SHIFTS_WEEK_MOST', 'NIGHTS_MOST', 'NIGHT_LEAST', 'ON_CALL_NIGHT',
    'ON_CALL_WEEK_MOST', 'SHORT_PART', 'SHORT_MINUTES', 'COUNSELLING_MINUTES', 'PATIENCE_MINUTES', 'ABANDONED_MOST',
    'CARE_WEIGHT_NORMAL', 'CARE_WEIGHT_URGENT', 'CARE_WEIGHT_DANGER', 'CARE_WEIGHT_MINUTES', 'CARE_HARD_FROM', 'CARE_REST_MINUTES',
    'CARE_REST_LONG_MINUTES', 'CARE_RUN_HOURS', 'CARE_BREAK_MINUTES'));
insert into counselling.staffing_rule (id, code, value, valid_from, source, verified, set_by, set_at) values
  ('01936000-0000-7000-8000-000000000111', 'CARE_WEIGHT_NORMAL', 1, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.care', now()),
  ('01936000-0000-7000-8000-000000000112', 'CARE_WEIGHT_URGENT', 2, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.care', now()),
  ('01936000-0000-7000-8000-000000000113', 'CARE_WEIGHT_DANGER', 4, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.care', now()),
  ('01936000-0000-7000-8000-000000000114', 'CARE_WEIGHT_MINUTES', 10, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.care', now()),
  ('01936000-0000-7000-8000-000000000115', 'CARE_HARD_FROM', 4, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.care', now()),
  ('01936000-0000-7000-8000-000000000116', 'CARE_REST_MINUTES', 10, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.care', now()),
  ('01936000-0000-7000-8000-000000000117', 'CARE_REST_LONG_MINUTES', 20, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.care', now()),
  ('01936000-0000-7000-8000-000000000118', 'CARE_RUN_HOURS', 2, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.care', now()),
  ('01936000-0000-7000-8000-000000000119', 'CARE_BREAK_MINUTES', 15, '2000-01-01T00:00:00Z', 'Mức tạm của nền tảng, chờ 111 đặt · this platform''s own, until 111 sets one', false, 'counselling.care', now());

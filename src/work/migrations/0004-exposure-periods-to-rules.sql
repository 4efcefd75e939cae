-- How long somebody may look, and how long they rest, are rules of time like all others: dated, with their source, and with what stood
-- before. What an installation had set goes on.
-- Called by the hash register's migrations, since limits that were set before this module was there come from its tables.
-- Hands over to vocabulary.
create function work.hand_exposure_periods_over() returns void language plpgsql set search_path = '' as $$
begin
  insert into vocabulary.deadline_rule (id, revision, code, vi, en, trigger, amount, unit, owner_role, legal_source, verified, valid_from, warn_at, escalates_to,
    origin, recorded_at, recorded_by, reason)
  select rule.code || '.2025', 1, rule.code, rule.vi, rule.en, rule.trigger, rule.amount, rule.unit, 'hash_db_approver', held.source, held.verified, '2025-07-01', 0.8, 'CENTRAL',
    'operator', held.set_at, held.set_by, held.source
  from (select * from work.exposure_limit order by valid_from desc, id desc limit 1) as held
  cross join lateral (values
    ('DL-EXPOSURE-SHIFT', 'Thời gian xem nội dung nặng nề mỗi ca', 'Time with hard content in a shift', 'HARD_CONTENT_OPENED', held.minutes_shift::integer, 'minute'),
    ('DL-EXPOSURE-RUN', 'Thời gian xem liền đến giờ nghỉ', 'Time with hard content before a break', 'HARD_CONTENT_OPENED', held.minutes_run::integer, 'minute'),
    ('DL-EXPOSURE-BREAK', 'Thời gian nghỉ giữa ca', 'Length of a break', 'BREAK_BEGUN', held.break_minutes::integer, 'minute'),
    ('DL-EXPOSURE-REST', 'Thời gian nghỉ giữa hai ca', 'Rest between two shifts', 'SHIFT_ENDED', held.rest_hours::integer, 'hour')
  ) as rule (code, vi, en, trigger, amount, unit)
  where held.set_by <> 'work.exposure';

  alter table work.exposure_limit drop column minutes_shift, drop column minutes_run, drop column break_minutes, drop column rest_hours;
end
$$;
revoke execute on function work.hand_exposure_periods_over from public;

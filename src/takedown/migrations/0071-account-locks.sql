-- An account is locked, or shown less, for a time where it broke the law often enough: by which rule, for how long, and how often it was
-- counted when that was ordered. The count is made anew from items that two verified, never kept on.

alter table takedown.takedown_order
  add column lock_rule text,
  add column lock_days smallint check (lock_days between 1 and 366),
  add column lock_counted smallint check (lock_counted between 1 and 9999),
  add constraint takedown_order_lock check ((lock_rule is null) = (lock_days is null) and (lock_rule is null or kind in ('LOCK_ACCOUNT', 'LIMIT_IN_VN'))),
  add constraint takedown_order_lock_counted check (lock_rule is null or ordered_at is null or lock_counted is not null);
create index item_sibling_account on takedown.item_sibling (match_mark, item_id) where relation = 'POSTED_BY';

grant update (lock_counted) on takedown.takedown_order to lachan_app;

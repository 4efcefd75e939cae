-- The list of orders begins with what ends first; what has no clock stands behind.
create index takedown_order_by_due on takedown.takedown_order (coalesce(next_due_at, 'infinity'::timestamptz), id);

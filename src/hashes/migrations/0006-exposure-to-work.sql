-- Hands over to work.
insert into work.exposure_limit (id, valid_from, items_shift, minutes_shift, items_run, minutes_run, break_minutes, rest_hours, source, verified, set_by, set_at)
select id, valid_from, items_shift, minutes_shift, items_run, minutes_run, break_minutes, rest_hours, source, verified, set_by, set_at
from hashes.exposure_limit on conflict (id) do nothing;
insert into work.exposure (person, agency, started_at, items, seconds, run_items, run_seconds, breaks, break_from, open_item, opened_at, last_at)
select person, agency, started_at, items, seconds, run_items, run_seconds, breaks, break_from, open_entry, opened_at, last_at
from hashes.exposure;
drop table hashes.exposure;
drop table hashes.exposure_limit;

-- From one entry to a hundred thousand, and into tables that were empty when the connection planned it last: a plan that is
-- kept for any number goes over the whole register once for every entry.
alter function hashes.record_changes(uuid[]) set plan_cache_mode = force_custom_plan;

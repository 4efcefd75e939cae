-- A block that nobody looks at again lapses; whoever leaves it in force says why.
alter table takedown.block_event drop constraint block_event_code_check;
alter table takedown.block_event add constraint block_event_code_check check (code in ('proposed', 'approved', 'approved-third', 'refused', 'removed', 'expired', 'lapsed', 'reviewed', 'appealed', 'appeal-upheld', 'appeal-dismissed'));
-- A code, of the list of reasons that the event has.
alter table takedown.block_event add column reason text;

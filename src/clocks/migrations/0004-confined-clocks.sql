-- A clock of what must be known to nobody but those who work on it: its module shows it under its own lock, and no list, figure or
-- calendar of all clocks has it. Null for every other.
alter table clocks.clock add column confined_to text check (confined_to ~ '^[a-z]+$');

-- A member's own system brings its roster too: who added and who ended a line is a person or the name of a machine.

alter table members.network_duty
  alter column added_by type text using added_by::text,
  alter column ended_by type text using ended_by::text,
  add constraint network_duty_by check (length(added_by) between 1 and 100 and length(ended_by) <= 100);

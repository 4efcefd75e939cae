-- An end of a report, as it was asked for or done: the reason as a code, the words as a note, the line to the reporter sealed
-- under the thread's key until a second person has agreed.
create table intake.ending (
  id uuid primary key,
  report_id uuid not null references intake.report,
  act text not null check (act in ('find-unfounded', 'find-unverifiable', 'mark-duplicate', 'close')),
  reason text not null,
  note_id uuid references intake.note,
  duplicate_of uuid references intake.report,
  line_id uuid,
  sealed_line bytea,
  asked_by uuid not null,
  asked_at timestamptz not null,
  state text not null check (state in ('waiting', 'done', 'refused', 'withdrawn', 'lapsed', 'undone')),
  check ((line_id is null) = (sealed_line is null))
);
create index on intake.ending (report_id);
create unique index on intake.ending (report_id) where state = 'waiting';

-- The last act on a report that its doer may still take back, and what stood before it.
create table intake.undoable_act (
  report_id uuid primary key references intake.report,
  act text not null,
  person uuid not null,
  at timestamptz not null,
  until timestamptz not null,
  -- The version that the act left: whatever came after it keeps it from being taken back.
  version integer not null,
  before jsonb not null,
  events uuid[] not null,
  message_id uuid references intake.message,
  ending_id uuid references intake.ending
);

-- A line of the desk is shown to the reporter once it can no longer be taken back.
alter table intake.message add shown_from timestamptz, add withdrawn_at timestamptz;

grant select, insert, update (state) on intake.ending to lachan_app;
grant select, insert, delete, update (act, person, at, until, version, before, events, message_id, ending_id) on intake.undoable_act to lachan_app;
grant update (withdrawn_at) on intake.message to lachan_app;

-- Requests to take pictures down (hashes.removal) that a report's receipt opens too. Not for the desk: nobody of it reads who asked
-- for what.
create table intake.receipt_removal (
  removal_id uuid primary key,
  report_id uuid not null references intake.report,
  added_at timestamptz not null
);
create index on intake.receipt_removal (report_id);

-- As receipt_session, for a receipt that opens a request to take pictures down and no report.
create table intake.removal_session (
  id uuid primary key,
  removal_id uuid not null,
  token_hash bytea not null unique,
  opened_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index on intake.removal_session (expires_at);

grant select, insert on intake.receipt_removal to lachan_app;
grant select, insert, delete, update (last_used_at) on intake.removal_session to lachan_app;

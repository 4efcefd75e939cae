-- Worker processes and the jobs that they hold. A living one holds a session lock of its id, which the server drops with the
-- connection; since when nobody was seen to hold it stands here. Of the owner alone, whose connection the queue runs on.
create table kernel.job_worker (
  -- As the queue writes it into `locked_by`.
  id text primary key,
  gone_since timestamptz
);

-- What was handed over with the content track of a case. The places are arrivals of its report; here stands only which track they are of.
create table takedown.content_track (
  id uuid primary key,
  report_id uuid,
  -- Addresses of the report that could be read, when it was opened.
  handed smallint not null check (handed >= 0),
  opened_at timestamptz not null,
  -- When everything on it had ended; null while something goes on, or its agency ended it by itself.
  ended_at timestamptz
);
create index content_track_of_report on takedown.content_track (report_id) where report_id is not null;

grant select, insert, update (ended_at) on takedown.content_track to lachan_app;

-- One row for each incident code of an open report, in the queue's order: the filter by code then reads its own rows and no
-- others. An index on the array itself would not do: under row-level security PostgreSQL uses no operator of arrays in an
-- index, since it cannot promise that the operator tells nothing of rows that are locked.
create table intake.report_incident (
  report_id uuid not null references intake.report,
  code text not null,
  desk_code text not null,
  queue_rank smallint not null,
  queue_due timestamptz not null,
  primary key (report_id, code)
);
create index report_incident_queue on intake.report_incident (desk_code, code, queue_rank, queue_due, report_id);

create function intake.keep_incidents() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    delete from intake.report_incident where report_id = new.id;
  end if;
  if new.is_open then
    insert into intake.report_incident (report_id, code, desk_code, queue_rank, queue_due)
    select distinct new.id, code, new.desk_code, new.queue_rank, new.queue_due from unnest(new.incident_codes) as code;
  end if;
  return null;
end
$$;
-- A report that was just filed has no code yet, so that filing pays nothing for this.
create trigger keep_incidents_of_new after insert on intake.report for each row
  when (new.incident_codes <> '{}') execute function intake.keep_incidents();
create trigger keep_incidents after update on intake.report for each row
  when ((old.incident_codes <> '{}' or new.incident_codes <> '{}')
    and (old.incident_codes, old.desk_code, old.queue_rank, old.queue_due, old.is_open)
      is distinct from (new.incident_codes, new.desk_code, new.queue_rank, new.queue_due, new.is_open))
  execute function intake.keep_incidents();

insert into intake.report_incident (report_id, code, desk_code, queue_rank, queue_due)
select distinct id, code, desk_code, queue_rank, queue_due from intake.report, unnest(incident_codes) as code where is_open;
grant select, insert, delete on intake.report_incident to lachan_app;

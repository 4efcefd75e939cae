-- The queue stands in the one order of work: danger that nobody has answered, then the clock that ends first of those that can still
-- be kept, then what is overdue by urgency, then what has no clock. What is in danger is a column, so that an index gives the order.
alter table intake.report add column queue_danger boolean not null generated always as
  (case when screened_at is null then danger_now = 'yes'
    else urgency is not distinct from 'U1' and coalesce(next_due_rule in ('DL-FWD', 'DL-EMERG-12H'), false) end) stored;
alter table intake.report_incident add column queue_danger boolean not null default false;

drop index intake.report_queue, intake.report_queue_status, intake.report_queue_assigned, intake.report_queue_province, intake.report_queue_channel,
  intake.report_queue_unanswered, intake.report_queue_due, intake.report_incident_queue;
create index report_queue on intake.report (desk_code, queue_danger, queue_due, id) where is_open;
-- Counts by urgency, and what is overdue.
create index report_queue_overdue on intake.report (desk_code, queue_danger, queue_rank, queue_due, id) where is_open;
create index report_queue_rank on intake.report (desk_code, queue_rank, queue_due) where is_open;
create index report_queue_status on intake.report (desk_code, status, queue_danger, queue_due, id) where is_open;
create index report_queue_assigned on intake.report (desk_code, assigned_to, queue_danger, queue_due, id) where is_open;
create index report_queue_province on intake.report (desk_code, province_code, queue_danger, queue_due, id) where is_open;
create index report_queue_channel on intake.report (desk_code, channel, queue_danger, queue_due, id) where is_open;
create index report_queue_unanswered on intake.report (desk_code, queue_danger, queue_due, id) where is_open and unanswered;
create index report_queue_due on intake.report (desk_code, queue_due) where is_open;
create index report_incident_queue on intake.report_incident (desk_code, code, queue_danger, queue_due, report_id);

create or replace function intake.keep_incidents() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    delete from intake.report_incident where report_id = new.id;
  end if;
  if new.is_open then
    insert into intake.report_incident (report_id, code, desk_code, queue_danger, queue_rank, queue_due)
    select distinct new.id, code, new.desk_code, new.queue_danger, new.queue_rank, new.queue_due from unnest(new.incident_codes) as code;
  end if;
  return null;
end
$$;
drop trigger keep_incidents on intake.report;
create trigger keep_incidents after update on intake.report for each row
  when ((old.incident_codes <> '{}' or new.incident_codes <> '{}')
    and (old.incident_codes, old.desk_code, old.queue_danger, old.queue_rank, old.queue_due, old.is_open)
      is distinct from (new.incident_codes, new.desk_code, new.queue_danger, new.queue_rank, new.queue_due, new.is_open))
  execute function intake.keep_incidents();
update intake.report_incident as i set queue_danger = r.queue_danger from intake.report as r where r.id = i.report_id and r.queue_danger;

-- An exchange tells which calls it has: whatever is not among them is over.
alter table channels.inbound_event drop constraint inbound_event_kind_check;
alter table channels.inbound_event add constraint inbound_event_kind_check
  check (kind in ('private-message', 'public-contribution', 'delivery-report', 'call', 'open-calls'));

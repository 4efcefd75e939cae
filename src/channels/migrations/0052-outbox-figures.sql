-- What was sent of late is counted, and what ended long ago removed, without reading all that there is.

create index outbound_message_sent on channels.outbound_message (agency, sent_at) where sent_at is not null;
create index inbound_event_ended on channels.inbound_event (ended_at) where state = 'done';

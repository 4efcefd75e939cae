-- What goes before everything else that waits at its account, as the recall of an alert.
alter table channels.outbound_message add column ahead boolean not null default false;
create index outbound_message_ahead on channels.outbound_message (account_id, next_at) where ahead and state in ('waiting', 'unsure');

-- How many events of an account wait is counted on every look at the accounts, among millions that are done.

create index inbound_event_waiting_account on channels.inbound_event (account_id) where state = 'waiting';

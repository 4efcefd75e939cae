-- Whether a machine wrote the newest message from them: no automatic answer goes to one, or two machines would write to each other for ever.
alter table channels.conversation add last_inbound_automatic boolean not null default false;
grant update (last_inbound_automatic) on channels.conversation to lachan_app;

-- How long whoever was called took to answer the last try: who keeps a system of its own sees there whether it is slow.

alter table channels.outbound_message add column answer_ms integer check (answer_ms >= 0);
grant update (answer_ms) on channels.outbound_message to lachan_app;

-- Notices to services that can be asked how far they have come: when next, what they last said, and that nothing more is asked.

alter table channels.outbound_message
  add column follow_at timestamptz,
  add column follow_said text check (char_length(follow_said) <= 100),
  add column follow_ended boolean not null default false;
create index outbound_message_follow on channels.outbound_message (channel, coalesce(follow_at, sent_at)) where provider_id is not null and not follow_ended;

grant update (follow_at, follow_said, follow_ended) on channels.outbound_message to lachan_app;

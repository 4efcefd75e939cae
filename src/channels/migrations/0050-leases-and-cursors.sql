-- What one process at a time does for an account: keep a connection open, exchange its token. And how far a mailbox was read.

alter table channels.channel_account add sealed_cursor bytea;
-- Since when its own service has refused us, or could not be reached.
alter table channels.channel_account add failing_since timestamptz;
grant update (sealed_cursor, failing_since) on channels.channel_account to lachan_app;

create table channels.account_lease (
  account_id uuid not null references channels.channel_account,
  purpose text not null check (purpose in ('listen', 'renew', 'check')),
  holder uuid not null,
  until timestamptz not null,
  primary key (account_id, purpose)
);
grant select, insert, update (holder, until) on channels.account_lease to lachan_app;

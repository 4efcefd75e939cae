-- Browsers of people at work that may be woken when something waits for them. Nothing is said to them but that.

create table channels.push_device (
  id uuid primary key,
  person uuid not null,
  -- The account of the house by whose keys the browser was told to listen: one an agency.
  account_id uuid not null references channels.channel_account,
  -- SHA-256 of the address at the browser's push service: one browser is one row, whoever signs in at it.
  address_digest bytea not null unique check (length(address_digest) = 32),
  -- The address, sealed under the key of the account: whoever knew it could wake the browser.
  sealed_address bytea not null,
  -- Family of browser and system, by which the person knows it again.
  name text not null check (char_length(name) between 1 and 100),
  added_at timestamptz not null
);
create index push_device_person on channels.push_device (person);

create unique index channel_account_of_the_house on channels.channel_account (agency) where adapter = 'web-push';

alter table channels.outbound_message drop constraint outbound_message_purpose_check;
alter table channels.outbound_message add constraint outbound_message_purpose_check
  check (purpose in ('answer', 'reminder', 'officer-call', 'order', 'alert', 'post', 'test', 'wake', 'automatic'));

grant select, insert, delete on channels.push_device to lachan_app;

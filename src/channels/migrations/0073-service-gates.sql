-- Behind one account may stand many services, as the push services of browsers: until when one of them asked to be left alone.

create table channels.service_gate (
  account_id uuid not null references channels.channel_account,
  -- A keyed digest of the service's name.
  service bytea not null check (length(service) = 32),
  open_at timestamptz not null,
  primary key (account_id, service)
);

grant select, insert, update (open_at) on channels.service_gate to lachan_app;

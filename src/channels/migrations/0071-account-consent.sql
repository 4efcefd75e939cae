-- Whoever keeps an account is on its network's own page of consent: what they come back with is good once, for ten minutes, in the session
-- that went there. What the network must see again to hand out its tokens is sealed.
create table channels.account_consent (
  account_id uuid primary key references channels.channel_account,
  state_digest bytea not null check (octet_length(state_digest) = 32),
  sealed_verifier bytea not null,
  ends_at timestamptz not null
);
grant select, insert, delete on channels.account_consent to lachan_app;

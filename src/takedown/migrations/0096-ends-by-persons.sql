-- That something is gone where no machine can tell: words alone say so and its platform has no probe, or a bare name leads nowhere. One says what
-- they saw, a second agrees by an approval. Looks go on afterwards where there is an address.
create table takedown.seen_gone (
  id uuid primary key,
  item_id uuid not null references takedown.item,
  approval_id uuid unique,
  -- What was seen, and by what means: codes.
  seen text not null,
  means text not null,
  agency text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  state text not null default 'WAITING' check (state in ('WAITING', 'AGREED', 'REFUSED', 'WITHDRAWN', 'LAPSED')),
  decided_by uuid,
  decided_at timestamptz,
  check ((state = 'WAITING') = (decided_at is null)),
  -- Two persons: whoever says that it is gone does not agree to it.
  check (state not in ('AGREED', 'REFUSED') or (decided_by is not null and decided_by <> proposed_by))
);
create unique index seen_gone_waiting on takedown.seen_gone (item_id) where state = 'WAITING';
create index seen_gone_of_item on takedown.seen_gone (item_id, proposed_at desc);

grant select, insert, update (approval_id, state, decided_by, decided_at) on takedown.seen_gone to lachan_app;

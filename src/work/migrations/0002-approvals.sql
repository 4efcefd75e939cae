-- What one person asked for and another decides on. The content is a digest, so that nothing else is approved in its place.
create table work.approval (
  id uuid primary key,
  kind text not null,
  object_kind text not null,
  object_id text not null,
  -- Where the deciding right must be held; null for what belongs to no agency.
  agency text,
  -- Who made what is to be approved, beside the asker.
  made_by text[] not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  sealed_reason bytea,
  digest text not null,
  decision text check (decision in ('APPROVED', 'REFUSED', 'WITHDRAWN')),
  decided_by uuid,
  decided_at timestamptz,
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  -- The rule stands here once more: nobody decides on what they asked for or made.
  check (decision is null or decision = 'WITHDRAWN' or (decided_by <> asked_by and not decided_by::text = any (made_by)))
);
create unique index on work.approval (kind, object_id) where decided_at is null;
create index on work.approval (agency) where decided_at is null;
grant select, insert on work.approval to lachan_app;
grant update (decision, decided_by, decided_at) on work.approval to lachan_app;

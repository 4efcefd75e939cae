-- What editors tell of published items where people follow an account of their agency, and in the portal's own feed. An announcement is
-- composed from one item for some places; each body of it is a version that is never changed and holds exactly what will leave; two people
-- approve one version by its hash; a post is what stands, or is to stand, at one place.
create table learning.announcement (
  id uuid primary key,
  item_id uuid not null references learning.item,
  -- Of the newest version; what stands is in `post`.
  stage text not null check (stage in ('DRAFT', 'WAITING', 'SENT_BACK', 'APPROVED')),
  head integer not null check (head >= 1),
  -- Who wrote the newest version.
  written_by uuid not null,
  version integer not null default 1,
  started_by uuid not null,
  -- Whose accounts speak.
  agency text not null,
  started_at timestamptz not null,
  changed_at timestamptz not null,
  is_demonstration boolean not null
);
create index announcement_of_item on learning.announcement (item_id, started_at desc);

create table learning.announcement_version (
  id uuid primary key,
  announcement_id uuid not null references learning.announcement,
  number integer not null check (number >= 1),
  -- Of the published text that it tells of.
  item_hash text not null check (item_hash ~ '^[0-9a-f]{64}$'),
  -- As the editor wrote them, and the address of the item.
  words jsonb not null,
  link text not null,
  -- Each place with the request exactly as it leaves, but for the keys of the account.
  payloads jsonb not null,
  -- PNG, drawn here from the words and a drawing of the house.
  picture bytea not null check (length(picture) <= 2000000),
  picture_hash text not null check (picture_hash ~ '^[0-9a-f]{64}$'),
  picture_alt text not null,
  -- SHA-256 in hex over all of this.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  written_by uuid not null,
  written_at timestamptz not null,
  unique (announcement_id, number)
);
create index announcement_version_picture on learning.announcement_version (picture_hash);

create table learning.announcement_approval (
  id uuid primary key,
  announcement_id uuid not null references learning.announcement,
  version_id uuid not null references learning.announcement_version,
  hash text not null,
  person uuid not null,
  agency text not null,
  at timestamptz not null,
  unique (version_id, person)
);
create index announcement_approval_of on learning.announcement_approval (announcement_id);

create table learning.announcement_event (
  id uuid primary key,
  announcement_id uuid not null references learning.announcement,
  code text not null check (code ~ '^[a-z][a-z-]{1,40}$'),
  number integer,
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  agency text,
  note text check (length(note) <= 2000)
);
create index announcement_event_of on learning.announcement_event (announcement_id, at);

create table learning.post (
  id uuid primary key,
  announcement_id uuid not null references learning.announcement,
  -- What stands there, or is to stand there once the message under way has arrived.
  version_id uuid not null references learning.announcement_version,
  hash text not null,
  network text not null check (network in ('FACEBOOK', 'ZALO', 'TELEGRAM', 'FEED')),
  -- Null for the portal's own feed.
  account_id uuid,
  from_at timestamptz not null,
  state text not null check (state in ('PLANNED', 'OUT', 'GONE')),
  -- The newest message in the outbox about it, and whether it is still under way.
  act text not null check (act in ('publish', 'correct', 'withdraw')),
  message_key text,
  under_way boolean not null,
  -- It is to be taken away as soon as what is in hand has arrived.
  withdraw_wanted boolean not null default false,
  -- The network's identifier.
  provider text check (length(provider) <= 300),
  out_at timestamptz,
  -- When somebody last looked for it there, and when it was last seen in the approved words.
  looked_at timestamptz,
  seen_at timestamptz,
  alarm text check (alarm in ('NOT_SENT', 'UNSURE', 'LATE', 'TAKEN_BACK', 'NOT_READ', 'MISSING', 'CHANGED')),
  alarm_at timestamptz,
  views integer,
  reactions integer,
  comments integer,
  shares integer,
  counted_at timestamptz,
  posted_by uuid not null,
  posted_at timestamptz not null,
  gone_at timestamptz,
  check ((account_id is null) = (network = 'FEED')),
  check ((alarm is null) = (alarm_at is null)),
  check ((state = 'GONE') = (gone_at is not null))
);
create index post_of_announcement on learning.post (announcement_id, posted_at);
create unique index post_standing on learning.post (announcement_id, network, account_id) nulls not distinct where state <> 'GONE';
create index post_kept on learning.post (looked_at nulls first) where state <> 'GONE';
create index post_alarm on learning.post (alarm_at) where alarm is not null;

-- The rule stands here once more: nobody approves what they wrote, and nothing is posted without two approvals of exactly this.
create function learning.announcement_approved_by_another() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  written learning.announcement_version;
begin
  select * into written from learning.announcement_version where id = new.version_id;
  if written.announcement_id <> new.announcement_id or written.hash <> new.hash then
    raise exception 'an approval is of the hash of one version';
  end if;
  if written.written_by = new.person then
    raise exception 'nobody approves what they wrote';
  end if;
  return new;
end $$;
create trigger announcement_approved_by_another before insert on learning.announcement_approval
  for each row execute function learning.announcement_approved_by_another();

create function learning.posted_with_two() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (select count(*) from learning.announcement_approval
      where version_id = new.version_id and announcement_id = new.announcement_id and hash = new.hash) < 2 then
    raise exception 'nothing is posted that two people have not approved';
  end if;
  return new;
end $$;
create trigger posted_with_two before insert or update of version_id, hash on learning.post
  for each row execute function learning.posted_with_two();

-- What people write on a page of ours, until somebody has looked at it.
create table learning.fan_comment (
  id uuid primary key,
  account_id uuid not null,
  -- Whose page it is.
  agency text not null,
  network text not null check (network in ('FACEBOOK', 'ZALO', 'TELEGRAM')),
  -- The network's identifier of the comment, as a keyed digest.
  subject_mark bytea not null check (length(subject_mark) = 32),
  -- Words and the identifier. Wrapped by the vault; gone once it is decided.
  sealed bytea,
  made_at timestamptz not null,
  state text not null check (state in ('WAITING', 'KEPT', 'HIDDEN', 'TOLD', 'REMOVED')),
  -- It was hidden by itself when it came, since it may lead to a person.
  hidden_at_once boolean not null,
  decided_by uuid,
  decided_at timestamptz,
  is_demonstration boolean not null,
  unique (account_id, subject_mark),
  check ((state = 'WAITING') = (sealed is not null)),
  check ((state = 'WAITING') = (decided_at is null))
);
create index fan_comment_waiting on learning.fan_comment (made_at, id) where state = 'WAITING';

grant select, insert, update (stage, head, written_by, version, changed_at) on learning.announcement to lachan_app;
grant select, insert on learning.announcement_version, learning.announcement_approval, learning.announcement_event to lachan_app;
grant select, insert, update (version_id, hash, from_at, state, act, message_key, under_way, withdraw_wanted, provider, out_at, looked_at, seen_at, alarm,
  alarm_at, views, reactions, comments, shares, counted_at, gone_at) on learning.post to lachan_app;
grant select, insert, update (sealed, made_at, state, hidden_at_once, decided_by, decided_at) on learning.fan_comment to lachan_app;

-- What the portal teaches, as its editors keep it. An item is one thing that can be published; each body of it is a version that is never
-- changed; two people approve one version by its hash; a publication says which version readers see, and for how long.
create table learning.item (
  id uuid primary key,
  -- The last part of its address on the portal.
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  kind text not null check (kind in ('TEXT', 'LESSON', 'SCENARIO')),
  -- Of the newest version; what is published stands in `publication`.
  stage text not null check (stage in ('DRAFT', 'WAITING', 'SENT_BACK', 'APPROVED')),
  head integer not null check (head >= 1),
  -- Who wrote the newest version; null where it came with the house.
  written_by uuid,
  version integer not null default 1,
  claimed_by uuid,
  claimed_at timestamptz,
  due_on date,
  -- Null where it came with the house.
  started_by uuid,
  agency text,
  started_at timestamptz not null,
  changed_at timestamptz not null,
  is_demonstration boolean not null default false,
  check ((claimed_by is null) = (claimed_at is null)),
  check ((started_by is null) = (agency is null))
);
create index item_latest on learning.item (changed_at desc, id desc);
create index item_claimed on learning.item (claimed_by) where claimed_by is not null;

create table learning.item_version (
  id uuid primary key,
  item_id uuid not null references learning.item,
  number integer not null check (number >= 1),
  body jsonb not null,
  -- SHA-256 in hex over the body, its pictures and its ways of reporting.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  -- For lists.
  form text not null check (form in ('ARTICLE', 'CARD', 'QUESTION', 'LESSON', 'SCENARIO')),
  title_vi text not null,
  title_en text not null,
  bands text[] not null,
  written_by uuid,
  written_at timestamptz not null,
  unique (item_id, number)
);

create table learning.item_approval (
  id uuid primary key,
  item_id uuid not null references learning.item,
  version_id uuid not null references learning.item_version,
  hash text not null,
  person uuid not null,
  agency text not null,
  at timestamptz not null,
  unique (version_id, person)
);
create index item_approval_of_item on learning.item_approval (item_id);

create table learning.publication (
  id uuid primary key,
  item_id uuid not null references learning.item,
  version_id uuid not null references learning.item_version,
  hash text not null,
  from_at timestamptz not null,
  -- From here on readers do not see it; null where it has no end.
  until_at timestamptz,
  -- When somebody has to read it again.
  review_on date not null,
  -- When a newer version takes its place.
  gives_way_at timestamptz,
  published_by uuid not null,
  agency text not null,
  published_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  check (until_at > from_at),
  check ((ended_at is null) = (ended_by is null))
);
create index publication_of_item on learning.publication (item_id, from_at);
create index publication_standing on learning.publication (from_at) where ended_at is null;

-- What happened to an item, in codes; the note is what an editor wrote to the others.
create table learning.item_event (
  id uuid primary key,
  item_id uuid not null references learning.item,
  code text not null check (code ~ '^[a-z][a-z-]{1,40}$'),
  number integer,
  at timestamptz not null,
  actor_kind text not null,
  actor text,
  agency text,
  note text check (length(note) <= 2000)
);
create index item_event_of_item on learning.item_event (item_id, at);

-- One number that rises whenever what is published has changed, so that a process knows whether what it keeps still holds.
create table learning.shelf (
  id smallint primary key default 1 check (id = 1),
  changes bigint not null
);
insert into learning.shelf (changes) values (0);

create function learning.publication_changed() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update learning.shelf set changes = changes + 1;
  return null;
end $$;
create trigger publication_changed after insert or update or delete on learning.publication
  for each statement execute function learning.publication_changed();

-- The rule stands here once more: nobody approves what they wrote, and nothing is published without two approvals of this very text.
create function learning.approved_by_another() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  written learning.item_version;
begin
  select * into written from learning.item_version where id = new.version_id;
  if written.item_id <> new.item_id or written.hash <> new.hash then
    raise exception 'an approval is of the hash of one version';
  end if;
  if written.written_by = new.person then
    raise exception 'nobody approves what they wrote';
  end if;
  return new;
end $$;
create trigger approved_by_another before insert on learning.item_approval
  for each row execute function learning.approved_by_another();

create function learning.published_with_two() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (select count(*) from learning.item_approval
      where version_id = new.version_id and item_id = new.item_id and hash = new.hash) < 2 then
    raise exception 'nothing is published that two people have not approved';
  end if;
  return new;
end $$;
create trigger published_with_two before insert on learning.publication
  for each row execute function learning.published_with_two();

grant select, insert, update (stage, head, written_by, version, claimed_by, claimed_at, due_on, changed_at) on learning.item to lachan_app;
grant select, insert on learning.item_version, learning.item_approval, learning.item_event to lachan_app;
grant select, insert, update (gives_way_at, ended_at, ended_by) on learning.publication to lachan_app;
grant select on learning.shelf to lachan_app;

-- Somebody without an account reads exactly one version by a link, once, and says what they think of it. It is an opinion beside the two
-- approvals, and never one of them.
create table learning.outside_look (
  id uuid primary key,
  item_id uuid not null references learning.item,
  version_id uuid not null references learning.item_version,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  -- SHA-256 of the secret in the link; the secret itself is shown once and kept nowhere.
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  -- Whom the editors sent it to, in their own words.
  whom text not null check (length(whom) between 1 and 120),
  asked_by uuid not null,
  agency text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  -- Taken back by an editor before it was answered.
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  answer text check (answer in ('FOR', 'AGAINST')),
  comment text check (length(comment) <= 2000),
  answered_at timestamptz,
  check (expires_at > asked_at),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check ((answer is null) = (answered_at is null)),
  check (withdrawn_at is null or answered_at is null),
  check (answer is distinct from 'AGAINST' or comment is not null)
);
create index outside_look_of_item on learning.outside_look (item_id, asked_at);

create function learning.looked_at_its_version() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from learning.item_version
      where id = new.version_id and item_id = new.item_id and hash = new.hash) then
    raise exception 'a look from outside is at the hash of one version';
  end if;
  return new;
end $$;
create trigger looked_at_its_version before insert on learning.outside_look
  for each row execute function learning.looked_at_its_version();

grant select, insert, update (withdrawn_at, withdrawn_by, answer, comment, answered_at) on learning.outside_look to lachan_app;

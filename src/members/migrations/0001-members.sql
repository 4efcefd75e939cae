-- Agencies with dated functions, people with dated roles, how they sign in, and what they opened in an emergency.

create table members.agency (
  code text primary key,
  name_vi text not null,
  name_en text not null,
  kind text not null,
  level text not null,
  parent text,
  -- Official code of the province or commune it serves; null for a central agency.
  admin_unit text,
  valid_from date,
  -- Last day, inclusive.
  valid_to date,
  source text not null,
  verified boolean not null,
  -- Set when an operator changed the row: the seed leaves it alone from then on.
  changed_by_operator timestamptz,
  check (valid_to is null or valid_from is null or valid_to >= valid_from)
);
create index on members.agency (admin_unit) where admin_unit is not null;

create table members.agency_predecessor (
  agency text not null references members.agency,
  predecessor text not null references members.agency,
  primary key (agency, predecessor),
  check (agency <> predecessor)
);

create table members.agency_function (
  id uuid primary key,
  agency text not null references members.agency,
  function_code text not null,
  -- Administrative unit that the function is limited to; null: the agency's own area.
  area text,
  legal_basis text not null,
  valid_from date not null,
  valid_to date,
  source text not null,
  verified boolean not null,
  changed_by_operator timestamptz,
  unique nulls not distinct (agency, function_code, area, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);
create index on members.agency_function (function_code);

create table members.desk (
  code text primary key,
  agency text not null references members.agency,
  name_vi text not null,
  name_en text not null,
  changed_by_operator timestamptz
);
create index on members.desk (agency);

-- What was last brought in from the code's own data, so that a start with the same data writes nothing.
create table members.seed_state (
  name text primary key,
  digest text not null,
  brought_at timestamptz not null
);

create table members.person (
  id uuid primary key,
  -- E-mail address in lower case.
  login text not null unique check (login = lower(login)),
  name text not null check (name <> ''),
  -- The agency that answers for the person. Roles may also be held elsewhere.
  agency text not null references members.agency,
  is_demonstration boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  disabled_at timestamptz,
  disabled_by text
);
create index on members.person (agency, name);

create table members.role_assignment (
  id uuid primary key,
  person uuid not null references members.person,
  role text not null,
  agency text not null references members.agency,
  desk text references members.desk,
  province text,
  commune text,
  valid_from timestamptz not null,
  -- From this instant on the role gives nothing.
  valid_to timestamptz,
  given_by text not null,
  given_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  check (valid_to is null or valid_to >= valid_from)
);
create index on members.role_assignment (person, agency);
create index on members.role_assignment (agency, role);
create index on members.role_assignment (desk) where desk is not null;

create table members.invitation (
  token_hash bytea primary key,
  person uuid not null references members.person,
  sealed_totp_secret bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on members.invitation (person);

create table members.password (
  person uuid primary key references members.person,
  hash bytea not null,
  salt bytea not null,
  memory_kib integer not null,
  passes integer not null,
  parallelism integer not null,
  changed_at timestamptz not null
);

create table members.totp (
  person uuid primary key references members.person,
  sealed_secret bytea not null,
  confirmed_at timestamptz not null,
  -- Time step of the last code that was accepted; codes of this step and of earlier ones are refused.
  last_step bigint not null
);

create table members.recovery_code (
  person uuid not null references members.person,
  hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (person, hash)
);

create table members.passkey (
  id uuid primary key,
  person uuid not null references members.person,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  rp_id text not null,
  label text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index on members.passkey (person);

create table members.federated_identity (
  issuer text not null,
  subject text not null,
  person uuid not null references members.person,
  linked_at timestamptz not null,
  primary key (issuer, subject)
);

-- A sign-in, registration or step-up that waits for the browser's answer. Good once.
create table members.pending_sign_in (
  token_hash bytea primary key,
  kind text not null,
  person uuid references members.person,
  sealed bytea not null,
  expires_at timestamptz not null
);

-- Attempts by blind index of the login, so that an unknown account counts like a known one.
create table members.sign_in_attempt (
  id uuid primary key,
  account bytea not null,
  at timestamptz not null
);
create index on members.sign_in_attempt (account, at);

create table members.session (
  id uuid primary key,
  token_hash bytea not null unique,
  person uuid not null references members.person,
  -- The agency whose roles the session uses.
  agency text not null references members.agency,
  device text not null,
  method text not null check (method in ('password', 'recovery-code', 'passkey', 'federated')),
  purpose text not null,
  opened_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  stepped_up_until timestamptz,
  ended_at timestamptz,
  ended_by text
);
create index on members.session (person) where ended_at is null;

create table members.machine_client (
  id text primary key,
  agency text not null references members.agency,
  name text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  key_hash bytea not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  created_by text not null,
  revoked_at timestamptz,
  revoked_by text
);

create table members.notice (
  id uuid primary key,
  person uuid not null references members.person,
  kind text not null,
  object_kind text,
  object_id text,
  -- Codes and ids only.
  facts jsonb not null,
  created_at timestamptz not null,
  read_at timestamptz
);
create index on members.notice (person, created_at);

create table members.break_glass (
  id uuid primary key,
  grant_id uuid not null unique,
  person uuid not null references members.person,
  agency text not null,
  role text not null,
  object_kind text not null,
  object_id uuid not null,
  owner_agency text not null,
  owner_desk text not null,
  sealed_reason bytea not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  outcome text check (outcome in ('JUSTIFIED', 'JUSTIFIED_TOO_WIDE', 'NOT_JUSTIFIED')),
  sealed_note bytea,
  reviewed_at timestamptz,
  reviewed_by uuid references members.person,
  reminded_at timestamptz,
  check ((outcome is null) = (reviewed_at is null) and (outcome is null) = (reviewed_by is null)),
  check (reviewed_by is null or reviewed_by <> person)
);
create index on members.break_glass (owner_agency, opened_at) where reviewed_at is null;

-- Whether a login is in use anywhere: an administrator must be told, though the person may be another agency's.
create function members.login_taken(wanted text) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from members.person where person.login = wanted)
$$;
revoke execute on function members.login_taken from public;
grant execute on function members.login_taken to lachan_app;

-- Codes of all roles that a person holds now or will hold, at whatever agency: separation of duties does not stop at an
-- agency's border, and the administrator need not see more of it than the answer.
create function members.standing_roles(of_person uuid) returns text[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct held.role), '{}') from members.role_assignment as held
  where held.person = of_person and (held.valid_to is null or held.valid_to > kernel.actor_now())
$$;
revoke execute on function members.standing_roles from public;
grant execute on function members.standing_roles to lachan_app;

-- Puts a notice into the inbox of each person who holds one of the roles (or works at the desk) now. The sender need not
-- be allowed to see who they are; `person` in the answer is only for the live event.
create function members.post_notice(to_person uuid, to_roles text[], to_agency text, to_desk text, kind text, object_kind text, object_id text, facts jsonb)
returns table (id uuid, person uuid) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if to_person is null and to_roles is null and to_desk is null then
    raise exception 'a notice needs somebody to go to';
  end if;
  return query
  insert into members.notice (id, person, kind, object_kind, object_id, facts, created_at)
  select uuidv7(), recipient.id, post_notice.kind, post_notice.object_kind, post_notice.object_id, post_notice.facts, kernel.actor_now()
  from members.person as recipient
  where recipient.disabled_at is null
    and case when to_person is not null then recipient.id = to_person else exists (
      select 1 from members.role_assignment as held
      where held.person = recipient.id
        and held.valid_from <= kernel.actor_now() and (held.valid_to is null or held.valid_to > kernel.actor_now())
        and (to_roles is null or held.role = any (to_roles))
        and (to_agency is null or held.agency = to_agency)
        and (to_desk is null or held.desk = to_desk)) end
  returning notice.id, notice.person;
end
$$;
revoke execute on function members.post_notice from public;
grant execute on function members.post_notice to lachan_app;

grant select, insert, update on members.agency, members.agency_function, members.desk, members.seed_state to lachan_app;
grant select, insert on members.agency_predecessor to lachan_app;
grant select, insert on members.person, members.role_assignment, members.break_glass, members.machine_client to lachan_app;
grant update (name, disabled_at, disabled_by) on members.person to lachan_app;
grant update (valid_to, ended_by, ended_at) on members.role_assignment to lachan_app;
grant select, insert, update on members.invitation, members.password, members.totp to lachan_app;
grant select, insert, delete on members.recovery_code to lachan_app;
grant update (used_at) on members.recovery_code to lachan_app;
grant delete on members.totp to lachan_app;
grant select, insert, delete on members.passkey, members.pending_sign_in, members.sign_in_attempt to lachan_app;
grant update (counter, last_used_at) on members.passkey to lachan_app;
grant select, insert on members.federated_identity to lachan_app;
grant select, insert, delete on members.session to lachan_app;
grant update (agency, purpose, last_seen_at, stepped_up_until, ended_at, ended_by) on members.session to lachan_app;
grant update (valid_to, revoked_at, revoked_by) on members.machine_client to lachan_app;
grant select on members.notice to lachan_app;
grant update (read_at) on members.notice to lachan_app;
grant update (outcome, sealed_note, reviewed_at, reviewed_by, reminded_at) on members.break_glass to lachan_app;

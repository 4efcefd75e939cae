-- What children are asked, how their answers are counted, and what was answered to them.
--
-- Nothing here says how an idea is moderated: an idea that nobody decided on cannot be shown, whatever wrote the row. Nothing here keeps a
-- sum of two strata, a time or an address of a ballot, or a way from a slip to its ballot.

create table voice.consultation (
  id uuid primary key,
  -- In the address of its page.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  kind text not null check (kind in ('POLL', 'BUDGET', 'STATEMENTS')),
  state text not null check (state in ('DRAFT', 'OPEN', 'CLOSED', 'RESPONDED')),
  title_vi text not null,
  title_en text,
  question_vi text not null,
  question_en text,
  -- Codes of the vocabulary's portal bands.
  bands text[] not null check (cardinality(bands) > 0),
  -- Lundy's four: a safe space, the means, who decides, and when they answer.
  space_vi text,
  space_en text,
  means text[] not null default '{}' check (means <@ array['CLASS', 'DEVICE', 'PAPER']),
  decision_maker_vi text,
  decision_maker_en text,
  answer_by date,
  -- Options that one ballot may approve of; all where null.
  most integer check (most between 1 and 100),
  -- In đồng, where there is money.
  budget bigint check (budget > 0),
  opened_at timestamptz,
  closes_at timestamptz,
  -- When it was to close as it opened: a close that was moved is told of in public.
  first_closes_at timestamptz,
  closed_at timestamptz,
  responded_at timestamptz,
  -- The half of the key that everybody knows, in DER; the other half is wrapped by the vault, and gone when it closes.
  issuer_public bytea,
  sealed bytea,
  -- SHA-256 over the receipts and the ballots as they stood at the close.
  box_hash text check (box_hash ~ '^[0-9a-f]{64}$'),
  -- Numbers of options, or of statements, that count: as they stood at the close, so that nobody takes one out who has seen its votes.
  counted integer[],
  version integer not null default 1,
  agency text not null,
  started_by uuid not null,
  started_at timestamptz not null,
  changed_at timestamptz not null,
  is_demonstration boolean not null default false,
  check ((kind = 'BUDGET') = (budget is not null)),
  check (kind <> 'STATEMENTS' or most is null),
  check (state = 'DRAFT' or (title_en is not null and question_en is not null and space_vi is not null and space_en is not null
    and cardinality(means) > 0 and decision_maker_vi is not null and decision_maker_en is not null and answer_by is not null
    and opened_at is not null and closes_at is not null and first_closes_at is not null and issuer_public is not null)),
  check ((state = 'OPEN') = (sealed is not null)),
  check ((state in ('CLOSED', 'RESPONDED')) = (closed_at is not null)),
  check ((closed_at is null) = (box_hash is null)),
  check ((closed_at is null) = (counted is null)),
  check ((state = 'RESPONDED') = (responded_at is not null))
);
create index consultation_latest on voice.consultation (changed_at desc, id desc);
create index consultation_closing on voice.consultation (closes_at) where state = 'OPEN';

-- Forwards alone: what is closed never opens again, and what was asked does not change under the answers.
create function voice.forwards_alone() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if array_position(array['DRAFT', 'OPEN', 'CLOSED', 'RESPONDED'], new.state) < array_position(array['DRAFT', 'OPEN', 'CLOSED', 'RESPONDED'], old.state) then
    raise exception 'a consultation goes forwards alone';
  end if;
  if old.state in ('CLOSED', 'RESPONDED') and (new.closes_at, new.closed_at, new.box_hash, new.counted, new.answer_by)
      is distinct from (old.closes_at, old.closed_at, old.box_hash, old.counted, old.answer_by) then
    raise exception 'what is closed stays closed';
  end if;
  if old.state <> 'DRAFT' and (new.kind, new.question_vi, new.question_en, new.bands, new.most, new.budget, new.opened_at,
      new.first_closes_at, new.issuer_public)
      is distinct from (old.kind, old.question_vi, old.question_en, old.bands, old.most, old.budget, old.opened_at,
      old.first_closes_at, old.issuer_public) then
    raise exception 'what was asked does not change under the answers';
  end if;
  return new;
end $$;
create trigger forwards_alone before update on voice.consultation for each row execute function voice.forwards_alone();

-- What may be approved of, in a poll or where there is money.
create table voice.option (
  consultation_id uuid not null references voice.consultation,
  number integer not null check (number between 1 and 9999),
  text_vi text not null,
  text_en text,
  cost bigint check (cost > 0),
  primary key (consultation_id, number)
);

create function voice.while_draft() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (
    select 1 from voice.consultation
    where id = case tg_op when 'DELETE' then old.consultation_id else new.consultation_id end and state = 'DRAFT'
  ) then
    raise exception 'what may be chosen does not change under the answers';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  return new;
end $$;
create trigger while_draft before insert or delete on voice.option for each row execute function voice.while_draft();

create table voice.theme (
  id uuid primary key,
  consultation_id uuid not null references voice.consultation,
  number integer not null,
  title_vi text not null,
  title_en text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  unique (consultation_id, number)
);

-- What one agrees or disagrees with. Readers see beside each who wrote it.
create table voice.statement (
  id uuid primary key,
  consultation_id uuid not null references voice.consultation,
  number integer not null check (number between 1 and 9999),
  origin text not null check (origin in ('SEED', 'PARTICIPANT')),
  text_vi text not null,
  text_en text,
  theme_id uuid references voice.theme,
  -- Of a seed who wrote it, of a participant's who read it.
  shown_by uuid not null,
  shown_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  unique (consultation_id, number),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);

create table voice.idea (
  id uuid primary key,
  consultation_id uuid not null references voice.consultation,
  -- Names its receipt; six words open it.
  locator text not null unique check (locator ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  salt bytea not null,
  memory_kib integer not null,
  passes integer not null,
  verifier bytea not null,
  -- Keyed, of the form that sent it: the same sent twice is one idea.
  submission bytea not null unique check (length(submission) = 32),
  band text not null,
  -- What was written. Wrapped by the vault; gone once it is decided.
  sealed bytea,
  made_at timestamptz not null,
  state text not null check (state in ('WAITING', 'SHOWN', 'JOINED', 'REFUSED', 'TOLD')),
  reason text,
  statement_id uuid references voice.statement,
  theme_id uuid references voice.theme,
  decided_by uuid,
  decided_at timestamptz,
  is_demonstration boolean not null,
  -- The rule of moderation: nothing is out of the queue that no person decided on.
  check ((state = 'WAITING') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((state = 'WAITING') = (sealed is not null)),
  check ((state in ('SHOWN', 'JOINED')) = (statement_id is not null)),
  check ((state = 'REFUSED') = (reason is not null)),
  check (theme_id is null or state in ('SHOWN', 'JOINED'))
);
create index idea_waiting on voice.idea (made_at, id) where state = 'WAITING';
create index idea_of_consultation on voice.idea (consultation_id);

-- And once more where a statement says that a participant wrote it: some idea was decided on, and became it.
create function voice.shown_by_a_person() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.origin = 'PARTICIPANT' and not exists (
    select 1 from voice.idea where statement_id = new.id and state = 'SHOWN' and decided_by = new.shown_by
  ) then
    raise exception 'nothing of a participant is shown that nobody read';
  end if;
  return null;
end $$;
create constraint trigger shown_by_a_person after insert on voice.statement
  deferrable initially deferred for each row execute function voice.shown_by_a_person();

create trigger statement_stays before delete on voice.statement for each row execute function voice.while_draft();

-- How many tokens were given. In parts, so that many who ask at once do not wait for one row.
create table voice.token_issue (
  consultation_id uuid not null references voice.consultation,
  way text not null check (way in ('BLIND', 'DRAWN', 'SLIP', 'TYPED')),
  part smallint not null check (part between 0 and 15),
  tokens bigint not null check (tokens >= 0),
  primary key (consultation_id, way, part)
);

create table voice.ballot (
  consultation_id uuid not null references voice.consultation,
  -- SHA-256 of the token, in hexadecimal digits. It is the only name that a ballot has.
  receipt text not null check (receipt ~ '^[0-9a-f]{64}$'),
  stratum text not null check (stratum in ('CLASS', 'DEVICE', 'PAPER')),
  way text not null check (way in ('BLIND', 'DRAWN', 'SLIP', 'TYPED')),
  choices text not null check (choices ~ '^[0-9 +=-]*$' and length(choices) <= 20000),
  primary key (consultation_id, receipt),
  check (stratum = case way when 'SLIP' then 'CLASS' when 'TYPED' then 'PAPER' else 'DEVICE' end)
);

-- A ballot comes while its consultation is open; the close waits for those that are being written.
create function voice.while_open() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from voice.consultation where id = new.consultation_id and state = 'OPEN' for share;
  if not found then
    raise exception 'a ballot comes while its consultation is open';
  end if;
  return new;
end $$;
create trigger while_open before insert on voice.ballot for each row execute function voice.while_open();

-- How many were not counted, and why.
create table voice.ballot_refusal (
  consultation_id uuid not null references voice.consultation,
  stratum text not null check (stratum in ('CLASS', 'DEVICE', 'PAPER')),
  fault text not null check (fault in ('LATE', 'USED', 'FALSE')),
  ballots bigint not null check (ballots > 0),
  primary key (consultation_id, stratum, fault)
);

-- Slips that were printed for one class. They end with the lesson.
create table voice.sheet (
  id uuid primary key,
  consultation_id uuid not null references voice.consultation,
  slips integer not null check (slips between 1 and 60),
  ends_at timestamptz not null,
  made_by uuid not null,
  agency text not null,
  made_at timestamptz not null
);
create index sheet_of_consultation on voice.sheet (consultation_id, made_at);

create table voice.slip (
  -- Keyed: without the vault's secret no code can be tried on it.
  digest bytea primary key check (length(digest) = 32),
  sheet_id uuid not null references voice.sheet,
  used boolean not null default false
);
create index slip_of_sheet on voice.slip (sheet_id);

-- Paper that two people type, each alone.
create table voice.paper_batch (
  id uuid primary key,
  consultation_id uuid not null references voice.consultation,
  papers integer not null check (papers between 1 and 500),
  state text not null check (state in ('OPEN', 'DIFFERS', 'COUNTED')),
  begun_by uuid not null,
  agency text not null,
  begun_at timestamptz not null,
  counted_at timestamptz,
  check ((state = 'COUNTED') = (counted_at is not null))
);
create index paper_batch_of_consultation on voice.paper_batch (consultation_id, begun_at);

create table voice.paper_entry (
  batch_id uuid not null references voice.paper_batch,
  person uuid not null,
  -- What each paper says, in their order.
  choices text[] not null,
  typed_at timestamptz not null,
  primary key (batch_id, person)
);

-- You said, we did.
create table voice.theme_answer (
  theme_id uuid primary key references voice.theme,
  consultation_id uuid not null references voice.consultation,
  outcome text not null check (outcome in ('DONE', 'WILL_DO', 'IN_PART', 'NOT')),
  heard text not null,
  decided text not null,
  why_not text,
  answered_by text not null,
  child_words text not null,
  follow_up_on date not null,
  written_by uuid not null,
  agency text not null,
  answered_at timestamptz not null,
  -- What came of it by then.
  followed_up text,
  followed_up_by uuid,
  followed_up_at timestamptz,
  check ((outcome in ('IN_PART', 'NOT')) = (why_not is not null)),
  check ((followed_up is null) = (followed_up_at is null)),
  check ((followed_up is null) = (followed_up_by is null))
);
create index theme_answer_of_consultation on voice.theme_answer (consultation_id);

grant select, insert, update (kind, state, title_vi, title_en, question_vi, question_en, bands, space_vi, space_en, means, decision_maker_vi,
  decision_maker_en, answer_by, most, budget, opened_at, closes_at, first_closes_at, closed_at, responded_at, issuer_public, sealed, box_hash, counted,
  version, changed_at)
  on voice.consultation to lachan_app;
grant select, insert, delete on voice.option to lachan_app;
grant select, insert on voice.theme to lachan_app;
grant select, insert, update (theme_id, withdrawn_by, withdrawn_at), delete on voice.statement to lachan_app;
grant select, insert, update (sealed, state, reason, statement_id, theme_id, decided_by, decided_at) on voice.idea to lachan_app;
grant select, insert, update (tokens) on voice.token_issue to lachan_app;
grant select, insert on voice.ballot to lachan_app;
grant select, insert, update (ballots) on voice.ballot_refusal to lachan_app;
grant select, insert on voice.sheet to lachan_app;
grant select, insert, update (used) on voice.slip to lachan_app;
grant select, insert, update (state, counted_at) on voice.paper_batch to lachan_app;
grant select, insert, update (choices, typed_at) on voice.paper_entry to lachan_app;
grant select, insert, update (followed_up, followed_up_by, followed_up_at) on voice.theme_answer to lachan_app;

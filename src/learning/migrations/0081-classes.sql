-- Classes that a teacher opens for a lesson. No name of a child or a teacher stands here, and no answer of anybody: a child is a number on
-- a paper that the teacher keeps, and an answer is added to a sum and forgotten.
create table learning.class (
  id uuid primary key,
  -- On the sheet and on the board: by it a child finds the class. Not secret.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  -- A keyed digest of what the teacher holds; nobody else opens results or the sheet.
  key_digest bytea not null check (length(key_digest) = 32),
  -- Code of the vocabulary's portal bands.
  band text not null,
  seats smallint not null check (seats between 1 and 60),
  -- Days of the week on which it meets, 0 is Sunday.
  weekdays smallint[] not null check (cardinality(weekdays) between 1 and 7 and weekdays <@ array[0, 1, 2, 3, 4, 5, 6]::smallint[]),
  -- Which sheet counts: a new one makes the pictures of the one before useless.
  sheet integer not null default 1 check (sheet >= 1),
  opened_at timestamptz not null,
  -- The last day; after it everything of the class goes.
  ends_on date not null,
  is_demonstration boolean not null
);
create index class_ending on learning.class (ends_on);
create index class_opened on learning.class (opened_at);

create table learning.class_round (
  id uuid primary key,
  class_id uuid not null references learning.class on delete cascade,
  kind text not null check (kind in ('LESSON', 'BOOSTER_7', 'BOOSTER_30')),
  -- The address of the lesson on the portal, and the hash of the version that was read.
  lesson text not null check (lesson ~ '^[a-z2-7]{8}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  -- In Viet Nam.
  on_date date not null,
  opened_at timestamptz not null,
  -- From here on nobody answers any more. Closing is final.
  ends_at timestamptz not null,
  -- How many had answered; null while it is open.
  answered smallint check (answered >= 0),
  check (ends_at >= opened_at)
);
create index class_round_of_class on learning.class_round (class_id, opened_at);
-- One at a time; a round that nobody closed is closed before the next begins.
create unique index class_round_open on learning.class_round (class_id) where answered is null;

-- Who has answered in a round that is open, without what: so that nobody counts twice. Gone as soon as it closes.
create table learning.class_answered (
  class_id uuid not null references learning.class on delete cascade,
  round_id uuid not null references learning.class_round on delete cascade,
  seat smallint not null check (seat >= 1),
  primary key (round_id, seat)
);
create index class_answered_of_class on learning.class_answered (class_id);

-- Of each question how many answered and how many of them rightly. No row tells of a child.
create table learning.class_question (
  class_id uuid not null references learning.class on delete cascade,
  round_id uuid not null references learning.class_round on delete cascade,
  question text not null check (length(question) <= 40),
  answered smallint not null check (answered >= 0),
  rightly smallint not null check (rightly between 0 and answered),
  primary key (round_id, question)
);
create index class_question_of_class on learning.class_question (class_id);

grant select, insert, update (sheet, ends_on), delete on learning.class to lachan_app;
grant select, insert, update (ends_at, answered) on learning.class_round to lachan_app;
grant select, insert, delete on learning.class_answered to lachan_app;
grant select, insert, update (answered, rightly) on learning.class_question to lachan_app;

-- What a unit says of a file, each with who said it and when: taken back, never changed and never merged. Two that contradict each
-- other may stand.

-- A person that somebody holds to be of interest. The same person may stand here twice: that they are one is another assertion.
create table offences.person_of_interest (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  part text not null,
  -- Whether a name was written: the name itself stands in the sealed part.
  named boolean not null,
  -- Name, and what they are described by, as JSON. Wrapped by the vault.
  sealed bytea not null,
  basis text not null,
  -- Admiralty grades: of the source, and of what it says.
  reliability text not null check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
  credibility smallint not null check (credibility between 1 and 6),
  said_by uuid not null,
  agency text not null,
  said_at timestamptz not null,
  taken_back_at timestamptz,
  taken_back_by uuid,
  taken_back_reason text,
  unique (id, file_id),
  check ((taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null) = (taken_back_reason is null))
);
create index person_of_interest_of_file on offences.person_of_interest (file_id, said_at);

-- Somebody holds two of a file to be one person, or not to be.
create table offences.same_person_claim (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  one_id uuid not null,
  other_id uuid not null,
  says text not null check (says in ('SAME', 'DIFFERENT')),
  basis text not null,
  reliability text not null check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
  credibility smallint not null check (credibility between 1 and 6),
  said_by uuid not null,
  agency text not null,
  said_at timestamptz not null,
  taken_back_at timestamptz,
  taken_back_by uuid,
  taken_back_reason text,
  foreign key (one_id, file_id) references offences.person_of_interest (id, file_id),
  foreign key (other_id, file_id) references offences.person_of_interest (id, file_id),
  -- One order of the pair, so that the same claim is not made twice by being turned round.
  check (one_id < other_id),
  check ((taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null) = (taken_back_reason is null))
);
create unique index same_person_claim_once on offences.same_person_claim (one_id, other_id, said_by) where taken_back_at is null;
create index same_person_claim_of_file on offences.same_person_claim (file_id, said_at);

-- An article of the penal code that a file is held to fall under, as it stood on the day of the act.
create table offences.file_article (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  article text not null,
  -- Day of the act, or of its last part; null is not known, and then the day on which it was said counts.
  act_on date,
  -- The text of the law that the row of the vocabulary names, and whether somebody read it, as they stood when it was said.
  source text not null,
  verified boolean not null,
  said_by uuid not null,
  agency text not null,
  said_at timestamptz not null,
  taken_back_at timestamptz,
  taken_back_by uuid,
  taken_back_reason text,
  check ((taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null) = (taken_back_reason is null))
);
create unique index file_article_now on offences.file_article (file_id, article) where taken_back_at is null;

-- What was decided: by the unit, the procuracy, a court or an authority, and for the child.
create table offences.offence_outcome (
  id uuid primary key,
  file_id uuid not null references offences.offence_file,
  kind text not null,
  decided_on date not null,
  article text,
  person_id uuid,
  -- Of a judgement or a sanction: its kind, its length in months, its amount in đồng; suspended: served outside of prison.
  sentence text,
  months integer check (months between 0 and 1200),
  amount bigint check (amount >= 0),
  suspended boolean not null default false,
  -- Measures for the child that the decision carries.
  measures text[] not null default '{}',
  -- Number of the document and a short note, as JSON. Wrapped by the vault.
  sealed bytea,
  said_by uuid not null,
  agency text not null,
  said_at timestamptz not null,
  taken_back_at timestamptz,
  taken_back_by uuid,
  taken_back_reason text,
  foreign key (person_id, file_id) references offences.person_of_interest (id, file_id),
  check (sentence is not null or (months is null and amount is null and not suspended)),
  check ((taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null) = (taken_back_reason is null))
);
create index offence_outcome_of_file on offences.offence_outcome (file_id, decided_on);

grant select, insert, update (taken_back_at, taken_back_by, taken_back_reason) on offences.person_of_interest, offences.same_person_claim, offences.file_article,
  offences.offence_outcome to lachan_app;

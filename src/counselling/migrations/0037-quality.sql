-- Looking back at contacts: two reviewers fill the sheet without seeing each other's, and the person and the coach read both.

create table counselling.quality_review (
  id uuid primary key,
  contact_id uuid not null unique references counselling.contact,
  desk_code text not null,
  organisation text not null,
  -- Whose contact it was.
  helper uuid not null,
  why text not null check (why in ('sample', 'danger')),
  chosen_at timestamptz not null,
  first_reviewer uuid,
  second_reviewer uuid,
  -- Both sheets were given: from now on the person and the coach read them, and all of them talk.
  shown_at timestamptz,
  -- The key of its sheets and words, wrapped by the vault.
  sealed_key bytea not null,
  version integer not null default 1,
  check (first_reviewer <> helper and second_reviewer <> helper and first_reviewer <> second_reviewer),
  check (second_reviewer is null or first_reviewer is not null),
  check (shown_at is null or second_reviewer is not null)
);
create index on counselling.quality_review (desk_code, chosen_at desc);
create index on counselling.quality_review (helper, chosen_at desc);

create table counselling.quality_sheet (
  review_id uuid not null references counselling.quality_review,
  reviewer uuid not null,
  given_at timestamptz not null,
  sealed bytea not null,
  primary key (review_id, reviewer)
);

create table counselling.quality_word (
  id uuid primary key,
  review_id uuid not null references counselling.quality_review,
  author uuid not null,
  at timestamptz not null,
  sealed bytea not null
);
create index on counselling.quality_word (review_id, at);

grant select, insert, update (first_reviewer, second_reviewer, shown_at, version) on counselling.quality_review to lachan_app;
grant select, insert on counselling.quality_sheet, counselling.quality_word to lachan_app;

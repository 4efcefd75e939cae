-- What the receiver of a referral asks its sender, and what is answered. The texts are parts of the referral's sealed copy.
create table cases.referral_question (
  id uuid primary key,
  referral_id uuid not null references cases.referral,
  asked_at timestamptz not null,
  asked_by text not null,
  answered_at timestamptz,
  answered_by text,
  check ((answered_at is null) = (answered_by is null))
);
create index on cases.referral_question (referral_id, asked_at);
-- The next one is asked when this one was answered.
create unique index referral_question_open on cases.referral_question (referral_id) where answered_at is null;
grant select, insert, update (answered_at, answered_by) on cases.referral_question to lachan_app;

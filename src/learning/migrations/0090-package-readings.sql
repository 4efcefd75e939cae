-- What the platform itself read of an Android package. The file is kept nowhere: what stays is its digest, what was read, by which list of
-- code, and the evaluation that was made of it.

create table learning.package_reading (
  id uuid primary key,
  product_id uuid not null references learning.product,
  version_id uuid not null references learning.product_version,
  evaluation_id uuid not null unique references learning.evaluation,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size integer not null check (size > 0),
  -- The list of code and the list of what answers which criterion: a finding without them would be a rumour.
  list_version text not null,
  signs_version text not null,
  facts jsonb not null check (jsonb_typeof(facts) = 'object'),
  read_by uuid not null,
  read_at timestamptz not null
);
create index package_reading_of_product on learning.package_reading (product_id, read_at desc);

grant select, insert on learning.package_reading to lachan_app;
-- A version may be known before its package is here.
grant update (package_sha256) on learning.product_version to lachan_app;

-- The catalogue of apps, games and sites: what they are, what was found of them layer by layer, what their providers and children say.
-- No table keeps a rating: it is worked out from the evaluations in force whenever somebody reads it, and so lapses by itself.

create table learning.product (
  id uuid primary key,
  -- In the address of its page.
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  kind text not null check (kind in ('APP', 'GAME', 'SITE')),
  name text not null,
  maker text not null,
  about_vi text not null,
  about_en text,
  -- Codes of the vocabulary's portal bands.
  bands text[] not null check (cardinality(bands) > 0),
  policy_url text,
  -- A label of Decree 147/2024, what it rests on, and the papers that were seen.
  label text,
  label_basis text check (label_basis in ('DECLARED', 'EVIDENCED')),
  label_papers text,
  descriptors text[] not null default '{}',
  store_age text,
  state text not null check (state in ('DRAFT', 'LISTED', 'WITHDRAWN')),
  withdrawal text,
  version integer not null default 1,
  folded text not null,
  agency text not null,
  -- Null where its provider submitted it.
  entered_by uuid,
  entered_at timestamptz not null,
  changed_at timestamptz not null,
  listed_at timestamptz,
  is_demonstration boolean not null,
  check ((label is null) = (label_basis is null)),
  check ((label_basis = 'EVIDENCED') = (label_papers is not null) or label_basis is null),
  check ((state = 'WITHDRAWN') = (withdrawal is not null)),
  check (state <> 'LISTED' or listed_at is not null)
);
create index product_listed on learning.product (name, id) where state = 'LISTED';
create index product_changed on learning.product (changed_at desc, id);

create table learning.product_place (
  product_id uuid not null references learning.product,
  platform text not null check (platform in ('ANDROID', 'IOS', 'WINDOWS', 'WEB')),
  -- Its id in the store of the platform, or the address of a site.
  store_id text not null,
  primary key (product_id, platform)
);

-- A version that is known. A first number above that of an evaluation ends it.
create table learning.product_version (
  id uuid primary key,
  product_id uuid not null references learning.product,
  platform text not null check (platform in ('ANDROID', 'IOS', 'WINDOWS', 'WEB')),
  version text not null,
  major integer not null check (major >= 0),
  package_sha256 text check (package_sha256 ~ '^[0-9a-f]{64}$'),
  noted_by uuid,
  noted_at timestamptz not null,
  unique (product_id, platform, version)
);

-- What one person found in one layer of one version. Its findings are never changed.
create table learning.evaluation (
  id uuid primary key,
  product_id uuid not null references learning.product,
  version_id uuid not null references learning.product_version,
  layer text not null check (layer in ('POLICY', 'PACKAGE', 'USE')),
  list_version text not null,
  findings jsonb not null check (jsonb_typeof(findings) = 'array'),
  evaluator uuid not null,
  agency text not null,
  made_at timestamptz not null,
  -- Of two who use a product apart, neither sees what the other found before both have.
  is_open boolean not null,
  state text not null check (state in ('WAITING', 'COUNTS', 'REFUSED', 'WITHDRAWN')),
  decided_by uuid,
  decided_at timestamptz,
  check (decided_by is null or decided_by <> evaluator or state = 'WITHDRAWN'),
  check (state in ('WAITING', 'COUNTS') or decided_at is not null)
);
create index evaluation_of_product on learning.evaluation (product_id, layer, made_at);
create index evaluation_waiting on learning.evaluation (made_at) where state = 'WAITING';

-- What a provider hands in about its product, and says to what was found of it.
create table learning.provider_word (
  id uuid primary key,
  -- By it the provider reads what became of it.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  kind text not null check (kind in ('SUBMISSION', 'ANSWER', 'APPEAL')),
  -- Of a submission null until it is taken in.
  product_id uuid references learning.product,
  -- The evaluation that an appeal is against.
  evaluation_id uuid references learning.evaluation,
  -- Who writes and how to reach them, and what they write, as JSON. Wrapped by the vault.
  sealed bytea not null,
  made_at timestamptz not null,
  state text not null check (state in ('WAITING', 'TAKEN', 'REFUSED')),
  -- What is published beside the result.
  public_text text,
  -- What the desk says to the provider.
  answer text,
  decided_by uuid,
  decided_at timestamptz,
  is_demonstration boolean not null,
  check ((state = 'WAITING') = (decided_at is null)),
  check (kind = 'SUBMISSION' or product_id is not null),
  check ((kind = 'APPEAL') = (evaluation_id is not null))
);
create index provider_word_waiting on learning.provider_word (made_at, id) where state = 'WAITING';
create index provider_word_of_product on learning.provider_word (product_id, made_at);

-- What a child says of a product. Nothing is published before a person has read it.
create table learning.product_review (
  id uuid primary key,
  -- By it the child reads what became of its words.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  product_id uuid not null references learning.product,
  band text not null,
  likes text not null check (likes in ('YES', 'PARTLY', 'NO')),
  -- What was written. Wrapped by the vault; gone once it is decided.
  sealed bytea,
  made_at timestamptz not null,
  state text not null check (state in ('WAITING', 'PUBLISHED', 'REFUSED', 'TOLD')),
  -- With what could lead to a person hidden.
  public_text text,
  reason text,
  decided_by uuid,
  decided_at timestamptz,
  is_demonstration boolean not null,
  check ((state = 'WAITING') = (decided_at is null)),
  check ((state = 'PUBLISHED') = (public_text is not null)),
  check ((state = 'REFUSED') = (reason is not null)),
  check ((state = 'WAITING') = (sealed is not null))
);
create index product_review_waiting on learning.product_review (made_at, id) where state = 'WAITING';
create index product_review_published on learning.product_review (product_id, decided_at desc) where state = 'PUBLISHED';

grant select, insert, update (kind, name, maker, about_vi, about_en, bands, policy_url, label, label_basis, label_papers, descriptors, store_age, state,
  withdrawal, version, folded, changed_at, listed_at) on learning.product to lachan_app;
grant select, insert, update (store_id), delete on learning.product_place to lachan_app;
grant select, insert on learning.product_version to lachan_app;
grant select, insert, update (is_open, state, decided_by, decided_at) on learning.evaluation to lachan_app;
grant select, insert, update (product_id, sealed, state, public_text, answer, decided_by, decided_at) on learning.provider_word to lachan_app;
grant select, insert, update (sealed, state, public_text, reason, decided_by, decided_at) on learning.product_review to lachan_app;

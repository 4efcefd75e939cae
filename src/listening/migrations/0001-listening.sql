-- Social listening: public posts pass through, and what is kept of them is codes, keyed marks and, for a short time, sealed
-- text. No column of this schema holds a sentence, an address or a name that somebody posted in the clear.
-- The rows of the hot tables (observation, observation_text, queue, signal, verdict) carry no foreign keys among themselves:
-- each costs a look-up for every post, and the purge takes them away together.

-- Where posts come from, why, and on which legal basis.
create table listening.source (
  id uuid primary key,
  kind text not null check (kind ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text not null check (length(name) between 1 and 120),
  purpose_code text not null check (purpose_code ~ '^[A-Z][A-Z0-9_-]{1,39}$'),
  legal_basis text not null check (length(legal_basis) between 3 and 300),
  agency text not null,
  -- The machine client that may push to it; null for a source that is looked at.
  client text,
  province_code text check (province_code ~ '^\d{2}$'),
  -- 0 urgent (messages to our own pages), 1 partners, 2 bulk. Bulk may be sampled.
  lane smallint not null check (lane between 0 and 2),
  -- Looks an hour for a source that is looked at.
  rate_per_hour integer not null check (rate_per_hour between 1 and 3600),
  -- The part of its posts that is taken even when nothing is full.
  sampling double precision not null default 1 check (sampling > 0 and sampling <= 1),
  -- How much its posts count when sources are set side by side.
  weight double precision not null default 1 check (weight >= 0 and weight <= 10),
  settings jsonb not null default '{}',
  -- Invented, for a demonstration: what comes of it says so wherever it goes.
  is_demonstration boolean not null default false,
  -- Wrapped by the vault: what is needed to ask, and where the next look goes on (a cursor may be a post's address).
  sealed_secrets bytea,
  sealed_cursor bytea,
  state text not null check (state in ('RUNNING', 'PAUSED', 'DRIFTED')),
  state_reason text check (state_reason ~ '^[a-z0-9.-]{1,80}$'),
  -- Looks in a row that failed, and items without the expected shape in the last looks.
  failures integer not null default 0,
  malformed integer not null default 0,
  seen integer not null default 0,
  looked_at timestamptz,
  next_look_at timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  changed_by text not null,
  changed_at timestamptz not null
);
create index on listening.source (next_look_at) where state = 'RUNNING';

-- The key of a source and a quarter, wrapped by the vault. Authors of one quarter are not joined to those of the next.
create table listening.pseudonym_key (
  id uuid primary key,
  source_id uuid not null references listening.source,
  quarter text not null check (quarter ~ '^\d{4}Q[1-4]$'),
  sealed bytea not null,
  created_at timestamptz not null,
  unique (source_id, quarter)
);

-- The key that seals the texts of a day, wrapped by the vault; it goes with the last text under it.
create table listening.text_key (
  id uuid primary key,
  day date not null unique,
  sealed bytea not null,
  created_at timestamptz not null
);

create table listening.observation (
  id uuid primary key,
  source_id uuid not null references listening.source,
  -- HMACs: a source's identifiers often are addresses or name the author.
  post_mark bytea not null check (octet_length(post_mark) = 16),
  revision_mark bytea not null check (octet_length(revision_mark) = 16),
  parent_mark bytea,
  pseudonym bytea check (octet_length(pseudonym) = 32),
  posted_at timestamptz not null,
  observed_at timestamptz not null,
  language text,
  -- Characters as they came, and whether more came than is looked at.
  length integer not null,
  truncated boolean not null,
  has_media boolean not null,
  lane smallint not null,
  -- The probability with which this post was taken, so that counts can be weighed.
  probability double precision not null check (probability > 0 and probability <= 1),
  deleted_at timestamptz,
  -- What the processing found; null until then.
  processed_at timestamptz,
  pipeline_version_id uuid,
  -- HMAC of the normalised text, for exact duplicates.
  digest bytea,
  cluster_id uuid,
  severity smallint check (severity between 0 and 4),
  top_label text,
  unique (source_id, post_mark, revision_mark)
);
create index on listening.observation (observed_at);
create index on listening.observation (cluster_id) where cluster_id is not null;
create index on listening.observation (pseudonym) where pseudonym is not null;
create index observation_unprocessed on listening.observation (observed_at) where processed_at is null;

-- What was written, sealed under the key of its day: the text, and apart from it the address, links and media.
create table listening.observation_text (
  observation_id uuid primary key,
  key_id uuid not null,
  sealed_text bytea not null,
  sealed_details bytea,
  -- The class of the retention timer that it runs under.
  retention text not null,
  expires_at timestamptz not null
);
create index on listening.observation_text (expires_at);
create index on listening.observation_text (key_id);

-- What waits. Narrow and short-lived: a row is claimed and gone with the transaction that does its work.
create table listening.queue (
  observation_id uuid not null,
  stage text not null check (stage in ('text', 'media')),
  -- The replay that asks for it; all zeros for the first processing.
  replay_id uuid not null default '00000000-0000-0000-0000-000000000000',
  lane smallint not null,
  run_at timestamptz not null,
  attempts smallint not null default 0,
  primary key (observation_id, stage, replay_id)
);
create index queue_order on listening.queue (stage, lane, run_at);

create table listening.dead_letter (
  id uuid primary key,
  observation_id uuid not null,
  stage text not null,
  replay_id uuid not null,
  lane smallint not null,
  -- A code, never a message: messages quote what they could not read.
  reason text not null check (reason ~ '^[a-z0-9.-]{1,80}$'),
  attempts smallint not null,
  at timestamptz not null,
  retried_at timestamptz,
  retried_by text
);
create index on listening.dead_letter (at) where retried_at is null;

-- What decides: which rules, which model, which thresholds, which versions of the stages. One is live.
create table listening.pipeline_version (
  id uuid primary key,
  number integer not null unique,
  state text not null check (state in ('CANDIDATE', 'LIVE', 'RETIRED')),
  stages jsonb not null,
  model_id uuid,
  thresholds jsonb not null default '{}',
  rule_versions uuid[] not null default '{}',
  reason text not null check (reason ~ '^[a-z0-9.-]{1,80}$'),
  created_by text not null,
  created_at timestamptz not null,
  promoted_by text,
  promoted_at timestamptz
);
create unique index pipeline_version_live on listening.pipeline_version (state) where state = 'LIVE';

create table listening.signal (
  observation_id uuid not null,
  pipeline_version_id uuid not null,
  label text not null,
  score real not null,
  origin text not null check (origin in ('model', 'rule', 'detail', 'hash')),
  primary key (observation_id, pipeline_version_id, label)
);

-- What a version decides on a post: of a first processing only what it alerts on, of a replay everything, since what two
-- versions are compared by is what both have looked at.
create table listening.verdict (
  observation_id uuid not null,
  pipeline_version_id uuid not null,
  cluster_id uuid not null,
  label text,
  severity smallint not null,
  observed_at timestamptz not null,
  primary key (observation_id, pipeline_version_id)
);
create index on listening.verdict (pipeline_version_id, observed_at);

-- Posts that say the same: a campaign is one cluster. The signature is a MinHash of the text, 64 numbers, and not the text.
create table listening.cluster (
  id uuid primary key,
  digest bytea not null unique,
  signature bytea not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  posts integer not null,
  label text,
  severity smallint not null default 0
);
create index on listening.cluster (last_at);

-- Sixteen rows a cluster, the pipeline's busiest write: nothing here but what is looked up.
create table listening.cluster_band (
  key bigint not null,
  cluster_id uuid not null
);
create index on listening.cluster_band (key);

create table listening.rule (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z][a-z0-9.-]{2,63}$'),
  name_vi text not null,
  name_en text not null,
  created_by text not null,
  created_at timestamptz not null
);

create table listening.rule_version (
  id uuid primary key,
  rule_id uuid not null references listening.rule,
  version integer not null,
  label text not null,
  severity smallint not null check (severity between 0 and 4),
  -- The patterns, wrapped by the vault: a lexicon of abuse is of use to abusers.
  sealed_definition bytea not null,
  patterns integer not null,
  state text not null check (state in ('DRAFT', 'LIVE', 'RETIRED')),
  created_by text not null,
  created_at timestamptz not null,
  unique (rule_id, version)
);

-- A run of a rule's version over history before it goes live.
create table listening.rule_trial (
  id uuid primary key,
  rule_version_id uuid not null references listening.rule_version,
  from_at timestamptz not null,
  to_at timestamptz not null,
  looked_at integer not null,
  without_text integer not null,
  matched integer not null,
  clusters integer not null,
  alerts_gained integer not null,
  alerts_lost integer not null,
  ran_by text not null,
  ran_at timestamptz not null
);
create index on listening.rule_trial (rule_version_id, ran_at desc);

create table listening.replay (
  id uuid primary key,
  pipeline_version_id uuid not null references listening.pipeline_version,
  base_version_id uuid not null references listening.pipeline_version,
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- Whether alerts that the version raises and that were never raised are raised; the keys of the alerts keep them single.
  effects boolean not null,
  total integer not null,
  without_text integer not null,
  done integer not null default 0,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz
);

create table listening.alert (
  id uuid primary key,
  reference text not null unique,
  cluster_id uuid not null,
  label text not null,
  severity smallint not null check (severity between 2 and 4),
  -- A cluster alerts once for a label in a window.
  window_start timestamptz not null,
  state text not null check (state in ('RAISED', 'CONFIRMED', 'DISMISSED')),
  source_id uuid not null references listening.source,
  observation_id uuid not null,
  pipeline_version_id uuid not null,
  origin text not null,
  raised_at timestamptz not null,
  due_at timestamptz,
  deadline_rule text,
  met_at timestamptz,
  breached_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  decision_reason text check (decision_reason ~ '^[a-z0-9.-]{1,80}$'),
  is_demonstration boolean not null default false,
  unique (cluster_id, label, window_start)
);
create index on listening.alert (state, severity desc, due_at);
create index on listening.alert (raised_at desc);
create index alert_running on listening.alert (due_at) where met_at is null and breached_at is null;

create table listening.outbox (
  id uuid primary key,
  -- SHA-256 of rule or label, cluster, window and recipient.
  idempotency_key bytea not null unique check (octet_length(idempotency_key) = 32),
  alert_id uuid not null references listening.alert,
  recipient text not null check (recipient in ('DESK_111', 'NETWORK', 'OFFENCES')),
  state text not null check (state in ('WAITING', 'DELIVERED', 'NO_RECEIVER', 'FAILED')),
  attempts smallint not null default 0,
  run_at timestamptz not null,
  reason text,
  delivered_at timestamptz,
  -- How the receiver names it.
  receipt text,
  created_at timestamptz not null
);
create index on listening.outbox (run_at) where state = 'WAITING';
create index on listening.outbox (alert_id);

create table listening.review_task (
  id uuid primary key,
  observation_id uuid not null unique,
  cluster_id uuid not null,
  source_id uuid not null,
  stratum text not null check (stratum in ('margin', 'random', 'top')),
  label text,
  score real not null,
  -- The probability with which the post came into the random audit, its own inclusion in it; null in the other strata.
  probability double precision,
  -- Decisions wanted: two on a sample, for the agreement.
  wanted smallint not null check (wanted in (1, 2)),
  given smallint not null default 0,
  -- A random place in the queue of its stratum, so that what is left undone is left by chance.
  place double precision not null,
  state text not null check (state in ('OPEN', 'DONE', 'EXPIRED')),
  created_at timestamptz not null,
  done_at timestamptz
);
create index on listening.review_task (stratum, place) where state = 'OPEN';
create index on listening.review_task (created_at);

create table listening.label_decision (
  id uuid primary key,
  task_id uuid not null references listening.review_task,
  observation_id uuid not null,
  reviewer uuid not null,
  agency text not null,
  schema_version text not null,
  labels text[] not null,
  severity smallint not null check (severity between 0 and 4),
  -- Blind: nobody else sees it until the task has all its decisions.
  sealed boolean not null,
  stratum text not null,
  given_at timestamptz not null,
  unique (task_id, reviewer)
);
create index on listening.label_decision (given_at);

-- Opens the blind decisions of a task that has all it wants; whoever gave the last one cannot reach the other's row.
create function listening.unseal_decisions(task uuid) returns void language sql security definer set search_path = '' as $$
  update listening.label_decision as decision set sealed = false
  where decision.task_id = unseal_decisions.task
    and (select count(*) from listening.label_decision as given where given.task_id = unseal_decisions.task)
      >= (select wanted from listening.review_task where review_task.id = unseal_decisions.task)
$$;
revoke execute on function listening.unseal_decisions from public;
grant execute on function listening.unseal_decisions to lachan_app;

-- What a decision teaches: the text with everything that names somebody masked, sealed, with a timer of its own.
create table listening.training_text (
  observation_id uuid primary key,
  sealed bytea not null,
  retention text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create index on listening.training_text (expires_at);

create table listening.model (
  id uuid primary key,
  name text not null,
  version text not null,
  backend text not null check (backend in ('linear-v1', 'onnx')),
  labels text[] not null,
  weights bytea,
  digest bytea,
  trained_on integer not null,
  state text not null check (state in ('CANDIDATE', 'LIVE', 'RETIRED')),
  created_by text not null,
  created_at timestamptz not null
);

create table listening.evaluation (
  id uuid primary key,
  model_id uuid not null references listening.model,
  held_out integer not null,
  macro_f1 double precision not null,
  per_label jsonb not null,
  -- False-positive rates by group: dialects, without diacritics, names of minorities.
  fairness jsonb not null,
  baseline_macro_f1 double precision,
  at timestamptz not null
);

-- Counts by hour; dashboards read nothing else. `weighted` is the sum of weights one over probability.
create table listening.statistic_hour (
  hour timestamptz not null,
  source_id uuid not null,
  label text not null,
  severity smallint not null,
  n integer not null,
  weighted double precision not null,
  primary key (hour, source_id, label, severity)
);

-- What each source offered and what became of it.
create table listening.source_hour (
  hour timestamptz not null,
  source_id uuid not null,
  offered integer not null default 0,
  accepted integer not null default 0,
  known integer not null default 0,
  sampled_out integer not null default 0,
  refused integer not null default 0,
  truncated integer not null default 0,
  malformed integer not null default 0,
  deleted integer not null default 0,
  primary key (hour, source_id)
);

-- What rises. A term stands here only where many different people wrote it.
create table listening.trend (
  id uuid primary key,
  at timestamptz not null,
  kind text not null check (kind in ('label', 'term')),
  key text not null,
  support integer not null check (support >= 20),
  expected double precision not null,
  observed double precision not null,
  z double precision not null,
  low double precision not null,
  high double precision not null
);
create index on listening.trend (at desc);

-- How long each class is kept, and what that rests on; the newest row of a class holds.
create table listening.retention_rule (
  id uuid primary key,
  retention text not null check (retention in ('negative', 'reviewed-negative', 'alert', 'training', 'record')),
  hours integer not null check (hours between 1 and 87600),
  source text not null,
  verified boolean not null,
  valid_from timestamptz not null,
  set_by text not null
);
insert into listening.retention_rule values
  ('01990000-0000-7000-8000-000000000001', 'negative', 48, 'defined by Lá Chắn', false, '2026-01-01T00:00:00Z', 'PLATFORM'),
  ('01990000-0000-7000-8000-000000000002', 'reviewed-negative', 168, 'defined by Lá Chắn', false, '2026-01-01T00:00:00Z', 'PLATFORM'),
  ('01990000-0000-7000-8000-000000000003', 'alert', 2160, 'defined by Lá Chắn', false, '2026-01-01T00:00:00Z', 'PLATFORM'),
  ('01990000-0000-7000-8000-000000000004', 'training', 4320, 'defined by Lá Chắn; the text is masked', false, '2026-01-01T00:00:00Z', 'PLATFORM'),
  ('01990000-0000-7000-8000-000000000005', 'record', 8760, 'defined by Lá Chắn; codes and keyed marks without a text', false, '2026-01-01T00:00:00Z', 'PLATFORM');

-- Limits of the queue and the shares of the review; the newest row holds.
create table listening.tuning (
  id uuid primary key,
  valid_from timestamptz not null,
  -- Waiting posts: from the first on bulk is sampled, at the second nothing more is taken.
  soft_limit integer not null,
  hard_limit integer not null check (hard_limit > soft_limit),
  -- The part of all posts that is audited by chance, and of the tasks that two people decide.
  audit_rate double precision not null check (audit_rate > 0 and audit_rate <= 1),
  double_rate double precision not null check (double_rate >= 0 and double_rate <= 1),
  -- How far from its threshold a score is uncertain.
  margin double precision not null check (margin > 0 and margin < 1),
  -- Open tasks of a stratum, the random audit excepted, above which no more are added.
  open_most integer not null,
  source text not null,
  set_by text not null
);
insert into listening.tuning values
  ('01990000-0000-7000-8000-000000000011', '2026-01-01T00:00:00Z', 10000, 50000, 0.01, 0.1, 0.15, 2000, 'defined by Lá Chắn', 'PLATFORM');

-- What each run of the purge found due, took away and left behind (which must be nothing).
create table listening.purge_report (
  id uuid primary key,
  retention text not null,
  at timestamptz not null,
  due integer not null,
  purged integer not null,
  left_over integer not null,
  keys_destroyed integer not null
);
create index on listening.purge_report (at desc);

-- Joining an author's posts across quarters: for one case, asked by one person and allowed by another.
create table listening.relink (
  id uuid primary key,
  case_id uuid not null,
  source_id uuid not null references listening.source,
  reason text not null check (reason ~ '^[a-z0-9.-]{1,80}$'),
  -- The author's pseudonyms, one for each quarter's key; the identifier itself is not kept.
  pseudonyms bytea[] not null,
  state text not null check (state in ('REQUESTED', 'APPROVED', 'REFUSED')),
  requested_by uuid not null,
  agency text not null,
  requested_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  expires_at timestamptz not null,
  check (decided_by is null or decided_by <> requested_by)
);

grant select on all tables in schema listening to lachan_app;
grant insert on all tables in schema listening to lachan_app;
grant update (name, purpose_code, legal_basis, client, province_code, lane, rate_per_hour, sampling, weight, settings, sealed_secrets, sealed_cursor, state,
  state_reason, failures, malformed, seen, looked_at, next_look_at, changed_by, changed_at) on listening.source to lachan_app;
grant update (deleted_at, processed_at, pipeline_version_id, digest, cluster_id, severity, top_label), delete on listening.observation to lachan_app;
grant update (retention, expires_at), delete on listening.observation_text to lachan_app;
grant delete on listening.text_key, listening.pseudonym_key to lachan_app;
-- Claiming locks rows, which asks for the right to update them.
grant update (run_at, attempts), delete on listening.queue to lachan_app;
grant update (retried_at, retried_by) on listening.dead_letter to lachan_app;
grant update (state, promoted_by, promoted_at) on listening.pipeline_version to lachan_app;
grant update (score, origin), delete on listening.signal to lachan_app;
grant delete on listening.verdict to lachan_app;
grant update (last_at, posts, label, severity), delete on listening.cluster to lachan_app;
grant delete on listening.cluster_band to lachan_app;
grant update (state) on listening.rule_version to lachan_app;
grant update (done, finished_at) on listening.replay to lachan_app;
grant update (state, met_at, breached_at, decided_by, decided_at, decision_reason) on listening.alert to lachan_app;
grant update (state, attempts, run_at, reason, delivered_at, receipt) on listening.outbox to lachan_app;
grant update (given, state, done_at, wanted), delete on listening.review_task to lachan_app;
grant update (sealed), delete on listening.label_decision to lachan_app;
grant update (sealed, expires_at), delete on listening.training_text to lachan_app;
grant update (state) on listening.model to lachan_app;
grant update (n, weighted) on listening.statistic_hour to lachan_app;
grant update (offered, accepted, known, sampled_out, refused, truncated, malformed, deleted) on listening.source_hour to lachan_app;
grant delete on listening.trend, listening.cluster_band to lachan_app;
grant update (state, decided_by, decided_at), delete on listening.relink to lachan_app;

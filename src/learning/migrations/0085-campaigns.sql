-- A campaign is a set of items with the day on which each is to be published, for one theme and some bands.
create table learning.campaign (
  id uuid primary key,
  title_vi text not null check (length(title_vi) between 1 and 120),
  title_en text not null check (length(title_en) <= 120),
  -- What it is for, as the editors say it to each other.
  aim text not null check (length(aim) <= 2000),
  bands text[] not null check (cardinality(bands) >= 1),
  theme text not null,
  starts_on date not null,
  ends_on date not null,
  version integer not null default 1,
  started_by uuid not null,
  agency text not null,
  started_at timestamptz not null,
  changed_at timestamptz not null,
  is_demonstration boolean not null default false,
  check (ends_on >= starts_on)
);
create index campaign_by_day on learning.campaign (starts_on desc, id desc);

create table learning.campaign_item (
  campaign_id uuid not null references learning.campaign,
  item_id uuid not null references learning.item,
  -- When readers begin to see it.
  day date not null,
  primary key (campaign_id, item_id)
);
create index campaign_item_of_item on learning.campaign_item (item_id);

grant select, insert, update (title_vi, title_en, aim, bands, theme, starts_on, ends_on, version, changed_at) on learning.campaign to lachan_app;
grant select, insert, update (day), delete on learning.campaign_item to lachan_app;

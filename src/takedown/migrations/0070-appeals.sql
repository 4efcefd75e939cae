-- Why something was ordered down, told by a public code to whoever it affects, and one appeal against all that was done to an item.

create table takedown.statement (
  id uuid primary key,
  -- Public: the document names it, and an appeal names it.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  order_id uuid not null unique references takedown.takedown_order,
  item_id uuid not null references takedown.item,
  made_at timestamptz not null
);

create table takedown.item_appeal (
  id uuid primary key,
  item_id uuid not null references takedown.item,
  statement_id uuid not null references takedown.statement,
  -- By it who appealed reads the answer; not secret beyond that.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  -- What they wrote, and what was answered, as JSON. Wrapped by the vault.
  sealed bytea not null,
  made_at timestamptz not null,
  state text not null check (state in ('OPEN', 'UPHELD', 'DISMISSED')),
  answered_by uuid,
  answered_agency text,
  answered_at timestamptz,
  -- Whom the answer reached: orders and blocks of the item.
  orders_reached integer,
  blocks_reached integer,
  is_demonstration boolean not null,
  check ((state = 'OPEN') = (answered_at is null)),
  check ((answered_by is null) = (answered_at is null))
);
create index item_appeal_open on takedown.item_appeal (made_at, id) where state = 'OPEN';
create index item_appeal_of_item on takedown.item_appeal (item_id, made_at);

grant select, insert on takedown.statement to lachan_app;
grant select, insert, update (sealed, state, answered_by, answered_agency, answered_at, orders_reached, blocks_reached) on takedown.item_appeal to lachan_app;

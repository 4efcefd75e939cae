-- Items that an alert rests on: never part of what leaves. An upheld appeal of one of them is marked here, for whoever issued the alert.
create table takedown.alert_item (
  alert_id uuid not null references takedown.alert,
  item_id uuid not null references takedown.item,
  -- When an appeal said that the item is lawful after all.
  overturned_at timestamptz,
  primary key (alert_id, item_id)
);
create index alert_item_of_item on takedown.alert_item (item_id);
create index alert_item_overturned on takedown.alert_item (overturned_at) where overturned_at is not null;
create index alert_of_reference on takedown.alert (reference, number);

alter table takedown.item_appeal add column alerts_reached integer;

grant select, insert, update (overturned_at) on takedown.alert_item to lachan_app;
grant update (alerts_reached) on takedown.item_appeal to lachan_app;

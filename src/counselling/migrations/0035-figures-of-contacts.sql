-- Figures of the desk that stay when contacts are erased: counts by day, without a person and without a contact.

-- How many came, by the channel they came by; counted again for some days, and never downwards.
create table counselling.arrival_day (
  desk_code text not null,
  day date not null,
  channel text not null check (channel in ('CHAT', 'PHONE', 'MESSAGE', 'WALK_IN')),
  came integer not null check (came >= 0),
  talked integer not null check (talked >= 0),
  abandoned integer not null check (abandoned >= 0),
  primary key (desk_code, day, channel)
);

-- What contacts were about, counted as each is written down; a correction moves its count. Empty where something is not known.
create table counselling.record_tally (
  desk_code text not null,
  day date not null,
  channel text not null,
  call_type text not null,
  main_reason text not null,
  province_code text not null,
  informant_type text not null,
  contacts integer not null check (contacts >= 0),
  primary key (desk_code, day, channel, call_type, main_reason, province_code, informant_type)
);

grant select, insert, update (came, talked, abandoned) on counselling.arrival_day to lachan_app;
grant select, insert, update (contacts) on counselling.record_tally to lachan_app;

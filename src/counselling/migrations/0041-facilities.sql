-- What facilities say of themselves, for whoever looks for help for a child: services, place, hours, and how much room there is now.
-- It is public information of an organisation, and nothing of a child.

create table counselling.facility (
  id uuid primary key,
  agency text not null unique,
  services text[] not null,
  province_code text not null check (province_code ~ '^\d{2}$'),
  commune_code text not null check (commune_code ~ '^\d{5}$'),
  address text not null,
  phone text not null,
  hours text not null,
  ages_from smallint not null check (ages_from between 0 and 18),
  ages_to smallint not null check (ages_to between ages_from and 18),
  described_at timestamptz not null,
  described_by uuid not null,
  -- How much room there is, as the facility last said: null before it has said anything.
  taking boolean,
  free_places smallint check (free_places between 0 and 999),
  wait_days smallint check (wait_days between 0 and 365),
  capacity_at timestamptz,
  capacity_by uuid,
  version integer not null default 1,
  check ((taking is null) = (capacity_at is null) and (taking is null) = (capacity_by is null))
);
create index facility_of_province on counselling.facility (province_code, commune_code);

grant select, insert, update (services, province_code, commune_code, address, phone, hours, ages_from, ages_to, described_at, described_by,
  taking, free_places, wait_days, capacity_at, capacity_by, version) on counselling.facility to lachan_app;

-- What a machine must show beside its key, where the member asked for it: the certificate that it holds the key of (by the
-- SHA-256 of the whole certificate; two while one is renewed), and the addresses that it comes from.
alter table members.machine_client
  add column certificates text[] not null default '{}' check (cardinality(certificates) <= 4 and array_to_string(certificates, '') ~ '^[0-9a-f]*$'),
  add column addresses text[] not null default '{}' check (cardinality(addresses) <= 50);
create index on members.machine_client using gin (certificates);
grant update (certificates, addresses) on members.machine_client to lachan_app;

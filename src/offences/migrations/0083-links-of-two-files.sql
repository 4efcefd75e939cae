-- Persons of interest are points of the graph, and that two of them are one is a link. Where they stand in two files it is seen by who has a
-- part in both, and by nobody else: a class of its own for each pair of files. What stood before is linked by a job of the platform, since
-- the mark by which a link is written once is made with a key of the vault.
alter table offences.visibility_class
  drop constraint visibility_class_level_check,
  add constraint visibility_class_level_check check (level in ('FILE', 'BOTH', 'UNIT', 'NATION', 'CLOSED')),
  -- Of two files: each with the unit that leads it today, the lesser id first.
  add column one_file uuid references offences.offence_file,
  add column one_agency text,
  add column other_file uuid references offences.offence_file,
  add column other_agency text,
  add constraint visibility_class_of_two check (
    (level = 'BOTH') = (one_file is not null) and (one_file is null) = (other_file is null)
    and (one_file is null) = (one_agency is null) and (one_file is null) = (other_agency is null)),
  add constraint visibility_class_order check (one_file < other_file);
create unique index visibility_class_of_both on offences.visibility_class (one_file, other_file) where one_file is not null;
create index visibility_class_of_one_agency on offences.visibility_class (one_agency) where one_agency is not null;
create index visibility_class_of_other_file on offences.visibility_class (other_file) where other_file is not null;

-- The class of a file, and those of pairs that it is one of, follow its lead.
create or replace function offences.keep_class() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into offences.visibility_class (level, agency, file_id) values ('FILE', new.lead_agency, new.id)
  on conflict (file_id) where file_id is not null do update set agency = new.lead_agency;
  update offences.visibility_class set one_agency = new.lead_agency where one_file = new.id;
  update offences.visibility_class set other_agency = new.lead_agency where other_file = new.id;
  return new;
end $$;

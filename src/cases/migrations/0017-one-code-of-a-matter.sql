-- One code stands on all parts of a matter: the report, its case, what was referred and the tracks beside it. A case takes the code of
-- its report from now on, and keeps it where it goes to another commune; what was opened before keeps the code that people know.
alter table cases.protection_case drop constraint protection_case_reference_key;
create unique index protection_case_reference on cases.protection_case (reference) where transferred_from is null;

alter table cases.referral add column reference text;
update cases.referral as r set reference = c.reference from cases.protection_case as c where c.id = r.case_id;
alter table cases.referral alter column reference set not null;
create index on cases.referral (reference);

-- Who works on a track sees the code, and who opened it; not the case.
alter table cases.track add column reference text, add column from_agency text;
update cases.track as t set reference = c.reference, from_agency = c.owner_agency
from (select distinct on (incident_id) incident_id, reference, owner_agency from cases.protection_case order by incident_id, opened_at) as c
where c.incident_id = t.incident_id;
alter table cases.track alter column reference set not null, alter column from_agency set not null;
create index on cases.track (reference);

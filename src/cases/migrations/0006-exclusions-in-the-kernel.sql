-- Who is shut out of a case moves to the one table of exclusions; the names were keyed hashes and stay what they are.
insert into kernel.exclusion (id, object_kind, object_id, subject_kind, subject, reason, declared_by, since)
select distinct on (object_id, subject_kind, subject) id, 'case', object_id, subject_kind, subject, reason, granted_by, granted_at
from kernel.need_to_know where object_kind = 'case-conflict' and revoked_at is null and subject_kind in ('person', 'agency')
order by object_id, subject_kind, subject, granted_at
on conflict do nothing;
insert into kernel.exclusion (id, object_kind, object_id, subject_kind, subject, reason, declared_by, since)
select uuidv7(), 'case', case_id, 'name', encode(blind, 'hex'), 'IMPLICATED', added_by, added_at from cases.conflict_name
on conflict do nothing;
delete from kernel.need_to_know where object_kind = 'case-conflict';
drop function cases.cases_naming;
drop table cases.conflict_name;

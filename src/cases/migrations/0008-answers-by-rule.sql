-- The time to answer a referral runs as a clock, by rows of the rules; what was promised to those that wait stays as it was.
-- Hands over to clocks.
insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, urgency, started_at, warn_at, due_at, owner_agency, owner_role,
  province_code, commune_code, escalates_to)
select uuidv7(), 'DL-REF-ANSWER' || case when c.urgency = 'U3' then '' else '.' || c.urgency end || '.2025', 'DL-REF-ANSWER', 'referral', r.id, r.case_id, 'sent',
  c.urgency, r.sent_at, r.sent_at + (r.answer_due_at - r.sent_at) * 0.6, r.answer_due_at, coalesce(r.to_agency, r.from_agency), 'facility_worker', c.province_code,
  c.commune_code, 'PROVINCE'
from cases.referral as r join cases.protection_case as c on c.id = r.case_id
where r.status = 'SENT' and r.sent_at is not null and r.answer_due_at is not null;

-- Why a label was set is a code now (`sensitivityReasons`). A sentence of before could tell about the child, and whoever set the
-- label may hold no key to seal it by: it goes.
update cases.event set codes = codes - 'reason'
where code = 'labelled' and codes ? 'reason' and not codes ->> 'reason' = any (array['STAFF_IMPLICATED', 'HEALTH_SECRET', 'COVERT_INVESTIGATION',
  'THREAT', 'WIDELY_KNOWN', 'GROUND_ENDED', 'OTHER']);
-- Reasons of 0011 that were one word, as a name may be, looked like codes. A grant by a person never has a code.
update kernel.need_to_know set reason = 'sealed' where object_kind = 'case' and origin = 'assignment' and reason <> 'sealed';

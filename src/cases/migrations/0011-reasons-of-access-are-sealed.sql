-- Why somebody was let into a case is sealed with the case. What was written here before was shown nowhere, and goes.
update kernel.need_to_know set reason = 'sealed' where object_kind = 'case' and reason !~ '^[a-z0-9.-]{1,80}$';

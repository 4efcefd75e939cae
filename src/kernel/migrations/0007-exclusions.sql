-- Who is kept from one object, whatever roles and grants they hold: an implicated agency or person of the platform, or whoever
-- bears a name that stands in the record. A name is kept as its keyed hash alone. An exclusion has no end of its own.
create table kernel.exclusion (
  id uuid primary key,
  object_kind text not null,
  object_id uuid not null,
  subject_kind text not null check (subject_kind in ('person', 'agency', 'name')),
  -- The person's id, the agency's code, or the name key in hexadecimal digits.
  subject text not null check (subject <> ''),
  reason text not null check (reason <> ''),
  declared_by text not null,
  since timestamptz not null,
  unique (object_kind, object_id, subject_kind, subject)
);
create index on kernel.exclusion (subject_kind, subject, object_kind);

-- Asked anew by every statement, so that an exclusion declared a moment ago holds for a session that was identified before it.
create function kernel.actor_excluded(kind text) returns uuid[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(excluded.object_id), '{}') from kernel.exclusion as excluded
  where excluded.object_kind = actor_excluded.kind and kernel.actor_attribute('kind') = 'person'
    and ((excluded.subject_kind = 'person' and excluded.subject = kernel.actor_attribute('person'))
      or (excluded.subject_kind = 'agency' and excluded.subject = kernel.actor_attribute('agency'))
      or (excluded.subject_kind = 'name' and excluded.subject = kernel.actor_attribute('nameKey')))
$$;

grant execute on function kernel.actor_excluded to lachan_app;
grant select, insert on kernel.exclusion to lachan_app;

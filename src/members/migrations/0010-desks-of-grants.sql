-- The desk whose keys a person's grant uses: of the agencies where they hold a role, the one that holds a wrap of the record's keys.
update kernel.need_to_know as given set key_desk = (
  select min(wrap.holder) from kernel.data_key as key join kernel.wrapped_key as wrap on wrap.data_key_id = key.id
  where key.object_kind = given.object_kind and key.object_id = given.object_id and wrap.holder_kind = 'desk'
    and wrap.holder in (select held.agency from members.role_assignment as held where held.person::text = given.subject))
where given.subject_kind = 'person' and given.key_desk is null;

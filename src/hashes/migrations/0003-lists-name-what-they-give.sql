-- A rule names what it gives: a bank, classes or kinds of source. A bank that is no match bank (watched for, as people's own
-- pictures are, or negative) is given only where a rule names that very bank.

-- A rule that named nothing took every bank. It becomes one rule for each match bank there is today.
insert into hashes.list_rule (id, list_id, bank_id)
select gen_random_uuid(), rule.list_id, bank.id
from (select distinct list_id from hashes.list_rule where bank_id is null and national_classes is null and source_kinds is null) as rule
cross join hashes.bank where bank.mode = 'match';
delete from hashes.list_rule where bank_id is null and national_classes is null and source_kinds is null;
-- An empty set took nothing.
delete from hashes.list_rule where cardinality(national_classes) = 0 or cardinality(source_kinds) = 0;
alter table hashes.list_rule add constraint list_rule_names_what_it_gives check (
  num_nonnulls(bank_id, national_classes, source_kinds) > 0
  and (national_classes is null or cardinality(national_classes) > 0)
  and (source_kinds is null or cardinality(source_kinds) > 0));

create or replace function hashes.wanted_lists(entries uuid[]) returns table (entry_id uuid, list_id uuid) language sql stable set search_path = '' as $$
  select distinct entry.id, rule.list_id
  from hashes.entry
  join hashes.bank on bank.id = entry.bank_id and bank.enabled
  join hashes.list_rule as rule on rule.bank_id = entry.bank_id
    or (rule.bank_id is null and bank.mode = 'match' and (rule.national_classes is not null or rule.source_kinds is not null))
  join hashes.distribution_list as list on list.id = rule.list_id and list.enabled
  where entry.id = any (entries) and entry.status in ('ACTIVE', 'DISPUTED')
    and (rule.national_classes is null or exists (
      select 1 from hashes.classification as class
      where class.entry_id = entry.id and class.scheme = 'national' and class.ended_at is null and class.label = any (rule.national_classes)))
    and not exists (
      select 1 from hashes.provenance join hashes.source on source.id = provenance.source_id
      where provenance.entry_id = entry.id and (not source.may_redistribute or source.expires_at <= kernel.actor_now()))
    and (rule.source_kinds is null
      or exists (
        select 1 from hashes.provenance join hashes.source on source.id = provenance.source_id
        where provenance.entry_id = entry.id and source.kind = any (rule.source_kinds))
      or ('own' = any (rule.source_kinds) and not exists (select 1 from hashes.provenance where provenance.entry_id = entry.id)))
$$;

-- What the old rules gave too much of leaves the lists now, as tombstones, and not with the next hourly job.
select set_config('lachan.actor', json_build_object('kind', 'system', 'now', now())::text, true);
do $$
declare
  wrong uuid[] := array(select hashes.misplaced_entries(array(select distinct entry_id from hashes.list_entry)));
begin
  if cardinality(wrong) > 0 then perform hashes.record_changes(wrong); end if;
end
$$;
select set_config('lachan.actor', '', true);

-- The reader is told what kind of bank an entry comes from, so that a format that cannot say it leaves the entry out.
drop function hashes.my_entries(uuid[], uuid);
create function hashes.my_entries(entries uuid[], list uuid default null)
returns table (entry_id uuid, media_kind text, status text, bank_code text, bank_mode text, owner_agency text, signals jsonb, classes jsonb, opinions jsonb)
language sql stable security definer set search_path = '' as $$
  select entry.id, entry.media_kind, entry.status, bank.code, bank.mode, entry.owner_agency,
    (select coalesce(jsonb_agg(jsonb_build_object('type', signal.type, 'value', coalesce(signal.opaque, encode(signal.value, 'hex')),
        'variant', signal.variant, 'quality', signal.quality, 'frameMs', part.frame_ms) order by signal.type, part.frame_ms, signal.value), '[]')
      from hashes.entry_signal as part join hashes.signal on signal.id = part.signal_id where part.entry_id = entry.id),
    (select coalesce(jsonb_agg(jsonb_build_object('scheme', class.scheme, 'version', class.scheme_version, 'label', class.label) order by class.scheme, class.label), '[]')
      from hashes.classification as class where class.entry_id = entry.id and class.ended_at is null),
    (select coalesce(jsonb_agg(jsonb_build_object('type', said.signal_type, 'agency', said.agency, 'opinion', said.opinion, 'reason', said.reason) order by said.signal_type, said.agency), '[]')
      from hashes.feedback as said where said.entry_id = entry.id and said.superseded_at is null)
  from hashes.entry join hashes.bank on bank.id = entry.bank_id
  where entry.id = any (entries)
    and exists (
      select 1 from hashes.list_entry as held
      where held.entry_id = entry.id and held.list_id in (select id from hashes.my_lists()) and (list is null or held.list_id = list))
    and not exists (
      select 1 from hashes.provenance join hashes.source on source.id = provenance.source_id
      where provenance.entry_id = entry.id and source.agency = kernel.actor_attribute('agency'))
$$;
revoke execute on function hashes.my_entries(uuid[], uuid) from public;
grant execute on function hashes.my_entries(uuid[], uuid) to lachan_app;

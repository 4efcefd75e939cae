-- A case may end without the review of art. 30 (lost, deceased, untrue): the state ENDED, with the outcome.
alter table cases.protection_case alter column is_open set expression as (status not in ('CLOSED_STABLE', 'TRANSFERRED', 'MERGED', 'ENDED'));

-- Cases in which somebody of this name is implicated. A referral's receiver and the levels above see no case, and are shut
-- out by name all the same; the hash cannot be made without the vault's secret.
create index conflict_name_by_name on cases.conflict_name (blind);
create function cases.cases_naming(name_key bytea) returns setof uuid language sql stable security definer set search_path = '' as $$
  select named.case_id from cases.conflict_name as named where named.blind = cases_naming.name_key
$$;
revoke execute on function cases.cases_naming from public;
grant execute on function cases.cases_naming to lachan_app;

-- Nothing changes an organisation's keys; another registration takes their place.
revoke update (valid_to) on cases.external_receiver from lachan_app;

-- Who is not the owner of a case holds its keys by a grant, and no longer than it.
update kernel.wrapped_key as wrap set by_grant = true
from kernel.data_key as key join cases.protection_case as of_case on of_case.id = key.object_id
where key.object_kind = 'case' and wrap.data_key_id = key.id and wrap.holder_kind = 'desk' and wrap.holder <> of_case.owner_agency;

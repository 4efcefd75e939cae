-- Who was asked and did not take a referral on keeps no key to its copy.
delete from kernel.wrapped_key as wrap using kernel.data_key as key, cases.referral as referral
where key.id = wrap.data_key_id and key.object_kind = 'referral' and key.object_id = referral.id
  and referral.status in ('REJECTED', 'EXPIRED', 'REVOKED') and referral.to_agency <> referral.from_agency
  and wrap.holder_kind = 'desk' and wrap.holder = referral.to_agency;

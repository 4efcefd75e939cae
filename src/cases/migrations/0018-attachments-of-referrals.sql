-- Signed documents of a case that go along with a referral: copies that are sealed under the referral's own key, as evidence files.
create table cases.referral_attachment (
  id uuid primary key,
  referral_id uuid not null references cases.referral,
  -- The document of the case that it is a copy of, and the document's kind.
  document_id uuid not null references cases.document,
  kind text not null,
  evidence_file uuid not null,
  size integer not null check (size > 0),
  attached_at timestamptz not null,
  attached_by text not null,
  unique (referral_id, document_id)
);
-- What was sent is what the receiver was given, and stays so.
create function cases.keep_sent_attachments() returns trigger language plpgsql set search_path = '' as $$
begin
  if not exists (select 1 from cases.referral where id = coalesce(new.referral_id, old.referral_id) and status = 'DRAFT') then
    raise exception 'the attachments of a referral that was sent stay as they are';
  end if;
  return coalesce(new, old);
end
$$;
create trigger keep_sent_attachments before insert or update or delete on cases.referral_attachment
  for each row execute function cases.keep_sent_attachments();
grant select, insert, delete on cases.referral_attachment to lachan_app;

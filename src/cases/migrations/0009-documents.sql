-- Official documents, frozen when they were signed. The frame holds labels, codes, dates and officials; what was written
-- about a child stands in parts, sealed by class like every other text of the case. The archived PDF is an evidence file.
create table cases.document (
  id uuid primary key,
  case_id uuid not null references cases.protection_case,
  -- A form's code, an act of the process, or of the separation.
  kind text not null,
  form_id uuid references cases.form,
  decision_id uuid references cases.decision,
  signed_at timestamptz not null,
  signed_by text not null,
  agency text not null,
  frame jsonb not null,
  -- Given by the clerk, with the act or later; never changed.
  number text check (number ~ '^\d{1,6}[A-Za-z]?/[0-9A-ZĐ.&-]{1,40}$'),
  numbered_at timestamptz,
  numbered_by text,
  -- The kept PDF/A file of its present form, and the SHA-256 of its plain bytes.
  archived_file uuid,
  archived_digest bytea check (octet_length(archived_digest) = 32),
  archived_at timestamptz,
  check ((number is null) = (numbered_at is null)),
  check ((archived_file is null) = (archived_digest is null))
);
create index on cases.document (case_id, signed_at);
create unique index document_of_form on cases.document (form_id) where form_id is not null;
create unique index document_of_decision on cases.document (decision_id) where decision_id is not null;

create table cases.document_part (
  document_id uuid not null references cases.document,
  case_id uuid not null references cases.protection_case,
  field_class text not null check (field_class in ('narrative', 'identity', 'internal')),
  sealed bytea not null,
  primary key (document_id, field_class)
);
create index on cases.document_part (case_id);

-- What was signed stays: nobody may write its words again, and a number is given once.
create function cases.keep_document() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.number is not null and new.number is distinct from old.number then
    raise exception 'the number of a document stays as it is';
  end if;
  return new;
end
$$;
create trigger keep_document before update on cases.document for each row execute function cases.keep_document();

grant select, insert, update (number, numbered_at, numbered_by, archived_file, archived_digest, archived_at) on cases.document to lachan_app;
grant select, insert on cases.document_part to lachan_app;

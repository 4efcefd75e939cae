-- Who wrote each field of a draft last, and when: a clash names the writer of the field, not of the form.
alter table cases.form add column field_writers jsonb not null default '{}';
grant update (field_writers) on cases.form to lachan_app;

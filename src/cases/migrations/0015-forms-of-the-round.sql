-- Which forms of the present round and plan are submitted, and whether the initial assessment found an emergency: whose turn it is
-- follows from them, and a list of cases reads no forms.
alter table cases.protection_case
  add column forms_submitted text[] not null default '{}',
  add column emergency_found boolean;

update cases.protection_case as c set
  forms_submitted = coalesce((
    select array_agg(distinct form.form_code order by form.form_code) from cases.form as form
    where form.case_id = c.id and form.status = 'submitted'
      and form.cycle >= case when form.form_code in ('FORM-04', 'FORM-05', 'FORM-06') then c.cycle else c.round_from end), '{}'),
  emergency_found = (
    select form.triage ->> 'conclusion' = 'EMERGENCY' from cases.form as form
    where form.case_id = c.id and form.status = 'submitted' and form.form_code = 'FORM-02' and form.cycle >= c.round_from
    order by form.submitted_at desc limit 1);

grant update (forms_submitted, emergency_found) on cases.protection_case to lachan_app;

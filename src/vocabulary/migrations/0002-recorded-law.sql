-- Who recorded a rule or a day while the service runs, and why: a rule's revisions are its history.
alter table vocabulary.deadline_rule add column recorded_by text, add column reason text,
  add check (origin = 'file' or (coalesce(recorded_by, '') <> '' and coalesce(reason, '') <> ''));
alter table vocabulary.holiday add column recorded_by text, add column reason text,
  add check (origin = 'file' or (coalesce(recorded_by, '') <> '' and coalesce(reason, '') <> ''));

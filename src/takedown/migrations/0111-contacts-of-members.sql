-- A member that nobody orders anything of, as a school or an association, is reached too: alerts, recalls and drills come to a contact of its
-- own. It has a row here with neither a rung nor a reach.
alter table takedown.addressee drop constraint addressee_kind_check,
  add constraint addressee_kind_check check (kind in ('PLATFORM', 'HOST', 'OWNER', 'REGISTRAR', 'ISP', 'MEMBER')),
  add constraint addressee_of_member check (kind <> 'MEMBER' or agency is not null);
alter table takedown.takedown_order add constraint takedown_order_of_a_rung check (addressee_kind <> 'MEMBER');

-- Roles that open cases, the register, the listening or the audit wait for a second person too, each for a desk or an area.
alter table members.appointment add column desk text references members.desk, add column province text, add column commune text;
-- Who holds an invitation can become the person it is for.
alter table members.invitation add column created_by text;

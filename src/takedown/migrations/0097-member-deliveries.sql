-- What was sent to a contact of a member: orders and what became of them, alerts with their versions and recalls, drills, outcomes of its
-- reports, tries. How far each has come stands in the outbox, under the key; what it says is written when it leaves, and is not here.

create table takedown.member_delivery (
  id uuid primary key,
  -- The member.
  agency text not null,
  addressee_id uuid not null references takedown.addressee,
  contact_id uuid not null references takedown.addressee_contact,
  channel text not null check (channel in ('EMAIL', 'WEBHOOK', 'ICCAM', 'CLOUDFLARE', 'AWS')),
  kind text not null check (kind in ('ORDER', 'ORDER_CLARIFIED', 'ORDER_WITHDRAWN', 'ORDER_APPEALED', 'ORDER_STILL_THERE',
    'ALERT', 'ALERT_UPDATE', 'ALERT_RECALL', 'DRILL', 'REPORT_OUTCOMES', 'TEST')),
  object_kind text not null check (char_length(object_kind) between 1 and 60),
  object_id uuid not null,
  -- By which people know it; no address and no word of it.
  reference text not null check (char_length(reference) <= 100),
  -- The agency by whose account it leaves.
  sender text not null,
  message_key text not null unique check (char_length(message_key) <= 200),
  -- Whether an account of the sender took it; where not, it waits for a person.
  taken boolean not null,
  made_at timestamptz not null,
  is_demonstration boolean not null default false
);
create index member_delivery_of_agency on takedown.member_delivery (agency, made_at desc, id desc);
create index member_delivery_of_object on takedown.member_delivery (object_id);
create index member_delivery_tests on takedown.member_delivery (contact_id, made_at) where kind = 'TEST';

-- The secret of a webhook is renewed; the one before is good until a moment, so that no call is lost while it is changed.
alter table takedown.addressee_contact
  add column renewed_at timestamptz,
  add column former_until timestamptz,
  add constraint addressee_contact_former check (former_until is null or renewed_at is not null);

-- A contact that takes the place of one waits beside it: until a second person approves it, what leaves goes the old way.
drop index takedown.addressee_contact_open;
create unique index addressee_contact_waiting on takedown.addressee_contact (addressee_id, channel) where state = 'WAITING';
create unique index addressee_contact_approved on takedown.addressee_contact (addressee_id, channel) where state = 'APPROVED';

-- Outcomes leave for the webhook of who filed, many in one call: with which call.
alter table takedown.machine_report_outcome add column push_batch uuid;
create index machine_report_outcome_unsent on takedown.machine_report_outcome (given_at) where push_batch is null;
create index machine_report_outcome_batch on takedown.machine_report_outcome (push_batch) where push_batch is not null;

grant select, insert, update (taken) on takedown.member_delivery to lachan_app;
grant update (renewed_at, former_until) on takedown.addressee_contact to lachan_app;
grant update (push_batch) on takedown.machine_report_outcome to lachan_app;

-- A request may leave from here, for an approved mailbox of its addressee. While it is on its way its clock does not run yet: it runs from
-- when the mail was taken, and a mail that is given up leaves the request approved and not sent.
alter table offences.offence_request drop constraint offence_request_state_check,
  add constraint offence_request_state_check check (state in ('DRAFTED', 'WAITING', 'APPROVED', 'SENDING', 'SENT', 'ANSWERED', 'REFUSED', 'WITHDRAWN')),
  add constraint offence_request_sending check (state <> 'SENDING' or (approved_by is not null and sent_at is not null));

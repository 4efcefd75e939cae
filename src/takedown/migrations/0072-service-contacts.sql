-- Addressees that are reached through an account of the ordering agency at a service: ICCAM, Cloudflare, AWS.

alter table takedown.addressee_contact drop constraint addressee_contact_channel_check;
alter table takedown.addressee_contact add constraint addressee_contact_channel_check
  check (channel in ('PORTAL', 'EMAIL', 'WEBHOOK', 'ICCAM', 'CLOUDFLARE', 'AWS'));

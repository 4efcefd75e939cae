-- A partner is called only at an address whose certificate a second person confirmed.
alter table hashes.peer
  add column created_by uuid,
  -- What the partner showed when a confirmation was asked for: fingerprint, subject, issuer, validTo, vouched.
  add column offered_certificate jsonb,
  -- SHA-256 of the certificate that was confirmed, hex: nothing is sent to a server that shows another.
  add column certificate text check (certificate ~ '^[0-9a-f]{64}$'),
  add column confirmed_at timestamptz;

-- A request that is filed together with a report has no receipt of its own: the report's opens both (intake.receipt_removal).
alter table hashes.removal
  alter locator drop not null,
  alter salt drop not null,
  alter verifier drop not null,
  alter memory_kib drop not null,
  alter passes drop not null,
  add check (num_nulls(locator, salt, verifier, memory_kib, passes) in (0, 5));
grant update (locator, salt, verifier, memory_kib, passes) on hashes.removal to lachan_app;

-- Receipts of every kind are checked, and wrong tries counted, at one place (intake.receipt_attempt).
drop table hashes.removal_attempt;

-- Keyed digest of the account and the network that tried, so that one network's wrong tries shut out no other. Null where none is known.
alter table members.sign_in_attempt add column network bytea;

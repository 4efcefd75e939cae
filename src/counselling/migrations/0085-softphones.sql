-- A telephone in the browser of a person of the desk: the exchange where it registers, and the password of its extension.

alter table counselling.phone_extension
  add column softphone_account uuid,
  -- Wrapped by the vault; handed to the person's own page alone.
  add column softphone_password bytea,
  add check ((softphone_account is null) = (softphone_password is null));
grant update (softphone_account, softphone_password) on counselling.phone_extension to lachan_app;

create trigger platform_writes before insert or update or delete on cases.form_definition execute function kernel.platform_writes();

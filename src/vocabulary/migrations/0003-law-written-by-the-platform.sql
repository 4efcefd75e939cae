create trigger platform_writes before insert or update or delete on vocabulary.deadline_rule execute function kernel.platform_writes();
create trigger platform_writes before insert or update or delete on vocabulary.holiday execute function kernel.platform_writes();

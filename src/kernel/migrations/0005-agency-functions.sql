-- Which functions the person's agency holds today, for conditions that ask it beside a role.
create function kernel.actor_agency_has(function_code text) returns boolean language sql stable parallel safe as $$
  select coalesce(kernel.actor() -> 'functions' ? function_code, false)
$$;
grant execute on function kernel.actor_agency_has to lachan_app;

-- A correction of a deadline rule moves the clocks that run by it.
grant update (due_at) on intake.clock to lachan_app;
create index clock_open on intake.clock (rule_code, id) where met_at is null;

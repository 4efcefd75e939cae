-- A correction of a deadline rule moves the clocks that run by it.
grant update (due_at) on intake.clock to lachan_app;

-- A clock that ended since its matter fell away was not met: nothing was done.
alter table intake.clock add column lapsed boolean not null default false;
grant update (lapsed) on intake.clock to lachan_app;

-- What ran until somebody had screened the report bore the name of passing it on, which nobody had done.
update intake.clock set rule_code = 'DL-SCREEN' where rule_code = 'DL-FWD';
update intake.report set next_due_rule = 'DL-SCREEN' where next_due_rule = 'DL-FWD';

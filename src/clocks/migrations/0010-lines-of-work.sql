-- A clock that only one line of work has anything to do with, as an order of the response network: no other desk of its agency, no province and
-- no ministry lists it. Null for every other.
alter table clocks.clock add column line text check (line ~ '^[a-z]+$');
update clocks.clock set line = 'orders' where object_kind = 'takedown-order';
update clocks.clock set line = 'alerts' where object_kind = 'alert-receipt';

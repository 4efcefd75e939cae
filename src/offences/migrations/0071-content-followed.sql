-- Until when what the response network holds was followed into the graph.
create table offences.content_followed (
  the_only boolean primary key check (the_only),
  upto timestamptz not null
);

grant select, insert, update (upto) on offences.content_followed to lachan_app;

-- Who holds a function in a commune is asked with every case that is opened, and three thousand communes hold the same ones.
create index on members.agency (admin_unit);
create index on members.agency_function (agency, function_code);
create index on members.agency_function (function_code, area);

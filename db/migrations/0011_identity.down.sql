drop schema api;
drop schema security cascade;

drop schema audit cascade;
-- The roles stay: they belong to the server, and another database of it may use them.

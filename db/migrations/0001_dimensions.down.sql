drop schema warehouse cascade;

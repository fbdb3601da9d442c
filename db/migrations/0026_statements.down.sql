drop schema billing cascade;

drop schema sources cascade;

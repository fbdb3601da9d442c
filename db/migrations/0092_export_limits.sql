--! why: a forecast counts by cell, so one site and year of it was above the limit of its own account manager

update security.export_limit set most_rows = 20000 where holder = 'site-bound' and most_rows = 2000;
update security.export_limit set most_rows = 100000 where holder = 'everybody' and most_rows = 20000;

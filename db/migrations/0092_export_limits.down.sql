update security.export_limit set most_rows = 2000 where holder = 'site-bound' and most_rows = 20000;
update security.export_limit set most_rows = 20000 where holder = 'everybody' and most_rows = 100000;

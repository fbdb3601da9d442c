alter table security.role drop column title;

alter table forecasting.change drop column file_names;

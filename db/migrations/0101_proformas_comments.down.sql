delete from security.table_retention
  where relation in ('forecasting.proforma', 'forecasting.proforma_line', 'forecasting.variance_comment');
delete from security.table_class
  where relation in ('forecasting.proforma', 'forecasting.proforma_line', 'forecasting.variance_comment');
delete from security.personal_column where relation in ('forecasting.proforma', 'forecasting.variance_comment');
drop table forecasting.variance_comment;
drop table forecasting.proforma_line;
drop table forecasting.proforma;

delete from security.table_retention where relation in ('security.access_review_line', 'security.withheld_role');
delete from security.retention_class where relation = 'security.access_review';
delete from security.table_class
where relation in ('security.access_review', 'security.access_review_line', 'security.withheld_role');
delete from security.personal_column where relation in ('security.access_review_line', 'security.withheld_role');
drop table security.withheld_role;
drop table security.access_review_line;
drop table security.access_review;

drop table security.api_key;
drop table security.session;

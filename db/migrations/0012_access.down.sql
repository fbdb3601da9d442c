drop table security.seal;
drop table security.effective_site;
drop table security.effective_role;
drop table security.role_assignment;
drop table security.site_place;
drop table security.feed_access;

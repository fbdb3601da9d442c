-- What people call a role, such as "account manager": messages name roles to those who never saw their codes.
alter table security.role add column title text;
comment on column security.role.title is 'What people call it, in small letters; null: as its name.';

alter table audit.head
  drop constraint head_exception_is_whole,
  drop constraint head_kind_is_known,
  drop column digest,
  drop column last_position,
  drop column first_position,
  drop column kind;

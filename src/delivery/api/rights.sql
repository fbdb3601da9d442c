-- The last of all definitions: the matrix becomes grants and policies on everything that was made before it.
select security.apply_rights();
select security.refresh_access();

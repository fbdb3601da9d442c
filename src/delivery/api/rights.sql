-- The last of all definitions: the views are shaped for SQL clients, and the matrix becomes grants and policies on
-- everything that was made before it.
select security.shape_views();
select security.narrow_catalogue();
select security.apply_rights();
select security.withdraw_defaults();
select security.refresh_access();

--! why: a new code is told with the known one that it resembles, with the load and on statements

alter table warehouse.job_code add column neighbour_code text;
comment on column warehouse.job_code.neighbour_code is
  'Known code that it looked like, or was nearest to, when it first came; null when there was none.';
alter table warehouse.job_profile add column neighbour_code text;
comment on column warehouse.job_profile.neighbour_code is
  'Known profile that it looked like, or was nearest to, when it first came; null when there was none.';
alter table warehouse.revenue_code add column neighbour_code text;
comment on column warehouse.revenue_code.neighbour_code is
  'Known code that it looked like, or was nearest to, when it first came; null when there was none.';

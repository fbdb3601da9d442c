--! why: who looks after the database sees which statements were slow, and how they were planned (operations.md 9.8)

create table operations.slow_statement (
  query_id bigint,
  statement text not null,
  longest_ms numeric(14, 3) not null,
  times_noticed integer not null default 1,
  first_noticed_at timestamptz not null,
  last_noticed_at timestamptz not null,
  plan text,
  plan_failure text,
  constraint slow_statement_pkey primary key (query_id),
  constraint slow_statement_times check (times_noticed > 0 and last_noticed_at >= first_noticed_at),
  constraint slow_statement_planned check (plan is null or plan_failure is null)
);
comment on table operations.slow_statement is
  'Statements that took longer than the limit, without the values that they were run with.';
comment on column operations.slow_statement.query_id is 'Number of the statement in pg_stat_statements.';
comment on column operations.slow_statement.statement is 'Its text; values are places such as $1.';
comment on column operations.slow_statement.longest_ms is 'Milliseconds that it took at most.';
comment on column operations.slow_statement.times_noticed is 'How often a look found it slow since the look before.';
comment on column operations.slow_statement.first_noticed_at is 'When a look first found it slow.';
comment on column operations.slow_statement.last_noticed_at is 'When a look last found it slow.';
comment on column operations.slow_statement.plan is 'The plan for any values, with the rights of whoever ran it last.';
comment on column operations.slow_statement.plan_failure is 'Why it has no plan.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('operations.slow_statement', 3, 'no', 'is measured, and decides nothing');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('slow statements', 'operations.slow_statement', 'last_noticed_at', 3, 'true',
    '2.4: technical logs 90 days at hand');

select security.force_row_security('operations.slow_statement');

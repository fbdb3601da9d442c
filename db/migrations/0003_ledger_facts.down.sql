drop table warehouse.payroll_budget;
drop table warehouse.ledger_balance;
drop table warehouse.budget;

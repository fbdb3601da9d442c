drop table contracts.ledger_title;

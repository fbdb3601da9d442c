update security.duty_conflict set within = 'batch' where second_duty = 'override-check';
update security.duty_conflict set within = 'forecast of a site' where second_duty = 'approve-forecast';
update security.duty_conflict set within = 'ledger batch' where second_duty = 'reverse-posting';

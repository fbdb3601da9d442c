-- What delivery brings of rights, the last of all stages.

insert into pg_temp.delivered_object (object, says) values
  ('report', 'Exports of reports');

insert into pg_temp.delivered_privilege (object, action, roles) values
  ('report', 'execute', 'accountManager=own auditor billingAdmin billingManager contractAdmin corporateConsumer
    districtManager=district financeManager forecastAdmin regionalVp=region svp=hierarchy');

-- The last of all definitions: what the stages delivered is in force, the views are shaped for SQL clients, and the
-- matrix becomes grants and policies on everything that was made before it.
select security.take_delivered();
select security.shape_views();
select security.narrow_catalogue();
select security.apply_rights();
select security.withdraw_defaults();
select security.refresh_access();

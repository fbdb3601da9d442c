--! why: terms are checked against the services that contracts bill (billing.md 1.6), so the catalogue has them

insert into warehouse.catalogue_entry (catalogue, code, entry_name, entered_at, entered_by)
select 'fixed-fee-services', service.code, service.entry_name, now(), 'delivered'
from (values
  ('4700', 'Valet Services'), ('4705', 'Shuttle Services'), ('4710', 'Concierge'), ('4715', 'Parking Management'),
  ('4725', 'Bell'), ('4750', 'Greeter'), ('4775', 'Patient Transport'), ('4790', 'General Revenue'))
  as service (code, entry_name)
-- What the operator entered or ended stays as it was decided.
where not exists (
  select from warehouse.catalogue_entry as kept
  where kept.catalogue = 'fixed-fee-services' and kept.code = service.code);

delete from warehouse.catalogue_entry where catalogue = 'fixed-fee-services' and entered_by = 'delivered';

drop trigger tells_alert_changed on operations.alert;
drop trigger tells_alert on operations.alert;

--! why: pages that show alerts learn at once that one opened, or that somebody takes care of it

-- What is only looked at again, every minute, is no change.
create trigger tells_alert after insert on operations.alert referencing new table as new_rows
  for each row when (new.state <> 'watched') execute function delivery.tell_change('alerts');
create trigger tells_alert_changed after update on operations.alert referencing new table as new_rows
  for each row when (
    (old.state, old.severity, old.assigned_to, old.escalated_at, old.ended_at)
      is distinct from (new.state, new.severity, new.assigned_to, new.escalated_at, new.ended_at)
    and new.state <> 'watched')
  execute function delivery.tell_change('alerts');

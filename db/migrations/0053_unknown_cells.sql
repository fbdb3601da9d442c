--! why: a cell of the P&L without data is empty, so that roll-ups know how many of their sites they have

-- What reads a cell knows from this version on that it may be empty.
alter table forecasting.pnl_cell
  -- squawk-ignore ban-drop-not-null
  alter column budget drop not null,
  -- squawk-ignore ban-drop-not-null
  alter column forecast drop not null,
  -- squawk-ignore ban-drop-not-null
  alter column trend drop not null;
comment on column forecasting.pnl_cell.budget is 'Of the ledger''s budget; null where the month has none.';
comment on column forecasting.pnl_cell.forecast is
  'From the entries of managers and the terms of the contract, without actuals; null where nothing is expected.';
comment on column forecasting.pnl_cell.trend is
  'Actual when closed, else actuals so far with the forecast of what is left; null where nothing is known.';

-- What was calculated before holds 0 where nothing was known.
insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
select site_id, version_id, plan_month, 'actuals', now()
from forecasting.site_month join forecasting.version using (site_id, version_id)
where kind <> 'record'
on conflict (site_id, version_id, plan_month) do nothing;

-- How figures are divided and printed: one rule each, so that no two questions round apart.

create function warehouse.rate(dividend numeric, divisor numeric) returns numeric
language sql immutable as $$
  -- div() cuts the exact quotient; dividend / divisor would round it first, at a place that depends on its size.
  select div(dividend * 1000000, nullif(divisor, 0)) * 0.000001
$$;
comment on function warehouse.rate(numeric, numeric) is
  'Quotient cut to 6 decimals, as the reference divides (data.md, port notes); null when the divisor is 0 or unknown.';

create function warehouse.parking_rate_of(revenue numeric, vehicles numeric) returns numeric
language sql immutable as $$
  select round(warehouse.rate(revenue, vehicles), 2)
$$;
comment on function warehouse.parking_rate_of(numeric, numeric) is
  'Dollars a vehicle: cut to 6 decimals, then half away from zero to cents; null when the count is 0 or unknown.';

create function warehouse.ratio_or_zero(part numeric, whole numeric) returns numeric
language sql immutable as $$
  select case when whole = 0 then 0.000000 else warehouse.rate(part, whole) end
$$;
comment on function warehouse.ratio_or_zero(numeric, numeric) is
  'Quotient cut to 6 decimals; 0 when the whole is 0 (daily statistics, data.md 1.5 id 8), null when it is unknown.';

create function warehouse.dollars(amount numeric) returns numeric
language sql immutable as $$
  select round(amount, greatest(2, min_scale(amount)))
$$;
comment on function warehouse.dollars(numeric) is
  'The same amount with two decimals or as many as it needs: how Legion and the daily reports print dollars.';

create function warehouse.spread(amount numeric, day integer, days integer) returns numeric
language sql immutable as $$
  select (div(amount * 100000 * day, days) - div(amount * 100000 * (day - 1), days)) * 0.00001
$$;
comment on function warehouse.spread(numeric, integer, integer) is
  'Even share of one day in an amount of up to five decimals; the shares of all days sum to the amount exactly.';

-- Views of the api compute with them.
grant execute on function warehouse.rate(numeric, numeric), warehouse.dollars(numeric) to daybook_member;

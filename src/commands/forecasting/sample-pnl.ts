import { calculatePnl } from '../../forecasting/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import { personNamed } from '../../platform/security/index.ts';
import { actingAs, type Acting } from '../command.ts';

/** Who forecasts when a trial starts. */
const demoForecaster = 'fritz.forecast@demo.invalid';

/** Calculates the P&L of every site for the newest year that has a budget, as a forecaster of the demo. */
export async function forecastSample(acting: Acting): Promise<void> {
  const forecaster = await actingAs(
    acting.database,
    await personNamed(acting.database, demoForecaster),
    acting,
  );
  const { database, person } = forecaster;
  const [newest] = await database.query<{ year: number | null }>(
    'select max(extract(year from period_month))::integer as year from warehouse.budget',
  );
  const year = newest?.year ?? null;
  if (year === null) return;
  const sites = await database.query<{ site_id: string }>(
    'select site_id from warehouse.site order by site_id',
  );
  await calculatePnl(database, {
    ...{ year, version: 'working', cause: 'start', startedBy: person.userId },
    sites: sites.map(({ site_id: site }) => site),
    asOf: systemClock.now().toISOString().slice(0, 'YYYY-MM-DD'.length),
  });
}

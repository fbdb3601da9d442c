import { forecastSample } from '../../forecasting/index.ts';
import { personNamed } from '../../platform/security/index.ts';
import { actingAs, type Acting } from '../command.ts';
import { todayOf } from './given-time.ts';

/** Who forecasts when a trial starts, and who approved what was forecast before. */
const demoForecaster = 'fritz.forecast@demo.invalid';
const demoApprover = 'olive.operator@demo.invalid';

/** Forecasts the sample as a person of the demo. */
export async function forecastAsDemo(acting: Acting): Promise<void> {
  const person = await personNamed(acting.database, demoForecaster);
  const forecaster = await actingAs(acting.database, person, acting);
  await forecastSample(forecaster, { asOf: await todayOf(acting, undefined), approvedBy: demoApprover });
}

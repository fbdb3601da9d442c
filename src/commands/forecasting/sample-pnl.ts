import { forecastSample } from '../../forecasting/index.ts';
import { personNamed } from '../../platform/security/index.ts';
import { actingAs, type Acting } from '../command.ts';
import { todayOf } from '../given/today.ts';

/** Who forecasts when a trial starts, and who approved what was forecast before. */
const demoForecaster = 'fritz.forecast@demo.invalid';
const demoApprover = 'olive.operator@demo.invalid';

/** Forecasts the sample as people of the demo. */
export async function forecastAsDemo(acting: Acting): Promise<void> {
  const as = async (name: string): Promise<Acting> =>
    actingAs(acting.database, await personNamed(acting.database, name), acting);
  const [forecaster, approver] = [await as(demoForecaster), await as(demoApprover)];
  await forecastSample(forecaster, { asOf: await todayOf(acting, undefined), approver });
}

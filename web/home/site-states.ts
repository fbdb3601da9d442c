import { useQuery } from '@tanstack/react-query';
import { meaningOf as meaningOfForecast } from '../design/standing.ts';
import type { Meaning } from '../design/state-chip.tsx';
import { meaningOf as meaningOfStatement } from '../design/states.ts';
import { cycleQuery } from '../service/forecasts.ts';
import { may, useMe } from '../service/session.ts';
import { statementsQuery } from '../service/statements.ts';
import { forecastTexts } from '../texts/forecast.ts';

/** Where a site stands with something, as the service says it. */
export interface SiteState {
  readonly of: 'forecast' | 'statement';
  readonly meaning: Meaning;
  readonly word: string;
}

/** Where the forecast of each site stands in the cycle that goes on, and its statement of a month. */
export function useSiteStates(month: string): (site: string) => readonly SiteState[] {
  const me = useMe();
  const { data: cycle } = useQuery({
    ...cycleQuery(),
    enabled: may(me, 'forecast', 'read'),
    retry: false,
  });
  const { data: statements = [] } = useQuery({
    ...statementsQuery({ month }),
    enabled: may(me, 'statement', 'read'),
    retry: false,
  });
  const forecasts = new Map(cycle?.sites.map((each) => [each.site, each]));
  const billed = new Map(statements.map(({ site, state }) => [site, state]));
  return (site) => {
    const [forecast, state] = [forecasts.get(site), billed.get(site)];
    return [
      ...(forecast === undefined
        ? []
        : [
            {
              of: 'forecast' as const,
              meaning: meaningOfForecast(forecast),
              word: forecastTexts.states[forecast.state] ?? forecast.state,
            },
          ]),
      ...(state === undefined
        ? []
        : [{ of: 'statement' as const, meaning: meaningOfStatement(state), word: state }]),
    ];
  };
}

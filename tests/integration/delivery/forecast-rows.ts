/** Whether the matrix lets somebody of a role do something, at a site or to anything at all. */
type Allows = (role: string, object: string, action: string, site?: string) => boolean;

interface Row {
  readonly path: string;
  readonly expects: boolean;
  readonly body?: unknown;
}

type Rows = Record<string, [path: string, expects: (role: string) => boolean, body?: unknown]>;

/** Routes of the P&L and of forecasts with what a role asks of each; months are closed, so that nothing changes. */
export function forecastRows(allows: Allows): Readonly<Record<string, (role: string) => readonly Row[]>> {
  const at = (object: string, action: string, site = '0170') => {
    return (role: string): boolean => allows(role, object, action, site);
  };
  const pnl = (role: string): boolean => allows(role, 'profit-and-loss', 'read');
  const labor = (role: string): boolean => allows(role, 'labor', 'read') && allows(role, 'revenue', 'read');
  const [reads, changes] = [at('forecast', 'read'), at('forecast', 'change')];
  const months = 'from=2025-03&to=2025-03';
  const rows: Rows = {
    'GET /profit-and-losses': [`/profit-and-losses?${months}&by=site`, pnl],
    'GET /profit-and-losses/explanation': [
      '/profit-and-losses/explanation?site=0170&month=2025-03&line=payroll',
      at('profit-and-loss', 'read'),
    ],
    'GET /profit-and-losses/file': [`/profit-and-losses/file?${months}&format=csv`, pnl],
    'GET /trending': ['/trending?month=2025-03', pnl],
    'GET /ranking': [`/ranking?${months}`, pnl],
    'GET /labor-productivity': [`/labor-productivity?${months}`, labor],
    'GET /forecasts': ['/forecasts?month=2025-03', (role) => allows(role, 'forecast', 'read')],
    'GET /forecasts/:site/:month': ['/forecasts/0170/2025-03', reads],
    ...enteringRows(at),
    'POST /forecasts/:site/:month/submit': [
      '/forecasts/0170/1999-03/submit',
      at('forecast', 'execute'),
      { year: 2000 },
    ],
    'POST /forecast-submissions/:decision': [
      '/forecast-submissions/approve',
      (role) => allows(role, 'forecast', 'approve'),
      { submissions: ['999999'] },
    ],
    'POST /forecasts/init': [
      '/forecasts/init',
      (role) => allows(role, 'forecast', 'change'),
      { sites: ['0170'], from: 'budget', year: 2025, is_editing: true, is_trial: true },
    ],
    'GET /forecasts/file': ['/forecasts/file?year=2025', (role) => allows(role, 'forecast', 'read')],
    'POST /forecasts/import': [
      '/forecasts/import',
      changes,
      {
        name: 'list',
        is_editing: true,
        is_trial: true,
        settings: [{ site: '0170', set: 'rates.valet-daily@2025-03=28' }],
      },
    ],
    ...versionRows(reads, changes),
  };
  return Object.fromEntries(
    Object.entries(rows).map(([name, [path, expects, body]]) => [
      name,
      (role: string): Row[] => [{ path, expects: expects(role), ...(body === undefined ? {} : { body }) }],
    ]),
  );
}

type May = (role: string) => boolean;

function versionRows(reads: May, changes: May): Rows {
  return {
    'GET /forecasts/:site/versions': ['/forecasts/0170/versions?year=2025', reads],
    'GET /forecasts/:site/versions/comparison': [
      '/forecasts/0170/versions/comparison?year=2025&one=none',
      reads,
    ],
    'POST /forecasts/:site/versions': [
      '/forecasts/0170/versions',
      changes,
      { year: 2025, version: 'other', from: 'none', is_editing: true },
    ],
    'POST /forecasts/:site/versions/promote': [
      '/forecasts/0170/versions/promote',
      changes,
      { year: 2025, version: 'none', is_editing: true },
    ],
  };
}

function enteringRows(at: (object: string, action: string) => May): Rows {
  const [reads, changes] = [at('forecast', 'read'), at('forecast', 'change')];
  const asked = { is_editing: true, seen: 999_999 };
  const entry = { area: 'rates', period: '2025-03', item: 'valet-daily', measure: 'rate', value: '28' };
  return {
    'PATCH /forecasts/:site/:month': ['/forecasts/0170/2025-03', changes, { ...asked, entries: [entry] }],
    'POST /forecasts/:site/:month/preview': [
      '/forecasts/0170/2025-03/preview',
      (role) => changes(role) && at('profit-and-loss', 'read')(role),
      { ...asked, entries: [entry] },
    ],
    'POST /forecasts/:site/:month/carry-rates': [
      '/forecasts/0170/2025-03/carry-rates',
      reads,
      { ...asked, months: 1 },
    ],
    'POST /forecasts/:site/:month/copy-schedule': [
      '/forecasts/0170/2025-03/copy-schedule',
      changes,
      { ...asked, from: '2025-03-01', to: '2025-03-02' },
    ],
  };
}

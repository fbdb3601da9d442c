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
    'GET /profit-and-losses/groups': [`/profit-and-losses/groups?${months}&by=site`, pnl],
    'GET /profit-and-losses/explanation': [
      '/profit-and-losses/explanation?site=0170&month=2025-03&line=payroll',
      at('profit-and-loss', 'read'),
    ],
    'GET /profit-and-losses/file': [`/profit-and-losses/file?${months}&format=csv`, pnl],
    'POST /profit-and-losses/mail': [
      `/profit-and-losses/mail?${months}`,
      (role) => pnl(role) && allows(role, 'report', 'execute'),
    ],
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
    ...analysisRows(allows),
    ...planningRows(allows),
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

/** What would be, why figures differ, and how good forecasts were; of a year that is past. */
function analysisRows(allows: Allows): Rows {
  const both = (role: string): boolean =>
    allows(role, 'forecast', 'read') && allows(role, 'profit-and-loss', 'read');
  const months = 'from=2025-03&to=2025-03';
  return {
    'POST /profit-and-losses/what-if': [
      '/profit-and-losses/what-if',
      both,
      { site: '0170', year: 2000, drivers: ['payroll=-2%'] },
    ],
    'GET /profit-and-losses/bridge': [`/profit-and-losses/bridge?${months}`, both],
    'GET /back-test': [`/back-test?${months}`, both],
    'GET /forecast-accuracy': [`/forecast-accuracy?${months}`, both],
  };
}

/** Events, comments, proformas and reminders; what is asked for is not valid, so that nothing changes. */
function planningRows(allows: Allows): Rows {
  const may = (action: string): May => {
    return (role) => allows(role, 'forecast', action);
  };
  const draft = (role: string): boolean => allows(role, 'forecast', 'change', '0170');
  const readsPnl = (role: string): boolean => allows(role, 'profit-and-loss', 'read');
  const event = { site: '0170', kind: 'game', title: 'Derby', from: '2025-03-02', to: '2025-03-01' };
  const proforma = {
    site: '0170',
    year: 2030,
    from: { file: 'x', lines: [{ month: 'x', account: 'x', amount: 'x' }] },
  };
  return {
    'GET /events': ['/events', may('read')],
    'POST /events': ['/events', may('change'), event],
    'POST /events/import': ['/events/import', may('change'), { events: [event], is_trial: true }],
    'DELETE /events/:number': ['/events/999999', may('change')],
    'GET /variance-comments': ['/variance-comments', readsPnl],
    'PUT /variance-comments/:site/:month/:line': [
      '/variance-comments/0170/2025-03/payroll',
      may('change'),
      { says: 'x', seen: '999999' },
    ],
    'GET /proformas': ['/proformas', may('read')],
    'GET /proformas/:number': ['/proformas/999999', may('read')],
    'POST /proformas': ['/proformas', may('change'), proforma],
    'POST /proformas/:number': ['/proformas/999999', may('approve'), { decision: 'approved' }],
    'GET /forecast-drafts/:site/:year': ['/forecast-drafts/0170/2025', draft],
    'PATCH /forecast-drafts/:site/:year': ['/forecast-drafts/0170/2025', draft, { entries: [] }],
    'DELETE /forecast-drafts/:site/:year': ['/forecast-drafts/0170/2025', draft],
    'GET /job-groups': ['/job-groups', (role) => allows(role, 'job-code', 'read')],
    'GET /job-group-requests': ['/job-group-requests', (role) => allows(role, 'job-group-request', 'read')],
    'POST /job-group-requests': [
      '/job-group-requests',
      (role) => allows(role, 'job-group-request', 'change', '0170'),
      { site: '0170', group: 'Valet', change: { codes: ['NONE'] } },
    ],
    'POST /job-group-requests/:number': [
      '/job-group-requests/999999',
      (role) => allows(role, 'job-group-request', 'approve'),
      { decision: 'approved' },
    ],
    'GET /forecast-reminders': ['/forecast-reminders?month=2025-03', may('approve')],
    'POST /forecast-reminders': ['/forecast-reminders', may('approve'), { month: '1999-03' }],
  };
}

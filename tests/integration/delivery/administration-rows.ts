/** Whether the matrix lets somebody of a role do something, at a site or to anything at all. */
type Allows = (role: string, object: string, action: string, site?: string) => boolean;

interface Row {
  readonly path: string;
  readonly expects: boolean | number;
  readonly body?: unknown;
}

type Rows = Readonly<Record<string, (role: string) => readonly Row[]>>;
type Holds = (role: string) => boolean;

/** A route with what a role asks of it; where whoever may finds nothing, the status that says so. */
const row =
  (path: string, may: Holds, more: { readonly body?: unknown; readonly finds?: number } = {}) =>
  (role: string): readonly Row[] => {
    const { body, finds } = more;
    const expects = finds === undefined ? may(role) : may(role) ? finds : 403;
    return [{ path, expects, ...(body === undefined ? {} : { body }) }];
  };

/** Routes of administration with what a role asks of each; what is named is not there, so that little changes. */
export function administrationRows(allows: Allows): Rows {
  const may =
    (object: string, action: string): Holds =>
    (role) =>
      allows(role, object, action);
  const reason = 'a test';
  const [seesLogins, changesLogins] = [may('user', 'read'), may('user', 'change')];
  const audits = may('audit-trail', 'read');
  const [keeps, holds] = [may('retention', 'read'), may('retention', 'change')];
  const [watchesJobs, setsJobs, startsJobs] = [
    may('scheduled-job', 'read'),
    may('scheduled-job', 'change'),
    may('scheduled-job', 'execute'),
  ];
  return {
    'GET /health/live': row('/health/live', () => true),
    'GET /health/ready': row('/health/ready', () => true),
    'GET /health/components': row('/health/components', () => true),
    'GET /metrics': row('/metrics', may('metric', 'read')),
    'GET /components': row('/components', watchesJobs),
    'GET /capacity': row('/capacity', may('metric', 'read')),
    'GET /operations-reports': row('/operations-reports', may('metric', 'read')),
    'GET /operations-reports/:period': row('/operations-reports/day', may('metric', 'read')),
    'GET /database/top-statements': row('/database/top-statements', may('metric', 'read')),
    'GET /database/slow-statements': row('/database/slow-statements', may('metric', 'read')),
    'GET /logs': row('/logs', may('metric', 'read')),
    'GET /archive': row('/archive', may('archive', 'read')),
    'GET /schedules': row('/schedules', watchesJobs),
    'PATCH /schedules/:job': row('/schedules/access.review', setsJobs, { body: { limit_minutes: 20 } }),
    'DELETE /schedules/:job': row('/schedules/none', setsJobs, { finds: 404 }),
    'POST /schedules/:job/runs': row('/schedules/audit.chain/runs', startsJobs, { finds: 422 }),
    'GET /runs': row('/runs?limit=5', watchesJobs),
    'GET /runs/:run': row('/runs/99999', watchesJobs, { finds: 404 }),
    'POST /runs/:run/cancel': row('/runs/99999/cancel', startsJobs, { finds: 404 }),
    ...alertRows(may),
    'GET /audit-entries': row('/audit-entries?limit=1', audits),
    'GET /audit-entries/:number': row('/audit-entries/999999999', audits, { finds: 404 }),
    'POST /audit-verifications': row('/audit-verifications', audits, { body: {} }),
    'GET /audit-evidence': row('/audit-evidence?quarter=2026-Q4', may('audit-evidence', 'execute')),
    'POST /audit-explanations': row('/audit-explanations', may('audit-evidence', 'execute'), {
      body: { rule: 'none', reason },
    }),
    'GET /personal-data': row('/personal-data', may('personal-data', 'read')),
    'GET /retention': row('/retention', keeps),
    'GET /legal-holds': row('/legal-holds', keeps),
    'POST /legal-holds': row('/legal-holds', holds, { body: { site: '0170', reason } }),
    'DELETE /legal-holds/:number': row('/legal-holds/999999', holds, { finds: 404 }),
    'GET /export-limit': row('/export-limit', may('export-request', 'read')),
    'PUT /export-limit': row('/export-limit', may('export-request', 'change'), {
      body: { rows: 1_000_000, reason },
    }),
    'PATCH /me/choices': row('/me/choices', may('own-choice', 'change'), { body: { appearance: 'dark' } }),
    'POST /me/visits': row('/me/visits', may('own-choice', 'change'), { body: {} }),
    'GET /roles': row('/roles', () => true),
    // Without a reason nothing is changed.
    'PUT /rights/:role/:object/:action': row('/rights/auditor/revenue/change', may('right', 'change'), {
      body: { scope: 'all' },
      finds: 422,
    }),
    'GET /changed-rights': row('/changed-rights', may('right', 'read')),
    'GET /logins': row('/logins', seesLogins),
    'POST /logins': row('/logins', changesLogins, { body: { login: 'none', person: 'nobody' }, finds: 404 }),
    'DELETE /logins/:login': row('/logins/nobodys', changesLogins, { finds: 404 }),
    ...contractRows(may),
    ...jobRows(may),
    ...figureRows(may),
  };
}

function alertRows(may: (object: string, action: string) => Holds): Rows {
  const [reads, sets, handles] = [may('alert', 'read'), may('alert', 'change'), may('alert', 'execute')];
  const until = '2001-01-01T00:00:00Z';
  return {
    'GET /alerts': row('/alerts?limit=5', reads),
    'GET /alerts/:alert': row('/alerts/99999', reads, { finds: 404 }),
    'POST /alerts/:alert/acknowledge': row('/alerts/99999/acknowledge', handles, { finds: 404 }),
    'POST /alerts/:alert/assign': row('/alerts/99999/assign', handles, {
      body: { to: 'nobody' },
      finds: 422,
    }),
    'POST /alerts/:alert/resolve': row('/alerts/99999/resolve', handles, {
      body: { note: 'a test' },
      finds: 404,
    }),
    'GET /alert-rules': row('/alert-rules', reads),
    'PATCH /alert-rules/:kind': row('/alert-rules/none', sets, { body: { warn: 1 }, finds: 404 }),
    'DELETE /alert-rules/:kind': row('/alert-rules/none', sets, { finds: 404 }),
    'GET /alert-silences': row('/alert-silences', reads),
    'POST /alert-silences': row('/alert-silences', sets, { body: { until, reason: 'a test' }, finds: 422 }),
    'DELETE /alert-silences/:silence': row('/alert-silences/99999', sets, { finds: 404 }),
  };
}

function contractRows(may: (object: string, action: string) => Holds): Rows {
  const [reads, changes] = [may('contract', 'read'), may('contract', 'change')];
  const clause = { site: '9999', kind: 'cap', from: '2025-05', fields: { amount: '1' }, reason: 'a test' };
  return {
    'GET /contract-clauses': row('/contract-clauses', reads),
    'GET /contract-clauses/kinds': row('/contract-clauses/kinds', reads),
    'POST /contract-clauses': row('/contract-clauses', changes, { body: clause }),
    'POST /contract-clauses/:site/:number/end': row('/contract-clauses/9999/1/end', changes, { body: {} }),
    'GET /indexes': row('/indexes', changes),
    'PUT /indexes/:index/:period': row('/indexes/none/2025', changes, { body: { percent: '1' } }),
    'POST /indexes/:index/:period/approve': row('/indexes/CPI/1999/approve', changes, { body: {} }),
    'GET /approval-tiers': row('/approval-tiers', reads),
    'PUT /approval-tiers/:tier': row('/approval-tiers/99', may('approval-tier', 'change'), {
      body: { from_value: '1' },
    }),
    'GET /contracts/:site/versions/:number/costs': row(
      '/contracts/0170/versions/999/costs',
      (role) => changes(role) || may('contract', 'approve')(role),
      { finds: 404 },
    ),
    'GET /contracts/:site/file': row('/contracts/9999/file', reads, { finds: 404 }),
    'POST /contracts/files': row('/contracts/files', changes, {
      body: { files: [{ name: 'a.json', content: 'no contract' }] },
    }),
  };
}

function jobRows(may: (object: string, action: string) => Holds): Rows {
  const [reads, changes] = [may('job-code', 'read'), may('job-code', 'change')];
  const maps = may('budget', 'execute');
  const codes = ['NONE'];
  return {
    'GET /job-codes': row('/job-codes', reads),
    'PATCH /job-codes/:code': row('/job-codes/NONE', changes, { body: { title: 'None' } }),
    'POST /job-codes/assign': row('/job-codes/assign', changes, { body: { codes, group: 'None' } }),
    'POST /job-codes/status': row('/job-codes/status', changes, { body: { codes, is_active: true } }),
    'POST /job-codes/productive': row('/job-codes/productive', changes, {
      body: { jobs: { codes }, is_productive: true },
    }),
    'POST /job-groups': row('/job-groups', changes, { body: { title: '@' } }),
    'PATCH /job-groups/:title': row('/job-groups/None', changes, { body: { change: { is_active: true } } }),
    'GET /job-profiles': row('/job-profiles?year=2025', may('budget', 'read')),
    'POST /job-profiles/map': row('/job-profiles/map', maps, { body: { profile: 'None', codes } }),
    'POST /job-profiles/unmap': row('/job-profiles/unmap', maps, { body: { profile: 'None' } }),
    'GET /accounts/unmapped': row('/accounts/unmapped', may('profit-and-loss', 'read')),
    'GET /accounts/mapped': row('/accounts/mapped', may('budget', 'read')),
    'PUT /accounts/:account/category': row('/accounts/1/category', maps, {
      body: { category: 'none', reason: 'a test' },
    }),
    'DELETE /accounts/:account/category': row('/accounts/1/category', maps, { finds: 404 }),
  };
}

function figureRows(may: (object: string, action: string) => Holds): Rows {
  const both =
    (one: Holds, other: Holds): Holds =>
    (role) =>
      one(role) && other(role);
  const [statements, limits] = [may('statement', 'read'), may('review-threshold', 'read')];
  return {
    'GET /outdated-statements': row('/outdated-statements', statements),
    'GET /statement-comparison': row('/statement-comparison?month=2025-03', both(statements, limits)),
    'GET /statement-performance': row(
      '/statement-performance?month=2025-03',
      both(statements, may('profit-and-loss', 'read')),
    ),
    'GET /daily-revenue': row('/daily-revenue', both(statements, limits)),
    // Nobody is to get the mail.
    'POST /daily-revenue/send': row(
      '/daily-revenue/send',
      both(limits, may('statement-sending', 'execute')),
      {
        body: {},
      },
    ),
  };
}

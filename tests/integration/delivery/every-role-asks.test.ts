import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { z } from 'zod';
import { everyRoute } from '../../../src/delivery/http/every-route.ts';
import type { Route } from '../../../src/delivery/http/server.ts';
import { questions } from '../../../src/warehouse/questions/catalogue.ts';
import type { Question } from '../../../src/warehouse/questions/question.ts';
import { hostile } from '../../hostile-values.ts';
import { openBrowser, type Browser } from './browser.ts';
import { administrationRows } from './administration-rows.ts';
import { dataRows } from './data-rows.ts';
import { forecastRows } from './forecast-rows.ts';
import { openHouse, people, routesOfHouse, verdict, type Resident } from './house.ts';

interface Role {
  readonly role: string;
  readonly kind: string;
  readonly isTemporaryOnly: boolean;
}

const page = new URL('../../../docs/reference/authorization.json', import.meta.url);
const { roles, privileges } = JSON.parse(await readFile(page, 'utf8')) as {
  readonly roles: readonly Role[];
  readonly privileges: readonly { readonly role: string; readonly scope: string }[];
};
const withPlace = new Set(
  privileges.filter(({ scope }) => !['all', 'self'].includes(scope)).map(({ role }) => role),
);
/** Somebody for every role of people, at site 0170 where the role has a place. */
const everybody: readonly (Resident & { readonly role: string })[] = roles
  .filter(({ kind }) => kind === 'person')
  .map(({ role, isTemporaryOnly }) => ({
    role,
    userId: `${role.toLowerCase()}@house.invalid`,
    roles: [role],
    ...(withPlace.has(role) ? { place: { kind: 'site', name: '0170' } } : {}),
    ...(isTemporaryOnly ? { until: '2099-01-01' } : {}),
  }));
const service = { userId: 'gp-export', roles: ['service:intake'], isService: true };
const emma: Resident = { userId: 'emma@house.invalid', roles: ['siteAdmin'] };
const house = await openHouse({
  withBooks: true,
  residents: [...everybody, people.amos, emma, service],
  env: { DAYBOOK_LIMIT_REQUESTS: '1000000', DAYBOOK_LIMIT_SECONDS: '100000' },
});
const { database } = house;
/** The matrix as it is: scopes by role, object and action. */
const rights = new Map(
  (
    await database.query<{ right: string; scopes: string[] }>(
      `select role || ' ' || object || ' ' || action as "right", array_agg(scope) as scopes
       from security.right_in_force group by 1`,
    )
  ).map(({ right, scopes }) => [right, scopes]),
);

/** Whether the matrix lets somebody of a role who is at 0170 do something, at a site or to anything at all. */
function allows(role: string, object: string, action: string, site?: string): boolean {
  const scopes = rights.get(`${role} ${object} ${action}`) ?? [];
  return scopes.some((scope) => scope === 'all' || (scope === 'self' ? site === undefined : site !== '0829'));
}

/** A request of a route, and whether the matrix allows it; a status where it says nothing about it. */
interface RouteCall {
  readonly path: string;
  readonly body?: unknown;
  readonly expects: boolean | number;
  /** With a key of the role that has this scope, instead of a session. */
  readonly key?: 'intake:write';
}

const asks = (path: string, expects: boolean | number, more: Partial<RouteCall> = {}): RouteCall => ({
  path,
  expects,
  ...more,
});

/** A question at the own site and at another, or as it is where it names no site. */
function questionsOf(verb: string, role: string): RouteCall[] {
  return questions.flatMap(({ name, parameters, objects }: Question) => {
    const given = parameters.filter(({ isRequired }) => isRequired);
    const sites = given.some((one) => one.name === 'site') ? ['0170', '0829'] : [undefined];
    return sites.map((site) => {
      const typed = given.map((one) => [one.name, one.name === 'site' ? (site ?? '') : one.example] as const);
      return asks(
        `/${verb}/${name}?${String(new URLSearchParams(Object.fromEntries(typed)))}`,
        objects.every((object) => allows(role, object, 'read', site)),
      );
    });
  });
}

/** Sets of the data service with the object of the matrix that they show. */
const sets: Readonly<Record<string, string>> = {
  sites: 'site',
  ledger_balances: 'profit-and-loss',
  statements: 'statement',
  contracts: 'contract',
  profit_and_losses: 'profit-and-loss',
  people: 'user',
};

function setsOf(root: string, role: string): RouteCall[] {
  return [
    asks(`${root}/$metadata`, 200),
    ...Object.entries(sets).map(([set, object]) =>
      asks(`${root}/${set}?$top=1`, allows(role, object, 'read')),
    ),
  ];
}

type Table = Readonly<Record<string, (role: string) => readonly RouteCall[]>>;

/** Sites, contacts and territories; what was seen is never the newest, so nothing changes. */
function siteRoutes(): Table {
  const seen = 999_999;
  const contact = { seen, kind: 'billing', name: 'Payables', emails: 'payables@example.org' };
  const allowed =
    (object: string, action: string, site?: string) =>
    (role: string): boolean =>
      allows(role, object, action, site);
  const reads = allowed('site', 'read');
  const readsContacts = allowed('site-information', 'read');
  const changes = allowed('site-information', 'change', '0170');
  const takesOn = allowed('site-from-master', 'execute');
  const places = allowed('site', 'change', '0170');
  return {
    'GET /sites': (role) => [asks('/sites', reads(role))],
    'GET /similar-sites': (role) => [asks('/similar-sites', reads(role))],
    'GET /sites/:site': (role) => [asks('/sites/0170', allows(role, 'site', 'read', '0170'))],
    'GET /territories': (role) => [asks('/territories', reads(role) && allows(role, 'catalogue', 'read'))],
    'GET /contacts': (role) => [asks('/contacts', readsContacts(role))],
    'GET /sites/:site/contacts': (role) => [asks('/sites/0170/contacts', readsContacts(role))],
    'PATCH /sites/:site': (role) => [
      asks('/sites/0170', changes(role), { body: { seen, values: { recipient: 'x' } } }),
    ],
    'POST /sites': (role) => [
      asks('/sites', takesOn(role), { body: { site: '9999', contract: false } }),
      asks('/sites', takesOn(role) && allows(role, 'contract', 'change'), { body: { site: '9999' } }),
    ],
    'POST /sites/:site/close': (role) => [
      asks('/sites/0170/close', changes(role), { body: { seen, on: '2099-01-01' } }),
    ],
    'PUT /sites/:site/territory': (role) => [
      asks('/sites/0170/territory', places(role), { body: { territory: 'none', from: '2025-01-01' } }),
    ],
    'POST /sites/:site/contacts': (role) => [asks('/sites/0170/contacts', changes(role), { body: contact })],
    'POST /contacts/:number/verify': () => [asks('/contacts/999999/verify', 404, { body: {} })],
    'DELETE /contacts/:number': () => [asks('/contacts/999999', 404)],
  };
}

/** Billing, postings and support sessions; nothing is there to be changed. */
function billingRoutes(): Table {
  const sees = (role: string): boolean => allows(role, 'statement', 'read');
  const [month, unknown] = ['2025-03', '/statements/999999'];
  const postings = (role: string): boolean => allows(role, 'ledger-posting', 'read');
  const posts = (role: string): boolean => allows(role, 'ledger-posting', 'execute');
  const acts = (body: unknown) => (role: string) => [
    asks(`${unknown}/dispute`, sees(role) ? 404 : 403, { body }),
  ];
  const lacks = (below: string) => (role: string) => [asks(`${unknown}${below}`, sees(role) ? 404 : 403)];
  return {
    'POST /bill': (role) => [
      asks('/bill', allows(role, 'statement', 'execute'), { body: { month, dry_run: true } }),
    ],
    'GET /statements/:number/document': lacks('/document'),
    'GET /statements/:number/reports': lacks('/reports'),
    'GET /statements/:number/reports/:kind': lacks('/reports/tax'),
    'GET /payments': (role) => [asks('/payments', allows(role, 'receipt', 'read') && sees(role))],
    'GET /payments/unmatched': (role) => [asks('/payments/unmatched', allows(role, 'receipt', 'read'))],
    'GET /disputes': (role) => [asks('/disputes', allows(role, 'statement-dispute', 'read'))],
    'POST /statements/:number/dispute': acts({}),
    'POST /statements/:number/resolve': (role) => [
      asks(`${unknown}/resolve`, sees(role) ? 404 : 403, { body: { outcome: 'agreed' } }),
    ],
    'POST /statements/:number/lines': (role) => [
      asks(`${unknown}/lines`, sees(role) ? 404 : 403, { body: { remove: '1' } }),
    ],
    'POST /statements/:number/revise': (role) => [
      asks(`${unknown}/revise`, sees(role) ? 404 : 403, { body: {} }),
    ],
    'GET /readiness': (role) => [
      asks(
        `/readiness?month=${month}`,
        sees(role) && allows(role, 'site-readiness', 'read') && allows(role, 'contract', 'read'),
      ),
    ],
    'POST /readiness': () => [asks('/readiness', 207, { body: { month, sites: ['9999'], is_ready: true } })],
    'GET /postings': (role) => [asks(`/postings?month=${month}`, postings(role))],
    'GET /postings/held': (role) => [asks('/postings/held', postings(role))],
    'GET /postings/reconciliation': (role) => [
      asks(
        `/postings/reconciliation?month=${month}`,
        postings(role) && allows(role, 'profit-and-loss', 'read'),
      ),
    ],
    'POST /postings/retry': (role) => [asks('/postings/retry', posts(role), { body: { keys: ['none'] } })],
    'POST /postings/acknowledge': (role) => [
      asks('/postings/acknowledge', posts(role) ? 404 : 403, {
        body: { key: 'none', answer: 'ok', is_failed: false },
      }),
    ],
    // No web service is configured, and the month has no statistics.
    'POST /postings/hand-over': (role) => [
      asks('/postings/hand-over', posts(role) ? 409 : 403, { body: {} }),
    ],
    'POST /postings/answers': (role) => [
      asks('/postings/answers', posts(role), {
        body: { name: 'a.csv', answers: [{ key: 'none', result: 'taken' }], dry_run: true },
      }),
    ],
    'POST /postings/held/discard': (role) => [
      asks('/postings/held/discard', posts(role) ? 422 : 403, { body: { held: ['999999'] } }),
    ],
    'GET /postings/units': (role) => [asks(`/postings/units?month=${month}`, posts(role) ? 404 : 403)],
    'POST /postings/units': (role) => [
      asks('/postings/units', posts(role) ? 404 : 403, { body: { month, dry_run: true } }),
    ],
    'GET /support-sessions': () => [asks('/support-sessions', 200)],
    // Without a reason nothing begins.
    'POST /support-sessions': (role) => [
      asks('/support-sessions', allows(role, 'support-session', 'execute') ? 422 : 403, {
        body: { person: people.amos.userId },
      }),
    ],
    'POST /support-sessions/:number/end': () => [asks('/support-sessions/999/end', 409, { body: {} })],
  };
}

function catalogueRoutes(): Table {
  const keeps = (role: string): boolean => allows(role, 'billing-configuration', 'change');
  const entry = '/catalogues/revenue-codes/ZZ9';
  return {
    'GET /catalogues/:catalogue': (role) => [
      asks('/catalogues/revenue-codes', allows(role, 'catalogue', 'read')),
    ],
    'PUT /catalogues/:catalogue/:code': (role) => [
      asks(entry, keeps(role), { body: { name: 'x', seen: '999999' } }),
    ],
    'DELETE /catalogues/:catalogue/:code': (role) => [asks(entry, keeps(role))],
    'GET /accounts/validation': (role) => [
      asks('/accounts/validation', allows(role, 'ledger-posting', 'read')),
    ],
    'POST /accounts/validation': (role) => [
      asks('/accounts/validation', allows(role, 'ledger-posting', 'read'), { body: {} }),
    ],
  };
}

/** Rows that are written through the data service; what is asked for is not valid, so nothing changes. */
function writtenRows(): Table {
  const month = '1999-01-01';
  const why = { '@Daybook.reason': 'test of every role' };
  const rows: Readonly<Record<string, readonly [object: string, body: object]>> = {
    territories: ['site-configuration', { territory_name: '' }],
    site_contacts: ['site-information', { site_id: '0170', kind: 'billing', contact_name: '', emails: 'x' }],
    catalogue_entries: ['billing-configuration', { catalogue: 'revenue-codes', code: '???' }],
    site_readinesses: [
      'site-readiness',
      { site_id: '0170', service_month: month, is_ready: true, note: 'x'.repeat(3_000) },
    ],
    forecast_rates: [
      'forecast',
      { site_id: '0170', rate_month: month, category: 'valet-daily', rate: 5_000, ...why },
    ],
    people: ['user', { user_id: '' }],
  };
  const changes = (role: string): boolean => allows(role, 'site-information', 'change', '0170');
  const other = '/api/data/v9.2/sites';
  return {
    'POST /odata/*': (role) => [
      asks('/odata/sites/$query', allows(role, 'site', 'read'), { body: {} }),
      asks('/odata/sites', 405, { body: {} }),
      ...Object.entries(rows).map(([set, [object, body]]) =>
        asks(`/odata/${set}`, allows(role, object, 'change', '0170'), { body }),
      ),
      ...Object.entries({ bill: 'statement', submitForecast: 'forecast' }).map(([action, object]) =>
        asks(
          `/odata/sites('0170')/Daybook.${action}`,
          allows(role, 'site', 'read', '0170') && allows(role, object, 'execute', '0170'),
          { body: { month: '2099-03' } },
        ),
      ),
    ],
    'PATCH /odata/*': (role) => [asks("/odata/sites('0170')", changes(role), { body: { city: 'x' } })],
    'PUT /odata/*': (role) => [asks("/odata/sites('0170')/city", changes(role), { body: { value: 'x' } })],
    'DELETE /odata/*': () => [asks('/odata/ledger_balances(1)', 405)],
    ...Object.fromEntries(
      ['POST', 'PATCH', 'PUT', 'DELETE'].map((method) => [
        `${method} /api/data/v9.2/*`,
        () => [asks(method === 'POST' ? other : `/api/data/v9.2/statements(1)`, 405, { body: {} })],
      ]),
    ),
  };
}

/** Contracts of a site that has none, so that whoever may gets 404. */
function contractRoutes(): Table {
  const at = '/contracts/9999';
  const reads = (role: string): boolean => allows(role, 'contract', 'read');
  const changes = (role: string): boolean => allows(role, 'contract', 'change');
  const approves = (role: string): boolean => allows(role, 'contract', 'approve');
  const values = [{ place: 'notes', value: 'x' }];
  const [month, decision] = ['2025-07', 'approved'];
  const limits = [{ site: '9999', amount: '1' }];
  return {
    'GET /contracts': (role) => [asks('/contracts', reads(role))],
    'POST /contracts': (role) => [asks('/contracts', changes(role), { body: { site: '9999' } })],
    'GET /contracts/:site': (role) => [asks(at, reads(role))],
    'GET /contracts/:site/fields': (role) => [asks(`${at}/fields`, changes(role))],
    'PATCH /contracts/:site': (role) => [asks(at, changes(role), { body: { values } })],
    'POST /contracts/:site/preview': (role) => [asks(`${at}/preview`, changes(role), { body: { values } })],
    'POST /contracts/:site/end': (role) => [asks(`${at}/end`, changes(role), { body: { after: month } })],
    'POST /contracts/:site/withdraw': (role) => [asks(`${at}/withdraw`, changes(role))],
    'GET /contracts/:site/versions': (role) => [asks('/contracts/0170/versions', reads(role))],
    'GET /contracts/:site/versions/:one/compare/:other': (role) => [
      asks(`${at}/versions/1/compare/2`, reads(role)),
    ],
    'GET /contract-templates': (role) => [asks('/contract-templates', changes(role))],
    'PUT /contract-templates/:name': (role) => [
      asks('/contract-templates/none', changes(role), { body: { is_trial: true } }),
    ],
    'DELETE /contract-templates/:name': (role) => [
      asks('/contract-templates/none', changes(role) ? 404 : 403),
    ],
    'PUT /contract-marks/:mark': () => [asks('/contract-marks/custom', 207, { body: { sites: ['9999'] } })],
    'GET /contract-approvals': (role) => [asks('/contract-approvals', reads(role))],
    'POST /contract-approvals/approve': (role) => [
      asks('/contract-approvals/approve', approves(role), { body: { numbers: ['999999'] } }),
    ],
    'POST /contract-approvals/reject': (role) => [
      asks('/contract-approvals/reject', approves(role) || changes(role), { body: { numbers: ['999999'] } }),
    ],
    'GET /escalations': (role) => [asks(`/escalations?month=${month}`, reads(role))],
    'POST /escalations': (role) => [asks('/escalations', changes(role), { body: { month } })],
    'GET /escalations/comparison': (role) => [asks(`/escalations/comparison?month=${month}`, reads(role))],
    'GET /increases': (role) => [asks(`/increases?month=${month}`, reads(role))],
    'POST /increases/:site/:month': (role) => [
      asks(`/increases/0170/${month}`, allows(role, 'contract', 'approve', '0170'), { body: { decision } }),
    ],
    'GET /escalators': (role) => [asks('/escalators', changes(role))],
    'POST /escalators': (role) => [
      asks('/escalators', changes(role), { body: { reading: 'none', from: month, reason: 'x' } }),
    ],
    'POST /escalators/:number': (role) => [asks('/escalators/999999', changes(role), { body: { decision } })],
    'GET /customer-notices': (role) => [asks('/customer-notices', reads(role))],
    'GET /review-limits': (role) => [asks('/review-limits', allows(role, 'review-threshold', 'read'))],
    'PUT /review-limits': (role) => [
      asks('/review-limits', allows(role, 'review-threshold', 'change'), { body: { limits } }),
    ],
  };
}

/** Who says why before reading a single statement. */
const sayWhy = ['corporateConsumer', 'financeManager', 'svp'];
/** Who may know how a statement came about: who reads its contract, and the books or makes statements. */
const explains = (role: string): boolean =>
  !sayWhy.includes(role) &&
  allows(role, 'statement', 'read') &&
  allows(role, 'contract', 'read') &&
  (allows(role, 'revenue', 'read') ||
    allows(role, 'profit-and-loss', 'read') ||
    allows(role, 'statement', 'execute'));

const ownKey = { label: 'mine', scopes: ['questions:read'] };
let victimsKey = '';
let victimsSession = '';
/** Requests of Emma for a role at 0170 that wait for a manager: one to approve, one to refuse. */
let [toApprove, toRefuse] = ['', ''];

const mayReview = (role: string): boolean =>
  allows(role, 'access-review', 'read') || allows(role, 'access-review', 'approve');

/** Every route with what a role asks of it. A route that is missing here fails the test. */
const table: Readonly<Record<string, (role: string) => readonly RouteCall[]>> = {
  'GET /health': () => [asks('/health', 200)],
  'GET /sign-in': () => [asks('/sign-in', 303)],
  'GET /sign-in/callback': () => [asks('/sign-in/callback?error=access_denied', 401)],
  'GET /': () => [asks('/', 303)],
  'GET /status': () => [asks('/status', 200)],
  'GET /assets/:name': () => [asks('/assets/nothing.js', 404)],
  'GET /me': () => [asks('/me', 200)],
  'GET /openapi.json': () => [asks('/openapi.json', 200)],
  'GET /questions': () => [asks('/questions', 200)],
  'GET /sessions': (role) => [
    asks('/sessions', 200),
    asks(`/sessions?person=${people.amos.userId}`, allows(role, 'session', 'read')),
  ],
  'DELETE /sessions/:id': (role) => [asks(`/sessions/${victimsSession}`, allows(role, 'session', 'change'))],
  'GET /access-requests': (role) => [
    asks('/access-requests?all=true', allows(role, 'access-request', 'read')),
  ],
  'POST /access-requests': (role) => [
    asks('/access-requests', allows(role, 'access-request', 'change'), {
      body: { role: 'rssAdmin', reason: 'cover' },
    }),
  ],
  'POST /access-requests/:id/approve': (role) => [
    asks(`/access-requests/${toApprove}/approve`, allows(role, 'access-request', 'approve', '0170'), {
      body: {},
    }),
  ],
  'POST /access-requests/:id/refuse': (role) => [
    asks(`/access-requests/${toRefuse}/refuse`, allows(role, 'access-request', 'approve', '0170'), {
      body: { reason: 'not needed' },
    }),
  ],
  'POST /emergency-access': (role) => [
    asks('/emergency-access', allows(role, 'access-request', 'execute'), {
      body: { person: emma.userId, role: 'rssAdmin', until: '2090-01-01', reason: 'loads stand still' },
    }),
  ],
  'GET /access-reviews': (role) => [asks('/access-reviews', mayReview(role))],
  'GET /access-reviews/:id': (role) => [asks('/access-reviews/1', mayReview(role))],
  'POST /access-reviews': (role) => [
    asks('/access-reviews', allows(role, 'access-review', 'execute') && 409, {
      body: { kind: 'quarter', day: '2025-05-05' },
    }),
  ],
  'POST /access-reviews/decide': (role) => [
    asks('/access-reviews/decide', allows(role, 'access-review', 'approve'), {
      body: { lines: ['999'], decision: 'keep', reason: 'checked' },
    }),
  ],
  'GET /export-requests': (role) => [asks('/export-requests', allows(role, 'export-request', 'read'))],
  'GET /unusual-exports': (role) => [
    asks('/unusual-exports?from=2025-01-01', allows(role, 'export-request', 'read')),
  ],
  'POST /export-requests/:id/approve': (role) => [
    asks('/export-requests/999/approve', allows(role, 'export-request', 'approve') && 404, {
      body: { reason: 'needed' },
    }),
  ],
  'POST /export-requests/:id/refuse': (role) => [
    asks('/export-requests/999/refuse', allows(role, 'export-request', 'approve') && 404, {
      body: { reason: 'not needed' },
    }),
  ],
  'GET /takeover': (role) => [asks('/takeover', allows(role, 'statement', 'read'))],
  'GET /takeover/held': (role) => [asks('/takeover/held', allows(role, 'takeover', 'read'))],
  'GET /takeover/rows': (role) => [
    asks('/takeover/rows', allows(role, 'statement', 'read') && allows(role, 'catalogue', 'read')),
  ],
  'GET /takeover/mapping': (role) => [asks('/takeover/mapping', allows(role, 'takeover', 'read'))],
  'POST /takeover/mapping': (role) => [
    asks('/takeover/mapping', allows(role, 'takeover', 'execute'), {
      body: { rows: [{ kind: 'code', from: '4700', to: 'fixed-fee' }], dry_run: true },
    }),
  ],
  'POST /takeover/replay': (role) => [
    asks('/takeover/replay', allows(role, 'takeover', 'execute'), { body: { held: ['999'] } }),
  ],
  'POST /takeover/discard': (role) => [
    asks('/takeover/discard', allows(role, 'takeover', 'execute'), {
      body: { held: ['999'], reason: 'a test' },
    }),
  ],
  'GET /users/usage': (role) => [asks('/users/usage', allows(role, 'user', 'read'))],
  'GET /users/dormant': (role) => [asks('/users/dormant', allows(role, 'user', 'read'))],
  'POST /users/disable': (role) => [
    asks('/users/disable', allows(role, 'user', 'change') && 404, {
      body: { person: 'nobody@house.invalid', reason: 'left' },
    }),
  ],
  'POST /users/enable': (role) => [
    asks('/users/enable', allows(role, 'user', 'change') && 404, {
      body: { person: 'nobody@house.invalid', reason: 'back' },
    }),
  ],
  'GET /keys': () => [asks('/keys', 200)],
  'POST /keys': (role) => [
    asks('/keys', 201, { body: ownKey }),
    asks('/keys', allows(role, 'session', 'change'), {
      body: { ...ownKey, label: `of ${role}`, person: service.userId },
    }),
  ],
  'POST /keys/:id/rotate': (role) => [
    asks(`/keys/${victimsKey}/rotate`, allows(role, 'session', 'change'), { body: {} }),
  ],
  'DELETE /keys/:id': (role) => [asks(`/keys/${victimsKey}`, allows(role, 'session', 'change'))],
  'POST /logins/:login/claim': () => [asks('/logins/nobodys/claim', 404, { body: {} })],
  'GET /ask/:question': (role) => questionsOf('ask', role),
  'GET /explain/:question': (role) => questionsOf('explain', role),
  'POST /intake/:feed': (role) => {
    const mayLoad = allows(role, 'source-file', 'execute');
    const key = 'intake:write';
    const workbook = (site: string): RouteCall =>
      asks(
        `/intake/revenue_workbook?name=10${site}REV2025%20C03.xlsm`,
        mayLoad || allows(role, 'revenue-report', 'execute', site),
        { key },
      );
    return [
      asks('/intake/account_summary', mayLoad, { body: {} }),
      asks('/intake/account_summary', mayLoad, { key }),
      asks('/intake/budget_final', mayLoad || allows(role, 'budget', 'execute'), { key }),
      ...['0170', '0829'].map(workbook),
    ];
  },
  'GET /odata': () => [asks('/odata', 200)],
  'GET /api/data/v9.2': () => [asks('/api/data/v9.2', 200)],
  'GET /odata/*': (role) => setsOf('/odata', role),
  'GET /api/data/v9.2/*': (role) => setsOf('/api/data/v9.2', role),
  ...writtenRows(),
  'GET /backups': (role) => [asks('/backups', allows(role, 'backup', 'read'))],
  'GET /operator-facts': (role) => [asks('/operator-facts', allows(role, 'catalogue', 'read'))],
  'GET /operator-facts/:name': (role) => [
    asks('/operator-facts/companies', allows(role, 'catalogue', 'read')),
    asks('/operator-facts/none', allows(role, 'catalogue', 'read') ? 404 : 403),
  ],
  // Without a reason nothing is changed.
  'PUT /operator-facts/:name': (role) => [
    asks('/operator-facts/companies', allows(role, 'billing-configuration', 'change') ? 422 : 403, {
      body: { values: ['07 ENC'] },
    }),
  ],
  'DELETE /operator-facts/:name': (role) => [
    asks('/operator-facts/companies', allows(role, 'billing-configuration', 'change') ? 422 : 403),
  ],
  ...siteRoutes(),
  ...catalogueRoutes(),
  ...billingRoutes(),
  ...forecastRows(allows),
  ...dataRows(allows),
  ...administrationRows(allows),
  ...contractRoutes(),
  'GET /statements': (role) => [asks('/statements?month=2025-03', allows(role, 'statement', 'read'))],
  'GET /statement-lines/:line': (role) => [asks('/statement-lines/999999', explains(role) ? 404 : 403)],
  'GET /statements/:id': (role) => [asks('/statements/1', allows(role, 'statement', 'read'))],
  'GET /statements/:number/comparison': (role) => [
    asks(
      '/statements/1/comparison',
      allows(role, 'statement', 'read') && allows(role, 'review-threshold', 'read'),
    ),
  ],
  ...Object.fromEntries(
    ['approve', 'reject', 'send-back', 'send', 'resend', 'post'].map((action) => [
      `POST /statements/${action}`,
      (role: string) => [
        asks(`/statements/${action}`, allows(role, 'statement', 'read'), {
          body: { filter: { month: '1999-01' }, dry_run: true },
        }),
      ],
    ]),
  ),
  'POST /sign-out': () => [asks('/sign-out', 200, { body: {} })],
};

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const routes = (await routesOfHouse(house)).filter(({ method }) => method !== 'HEAD');

async function answerOf(browser: Browser, method: string, asked: RouteCall, key: string): Promise<Response> {
  const { path, body } = asked;
  if (asked.key !== undefined)
    return fetch(`${house.url}${path}`, {
      method,
      body: 'A\n1\n',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
    });
  if (body === undefined) return browser.ask(path, method === 'GET' ? {} : { method });
  return browser.ask(path, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}

/** Reads an answer to its end; one that stays open has none. */
async function leave(answer: Response): Promise<void> {
  const isOpen = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  await (isOpen ? answer.body?.cancel() : answer.arrayBuffer());
}

async function requestsOfEmma(): Promise<[string, string]> {
  const rows = await database.query<{ number: string }>(
    `insert into security.access_request (person_id, role, place_kind, places, reason, requested_by)
     select $1, 'accountManager', 'site', '{0170}', 'cover', $1 from generate_series(1, 2)
     returning access_request_id as number`,
    [house.personId(emma.userId)],
  );
  return [rows[0]?.number ?? '', rows[1]?.number ?? ''];
}

await database.query(`select security.open_review('quarter', '2025-04-01')`);

test('every route has its place in the table of roles', () => {
  assert.deepEqual(routes.map(nameOf).toSorted(), Object.keys(table).toSorted());
  assert.ok(everybody.length >= 20);
});

test('every route answers every role as the matrix says', async () => {
  const faults: string[] = [];
  let count = 0;
  for (const { role, userId } of everybody) {
    const [victim, browser] = [openBrowser(house.url), openBrowser(house.url)];
    await victim.signIn(people.amos.userId);
    const [session] = await database.query<{ id: string }>(
      `select session_id as id from security.session join security.person using (person_id)
       where user_id = $1 and ended_at is null order by opened_at desc limit 1`,
      [people.amos.userId],
    );
    victimsSession = session?.id ?? '';
    await house.keyOf(service.userId, ['intake:write']);
    const [kept] = await database.query<{ id: string }>(
      `select max(api_key_id)::text as id from security.api_key`,
    );
    victimsKey = kept?.id ?? '';
    [toApprove, toRefuse] = await requestsOfEmma();
    await browser.signIn(userId);
    await browser.signIn(userId, '/sign-in?step-up=1');
    const key = await house.keyOf(userId, ['intake:write']);
    for (const [route, requests] of Object.entries(table))
      for (const asked of requests(role)) {
        count += 1;
        const [method = ''] = route.split(' ');
        const answer = await answerOf(browser, method, asked, key);
        const { status } = answer;
        const isAsSaid =
          typeof asked.expects === 'number'
            ? status === asked.expects
            : status !== 401 && status < 500 && asked.expects === (status !== 403);
        if (!isAsSaid)
          faults.push(`${role}: ${method} ${asked.path} ${String(asked.expects)}, ${await verdict(answer)}`);
        else await leave(answer);
      }
  }
  assert.deepEqual(faults, []);
  assert.ok(count > 1_000, String(count));
});

/** Parameters that a route takes; what is not declared takes others as well. */
function queryOf({ method, path }: Route): string[] {
  const declared = everyRoute.find((one) => one.method === method && one.path === path);
  if (declared === undefined) return ['person', 'site', 'name', 'x'];
  return declared.query instanceof z.ZodObject ? Object.keys(declared.query.shape) : ['x'];
}

const placesOfQuestions = questions.flatMap(({ name, parameters }) =>
  parameters.map((parameter) => `${name}?${parameter.name}`),
);

test('a hostile value in any place of any route is answered, and never with a failure', async () => {
  const browser = openBrowser(house.url);
  const { userId } = everybody.find(({ role }) => role === 'securityAdmin') ?? assert.fail();
  await browser.signIn(userId);
  await browser.signIn(userId, '/sign-in?step-up=1');
  const key = await house.keyOf(userId, ['intake:write']);
  const faults: string[] = [];
  const fields = ['label', 'scopes', 'days', 'person'] as const;
  const values = [...hostile.filter((value) => value.length < 5_000), '\ud800', 'x'.repeat(5_000)];
  const ask = async (what: string, work: Promise<Response>): Promise<void> => {
    const { status } = await work;
    if (status >= 500) faults.push(`${what}: ${String(status)}`);
  };
  for (const [turn, value] of values.entries()) {
    const shown = JSON.stringify(value).slice(0, 40);
    const placed = encodeURIComponent(value.toWellFormed());
    // Every eighth value for a place, the others for its neighbours: no kind of value is shorter than that.
    const isTurn = (_: unknown, at: number): boolean => (at + turn) % 8 === 0;
    for (const route of routes.filter(({ path }) => path !== '/sign-out').filter(isTurn)) {
      const path = route.path.replaceAll(/:\w+/g, placed);
      const isIntake = route.path.startsWith('/intake');
      const asked = {
        path: `${path}?${queryOf(route)
          .map((name) => `${name}=${placed}`)
          .join('&')}`,
        expects: 200,
      };
      const body = {
        ...(isIntake ? { key: 'intake:write' as const } : {}),
        ...(route.method === 'POST' ? { body: value } : {}),
      };
      await ask(`${nameOf(route)} ${shown}`, answerOf(browser, route.method, { ...asked, ...body }, key));
    }
    for (const place of placesOfQuestions.filter(isTurn))
      await ask(`${place} ${shown}`, browser.ask(`/ask/${place}=${placed}`));
    for (const field of fields) {
      const body = { ...ownKey, [field]: field === 'scopes' ? [value] : value };
      await ask(`POST /keys ${field} ${shown}`, answerOf(browser, 'POST', asks('/keys', 201, { body }), key));
    }
  }
  const post = (body: string): Promise<Response> =>
    browser.ask('/keys', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  for (const text of [
    '1e400',
    '{"days":1e400}',
    '{"__proto__":1}',
    '{"label":"a","label":"b"}',
    'x',
    '"\\ud800"',
    '[[[',
    `${'['.repeat(300_000)}${']'.repeat(300_000)}`,
  ])
    await ask(`POST /keys ${text}`, post(text));
  assert.equal((await post(`{"label":"${'x'.repeat(20_000_000)}"}`).catch(() => null))?.status ?? 413, 413);
  assert.deepEqual(faults, []);
  assert.equal((await fetch(`${house.url}/health`)).status, 200);
});

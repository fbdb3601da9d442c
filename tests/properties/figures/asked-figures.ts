import {
  explainStatementLine,
  findOutdated,
  findStatements,
  makeSupport,
  neutralOperator,
  previewStatements,
  readDailyRevenue,
  readPayments,
  readReadiness,
  readUnmatched,
  statementSeen,
} from '../../../src/billing/index.ts';
import { reportKinds, reportLayouts } from '../../../src/billing/documents/report-layouts.ts';
import {
  escalateRates,
  exportContract,
  listClauses,
  listContracts,
  listWaitingChanges,
  readHistory,
  readWholeContract,
} from '../../../src/contracts/index.ts';
import {
  backTestForecasts,
  bridgePnl,
  compareMonth,
  compareVersions,
  explainPnlCell,
  exportForecasts,
  listForecastVersions,
  measureAccuracy,
  listJobCodes,
  listJobProfiles,
  listUnmappedAccounts,
  previewWhatIf,
  rankSites,
  readApprovalCalendar,
  readEntriesOfMonth,
  readLaborProductivity,
  readMonthTrending,
  readPnl,
  type ShownLine,
} from '../../../src/forecasting/index.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import type { Month } from '../../../src/kernel/month.ts';
import type { Principal } from '../../../src/platform/security/index.ts';
import { askAs, explainAs, questions } from '../../../src/warehouse/index.ts';
import { bothSites, today, type FiguresBooks } from './figures-books.ts';
import { nothingArchived } from '../../nothing-archived.ts';

/** Whether somebody may read an object, at a site or anywhere. */
export type May = (object: string, site?: string, action?: string) => boolean;

/** What is asked by a command, and the answer that the matrix gives. */
export interface FiguresRequest {
  readonly name: string;
  readonly ask: (principal: Principal) => Promise<unknown>;
  /** Sites of which the answer has to tell; none of them: it is refused, or tells of nothing. */
  readonly sites: (may: May) => readonly string[];
  /** Nothing to answer is a refusal, as for one site; a list is empty. */
  readonly isOfOneSite: boolean;
  /** Rows behind a statement, which whoever may read its support is shown. */
  readonly isOfStatement: boolean;
  /** It leaves out what may not be read, and says how much of what. */
  readonly saysHidden: boolean;
}

const [month, openMonth, year] = ['2025-05', '2025-06', 2025] as const;
const operator = neutralOperator;
const utc = { timeZone: 'UTC', asOf: null };
const days = { asOf: today, today };
const version = 'working';

/** Every one of these objects is readable at a site. */
const every =
  (...objects: readonly string[]) =>
  (may: May, site: string): boolean =>
    objects.every((object) => may(object, site));

type Needs = (may: May, site: string) => boolean;

/** Of one site, asked at each. */
function atSites(
  command: string,
  needs: Needs,
  ask: (principal: Principal, site: string) => Promise<unknown>,
): FiguresRequest[] {
  return bothSites.map((site) => ({
    name: `${command} at ${site}`,
    ask: (principal) => ask(principal, site),
    sites: (may) => (needs(may, site) ? [site] : []),
    isOfOneSite: true,
    isOfStatement: command.startsWith('statements'),
    saysHidden: command.startsWith('explain cell'),
  }));
}

/** Of all sites at once. */
function overSites(
  name: string,
  needs: Needs,
  ask: (principal: Principal) => Promise<unknown>,
): FiguresRequest[] {
  const sites = (may: May): string[] => bothSites.filter((site) => needs(may, site));
  return [{ name, ask, sites, isOfOneSite: false, isOfStatement: false, saysHidden: false }];
}

/** The questions by name, at each site where they name one. */
function questionsBy(verb: 'ask' | 'explain'): [string, FiguresRequest[]][] {
  return questions.map(({ name, objects, parameters }) => {
    const required = parameters.filter(({ isRequired }) => isRequired);
    const typed = Object.fromEntries(required.map((one) => [one.name, valueOf(one)]));
    const namesSite = required.some((one) => one.name === 'site');
    const command = `${verb} ${name}`;
    const ask = ({ caller }: Principal, site: string): Promise<unknown> => {
      const values = namesSite ? { ...typed, site } : typed;
      const asker = { caller, archive: nothingArchived };
      return verb === 'ask' ? askAs(asker, name, values) : explainAs(asker, name, values);
    };
    const needs: Needs = namesSite ? every(...objects) : (may) => objects.every((object) => may(object));
    return [command, atSites(command, needs, ask).slice(namesSite ? 0 : 1)];
  });
}

/** May 2025, in which the books have everything. */
function valueOf({ name, example }: { readonly name: string; readonly example: string }): string {
  return (
    { month, year: String(year), account: '6000', from: '2025-05-01', to: '2025-05-31' }[name] ?? example
  );
}

/** Who sees a statement may ask how a line came about, but for a customer. */
const explainsLines: Needs = (may, site) =>
  may('statement', site) &&
  may('contract', site) &&
  (may('profit-and-loss') || may('revenue') || may('statement', undefined, 'execute'));

const bridged = {
  year,
  from: month,
  to: month,
  asOf: today,
  sites: {},
  ends: [
    { basis: 'budget', version },
    { basis: 'trend', version },
  ],
} as const;
const pnl = {
  months: { from: '2025-01', to: '2025-12' },
  against: 'budget',
  version,
  ...days,
  sites: {},
  isStored: false,
  onProgress: () => undefined,
} as const;
const whatIf = {
  year,
  version,
  asOf: today,
  drivers: [{ kind: 'payroll', change: { percent: decimal('10') } }],
} as const;
const list = { filter: {}, isExport: false, ...utc } as const;
const forecastAndPnl = every('forecast', 'profit-and-loss', 'site');

/** Rows of a closed month and of the open one, each kind of source among them. */
const explainedCells: readonly (readonly [ShownLine, Month])[] = [
  ['payroll', month],
  ['payroll', openMonth],
  ['external-revenue', openMonth],
  ['internal-revenue', openMonth],
  ['insurance', openMonth],
  ['front-line-contribution', openMonth],
];

/** Every command that shows figures with what is asked of it, for books with these statements. */
export function figuresAsked({
  statementOf,
  lines,
}: FiguresBooks): ReadonlyMap<string, readonly FiguresRequest[]> {
  const statementAt = (site: string): string => statementOf.get(site) ?? '';
  return new Map([
    ...questionsBy('ask'),
    ...questionsBy('explain'),
    [
      'explain cell',
      explainedCells.flatMap(([line, at]) =>
        atSites(`explain cell ${line} ${at}`, every('profit-and-loss'), (principal, site) =>
          explainPnlCell(principal, { site, month: at, line, version, asOf: today, operator: operator.name }),
        ),
      ),
    ],
    [
      'explain line',
      lines.map(({ site, line }) => ({
        name: `explain line ${line} of ${site}`,
        ask: (principal) => explainStatementLine(principal, line),
        sites: (may) => (explainsLines(may, site) ? [site] : []),
        isOfOneSite: true,
        isOfStatement: true,
        saysHidden: true,
      })),
    ],
    ['pnl', overSites('pnl', every('profit-and-loss', 'site'), (principal) => readPnl(principal, pnl))],
    ...performanceAsked(),
    ...forecastsAsked(),
    ...pastForecastsAsked(),
    ...contractsAsked(),
    ...statementsAsked(statementAt),
    ['accounts unmapped', overSites('accounts unmapped', every('profit-and-loss'), listUnmappedAccounts)],
    [
      'jobs list',
      atSites(
        'jobs list',
        (may, site) => may('job-code') && may('labor', site),
        (principal, site) => listJobCodes(principal, { site, today }),
      ),
    ],
    [
      'jobs profiles',
      overSites('jobs profiles', every('budget'), (principal) =>
        listJobProfiles(principal, { sites: null, year, asOf: today }),
      ),
    ],
  ] satisfies [string, readonly FiguresRequest[]][]);
}

function performanceAsked(): [string, FiguresRequest[]][] {
  const { months, against, sites } = pnl;
  const asked = { months, against, version, ...days, sites };
  const range = {
    from: '2025-05-01',
    to: '2025-05-31',
    grain: 'month',
    by: 'site',
    sites: {},
    today,
  } as const;
  const ranking = { ...asked, by: 'site', measure: 'front-line-contribution', figure: 'amount' } as const;
  return [
    [
      'trending',
      overSites('trending', every('profit-and-loss', 'site'), (principal) =>
        readMonthTrending(principal, { ...asked, month: openMonth }),
      ),
    ],
    [
      'ranking',
      overSites('ranking', every('profit-and-loss', 'site'), (principal) => rankSites(principal, ranking)),
    ],
    [
      'labor productivity',
      overSites('labor productivity', every('labor', 'revenue', 'site'), (principal) =>
        readLaborProductivity(principal, range),
      ),
    ],
  ];
}

function forecastsAsked(): [string, FiguresRequest[]][] {
  return [
    [
      'forecast get',
      atSites('forecast get', every('forecast'), (principal, site) =>
        readEntriesOfMonth(principal, { site, version, month: openMonth }),
      ),
    ],
    [
      'forecast compare',
      atSites(
        'forecast compare',
        every('forecast', 'revenue', 'profit-and-loss', 'labor'),
        (principal, site) => compareMonth(principal, { site, version, month: openMonth, by: 'month', today }),
      ),
    ],
    [
      'forecast versions',
      atSites('forecast versions', every('forecast'), (principal, site) =>
        listForecastVersions(principal, { site, year }),
      ),
    ],
    [
      'forecast compare-versions',
      atSites('forecast compare-versions', every('forecast'), (principal, site) =>
        compareVersions(principal, { site, year, one: '2025-05 #1', other: version }),
      ),
    ],
    [
      'forecast what-if',
      atSites('forecast what-if', every('forecast', 'profit-and-loss'), (principal, site) =>
        previewWhatIf(principal, { site, ...whatIf }),
      ),
    ],
    [
      'forecast export',
      overSites('forecast export', every('forecast'), (principal) =>
        exportForecasts(principal, { sites: null, year, version }),
      ),
    ],
    [
      'forecast bridge',
      overSites('forecast bridge', forecastAndPnl, (principal) => bridgePnl(principal, bridged)),
    ],
    [
      'forecast calendar',
      overSites('forecast calendar', forecastAndPnl, (principal) =>
        readApprovalCalendar(principal, { sites: {}, month: openMonth, today, timeZone: 'UTC' }),
      ),
    ],
  ];
}

/** How good forecasts of record were. */
function pastForecastsAsked(): [string, FiguresRequest[]][] {
  const past = { sites: {}, from: month, to: month, ...days, timeZone: 'UTC' };
  return [
    [
      'forecast back-test',
      overSites('forecast back-test', forecastAndPnl, (principal) => backTestForecasts(principal, past)),
    ],
    [
      'forecast accuracy',
      overSites('forecast accuracy', forecastAndPnl, (principal) =>
        measureAccuracy(principal, { by: 'site', ...past }),
      ),
    ],
  ];
}

function contractsAsked(): [string, FiguresRequest[]][] {
  const sees = every('contract');
  return [
    ['contracts list', overSites('contracts list', sees, (principal) => listContracts(principal, { month }))],
    [
      'contracts show',
      atSites('contracts show', sees, (principal, site) => readWholeContract(principal, { site, month })),
    ],
    ['contracts history', atSites('contracts history', sees, readHistory)],
    [
      'contracts export',
      atSites('contracts export', sees, (principal, site) => exportContract(principal, { site, month })),
    ],
    ['contracts waiting', overSites('contracts waiting', sees, (principal) => listWaitingChanges(principal))],
    [
      'contracts clauses list',
      overSites('contracts clauses list', sees, (principal) => listClauses(principal, { month: null })),
    ],
    [
      'contracts escalations',
      overSites('contracts escalations', sees, (principal) =>
        escalateRates(principal, { month: '2026-06', isPreview: true }),
      ),
    ],
  ];
}

function statementsAsked(statementAt: (site: string) => string): [string, FiguresRequest[]][] {
  const sees = every('statement');
  return [
    [
      'statements list',
      overSites('statements list', sees, (principal) => findStatements(principal, operator, list)),
    ],
    [
      'statements outdated',
      overSites('statements outdated', sees, (principal) => findOutdated(principal, operator, {})),
    ],
    [
      'statements show',
      atSites('statements show', sees, (principal, site) => statementSeen(principal, statementAt(site))),
    ],
    [
      'statements report',
      reportKinds.flatMap((kind) =>
        atSites(
          `statements report ${kind}`,
          (may, site) =>
            may('statement', site) &&
            may('contract', site) &&
            reportLayouts[kind].reads.every((object) => may(object, site) || may('statement-support', site)),
          (principal, site) =>
            makeSupport(principal, {
              statementId: statementAt(site),
              kind,
              isExport: false,
              printedFor: null,
            }),
        ),
      ),
    ],
    [
      'statements payments',
      [
        ...overSites('statements payments', every('receipt', 'statement'), (principal) =>
          readPayments(principal, { where: {}, isExport: false, isPastDue: false, asOf: today }),
        ),
        ...overSites('statements payments unmatched', every('receipt'), readUnmatched),
      ],
    ],
    [
      'statements daily',
      overSites('statements daily', every('review-threshold', 'statement'), (principal) =>
        readDailyRevenue(principal, { day: null, timeZone: 'UTC', isExport: false }),
      ),
    ],
    [
      'statements readiness',
      overSites(
        'statements readiness',
        (may, site) => may('statement') && every('site-readiness', 'contract')(may, site),
        (principal) => readReadiness(principal, operator, { month, today }),
      ),
    ],
    [
      'post statements',
      overSites('post statements', sees, (principal) =>
        previewStatements(principal, 'post', { filter: { month } }),
      ),
    ],
  ];
}

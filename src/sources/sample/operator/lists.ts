import { feedNamed } from '../../catalogue.ts';
import type { Feed } from '../../feed.ts';
import { money } from '../amounts.ts';
import type { CalendarMonth } from '../calendar.ts';
import { CHART, LATER_ACCOUNT } from './chart.ts';
import { field, type Dress } from '../csv-file.ts';
import { personOf } from './names.ts';
import { isListed, type Operator, type Site } from './operator.ts';
import {
  accountManager,
  allocatedAmount,
  allocateSalaries,
  ATTENDANTS,
  DIRECTORS,
  districtManager,
  holderOf,
  positionsOf,
  quarterOf,
} from './people.ts';
import { at } from '../random.ts';

/** A complete list that a source sends again whenever something in it has changed. */
export interface List {
  readonly feed: Feed;
  readonly dress?: Dress;
  /** The rows as of the first of the month. */
  readonly rows: (operator: Operator, month: CalendarMonth) => Iterable<Fields>;
}

/** Values by header; a column that is not named stays blank. */
export type Fields = Readonly<Record<string, string>>;

/** The declared feed of that name; the sample knows no feed that is not declared. */
export function feedOf(name: string): Feed {
  const feed = feedNamed(name);
  if (feed === null) throw new Error(`No feed is called ${name}`);
  return feed;
}

/** A row in the declared order of the columns. */
export function rowOf(feed: Feed, fields: Fields): string {
  return feed.columns.map(({ header }) => field(fields[header] ?? '')).join(',');
}

/** In the order in which others refer to them. */
export const LISTS: readonly List[] = [
  { feed: feedOf('master_non_financial'), rows: siteMaster },
  { feed: feedOf('chart_of_account'), rows: chart },
  { feed: feedOf('gl_accounts'), rows: ledgerStrings },
  { feed: feedOf('gp_customer_mstr'), rows: customers },
  { feed: feedOf('workday_rls_bisecurity'), rows: rowSecurity },
  { feed: feedOf('workday_site_salaries'), rows: siteSalaries },
  { feed: feedOf('workday_site_managers'), rows: siteManagers },
  { feed: feedOf('workday_job_codes'), rows: jobCodes, dress: { marked: true } },
];

const REGIONS = ['East', 'West', 'Central'];
const SEGMENTS = {
  hotel: 'Hospitality',
  hospital: 'Healthcare',
  office: 'Commercial',
  residential: 'Residential',
};
const LEGAL_ENTITIES: Readonly<Record<Site['company'], string>> = {
  '02': 'Meridane Parking LLC',
  '07': 'Meridane Garages LLC',
  '22': 'Meridane Valet Partners LLC',
};

function listed(operator: Operator, month: CalendarMonth): Site[] {
  return operator.all.filter((site) => isListed(site, month.month));
}

function* siteMaster(operator: Operator, month: CalendarMonth): Generator<Fields> {
  for (const site of listed(operator, month)) {
    const { profile, address } = site;
    yield {
      SITE: site.number,
      SITE_NAME: nameIn(site, month),
      GL_STRING: `${site.company}-02-${4400 + site.district}-`,
      STREET_ADDRESS: address.street,
      CITY: address.city,
      STATE: address.state,
      ZIP: address.zip,
      TOTAL_ROOMS_AVAILABLE: profile.rooms > 0 ? String(profile.rooms) : '',
      TOTAL_AVAILABLE_PARKING: String(profile.spaces),
      FIRST_WORKED_DATE: site.opensOn,
      LAST_WORKED_DATE: closingDate(site, month) ?? '',
      DISTRICT: districtName(site.district),
      DM: fullName(districtManager(operator, site.district, month.index)),
      SVP_REGION: at(REGIONS, site.district),
      COG_SEGMENT: growthSegment(site, month),
      BUSINESS_SEGMENT: SEGMENTS[site.kind],
      PL_CATEGORY: 'Operations',
      LEGAL_ENTITY: LEGAL_ENTITIES[site.company],
      P_CONTRACT_TYPE: site.contract,
      TP_DEPOSITS: site.isDeposited ? 'Y' : 'N',
    };
  }
}

function nameIn(site: Site, month: CalendarMonth): string {
  return site.renamed !== null && site.renamed.from <= month.month ? site.renamed.name : site.name;
}

/** The closing date, once it has been announced: with the list of its month. */
function closingDate(site: Site, month: CalendarMonth): string | null {
  return site.closesOn !== null && site.closesOn.slice(0, 7) <= month.month ? site.closesOn : null;
}

function growthSegment(site: Site, month: CalendarMonth): string {
  const closedOn = closingDate(site, month);
  if (closedOn !== null) return yearsSince(closedOn, month) === 0 ? 'Lost CY' : 'Lost PY';
  const age = yearsSince(site.opensOn, month);
  if (age <= 1) return age === 0 ? 'New CY' : 'New PY';
  return site.key % 9 === 4 ? 'Acquisition' : 'Base';
}

function yearsSince(date: string, month: CalendarMonth): number {
  return month.year - Number.parseInt(date.slice(0, 4), 10);
}

function districtName(district: number): string {
  return `District ${String(district + 1).padStart(2, '0')}`;
}

function fullName(person: number): string {
  const { given, family } = personOf(person);
  return `${given} ${family}`;
}

function* chart(_operator: Operator, month: CalendarMonth): Generator<Fields> {
  const accounts = month.year >= 2025 ? [...CHART, LATER_ACCOUNT] : CHART;
  for (const { number, name, category, summary } of accounts) {
    yield { MAIN_ACCOUNT: number, ACCOUNT_NAME: name, CATEGORY: category, IS_SUMMARY_CATEGORY: summary };
  }
}

/** Revenue and payroll, and what counts vehicles, revenue and rooms by kind: billing posts to both. */
const POSTABLE = CHART.filter(
  ({ number }) => (number >= '4000' && number < '7000') || (number > '9410' && number < '9600'),
);

function* ledgerStrings(operator: Operator, month: CalendarMonth): Generator<Fields> {
  for (const site of listed(operator, month)) {
    const isOpen = closingDate(site, month) === null;
    for (const { number } of POSTABLE) {
      yield {
        ACCOUNT_NUMBER: `${site.company}-02-${4400 + site.district}-${number}-${site.number}`,
        STATUS: isOpen ? 'Active' : 'Inactive',
        DB_SOURCE: 'Towne',
      };
    }
  }
}

function* customers(operator: Operator, month: CalendarMonth): Generator<Fields> {
  for (const { number } of listed(operator, month)) {
    yield {
      CUSTNMBR: number,
      EMAIL_RECIPIENT: `payables.${number}@example.org; controller.${number}@example.org`,
    };
  }
}

/**
 * District managers see by SITE and account managers by COST_CENTER; the other column holds the place where the person
 * is paid, so that whoever reads the wrong column, or both, grants too much.
 */
function* rowSecurity(operator: Operator, month: CalendarMonth): Generator<Fields> {
  const sites = listed(operator, month);
  const paidAt = (district: number): string => sites.find((site) => site.district !== district)?.number ?? '';
  for (const site of sites) {
    const district = districtManager(operator, site.district, month.index);
    yield {
      USER_ID: personOf(district).email,
      JOB_PROFILE: 'DISTMGR',
      COST_CENTER: paidAt(site.district),
      SITE: site.number,
    };
    const account = accountManager(site);
    const profile = account % 3 === 0 ? 'SRACCTMGR' : 'ACCTMGR';
    yield {
      USER_ID: personOf(account).email,
      JOB_PROFILE: profile,
      COST_CENTER: site.number,
      SITE: paidAt(site.district),
    };
    const director = DIRECTORS + (site.district % REGIONS.length);
    yield { USER_ID: personOf(director).email, JOB_PROFILE: 'DOO', COST_CENTER: site.number, SITE: '' };
  }
  // A profile that grants nothing.
  yield {
    USER_ID: personOf(ATTENDANTS).email,
    JOB_PROFILE: 'GSA',
    COST_CENTER: sites[0]?.number ?? '',
    SITE: sites[0]?.number ?? '',
  };
}

function* siteSalaries(operator: Operator, month: CalendarMonth): Generator<Fields> {
  const salaries = allocateSalaries(operator);
  for (const site of listed(operator, month)) {
    if (closingDate(site, month) !== null) continue;
    for (const allocation of salaries.get(site.number) ?? []) {
      yield {
        COST_CENTER: site.number,
        NAME: fullName(allocation.person),
        WORK_EMAIL: personOf(allocation.person).email,
        TOTAL_BASEPAY_ANNUALIZED_AMOUNT: money(allocation.annual),
        ALLOCATION_PER_COST_CENTER_AMOUNT: money(allocatedAmount(allocation)),
        DISTRIBUTION_PERCENT: String(allocation.percent),
      };
    }
  }
}

function* siteManagers(operator: Operator, month: CalendarMonth): Generator<Fields> {
  for (const site of listed(operator, month)) {
    const manager = accountManager(site);
    const { given, family } = personOf(manager);
    // The source pads the site with blanks; intake has to trim it (data.md 1.2).
    yield {
      SITE: `${site.number}  `,
      ACCT_MGR_EMPLOYEE_ID: String(manager),
      ACCT_MGR_LAST_NAME: family,
      ACCT_MGR_FIRST_NAME: given,
    };
  }
}

function* jobCodes(operator: Operator, month: CalendarMonth): Generator<Fields> {
  const quarter = quarterOf(month);
  const salaries = allocateSalaries(operator);
  for (const site of listed(operator, month)) {
    const status = closingDate(site, month) === null ? 'Active' : 'Terminated';
    for (const { person, title } of salaries.get(site.number) ?? []) {
      yield {
        JOB_CODE: title === 'General Manager' ? 'GM' : 'AGM',
        JOB_TITLE: title,
        SITE_ID: site.number,
        EMPLOYEE_ID: String(person),
        STATUS: status,
        EFFECTIVE_DATE: '2020-01-01',
        JOB_FAMILY: 'Management',
        IS_SALARY_POSITION: 'Yes',
      };
    }
    yield* hourlyStaff(site, quarter, status);
  }
}

function* hourlyStaff(site: Site, quarter: number, status: string): Generator<Fields> {
  for (const [index, job] of site.profile.jobs.entries()) {
    for (let slot = 0; slot < positionsOf(job); slot += 1) {
      const holder = holderOf(site, index, slot, quarter);
      const common = {
        JOB_CODE: job.code,
        JOB_TITLE: job.title,
        SITE_ID: site.number,
        JOB_FAMILY: job.family,
        IS_SALARY_POSITION: 'No',
      };
      const since = holder.since > site.opensOn ? holder.since : site.opensOn;
      if (holder.quarter === quarter && holder.since === since) {
        const before = holderOf(site, index, slot, quarter - 1);
        const dates = { EFFECTIVE_DATE: before.since, END_DATE: holder.since };
        yield { ...common, ...dates, EMPLOYEE_ID: before.employee, STATUS: 'Terminated' };
      }
      yield { ...common, EMPLOYEE_ID: holder.employee, STATUS: status, EFFECTIVE_DATE: since };
    }
  }
}

import type { Database } from '../../database/index.ts';
import { addPerson, assignRole, mapMachineUser, type Place } from './assignments.ts';
import { listPeople } from './people.ts';

/** An invented person who shows what a role sees. */
export interface DemoPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  /** What they do, for whoever chooses among them. */
  readonly work: string;
  readonly place?: Place;
}

/** As whom the command line acts after a first start with the sample: finance, who also runs the loads. */
export const demoOperator = 'olive.operator@demo.invalid';

type Written = readonly [userId: string, displayName: string, roles: string, work: string, place?: Place];

const person = (...[userId, displayName, roles, work, place]: Written): DemoPerson => ({
  userId: `${userId}@demo.invalid`,
  displayName,
  roles: roles.split(' '),
  work,
  ...(place ? { place } : {}),
});

/** One for every role of people that the sample operator has a use for. Names are invented. */
export const demoPeople: readonly DemoPerson[] = [
  person(
    'olive.operator',
    'Olive Operator',
    'financeManager dataOps',
    'Runs the loads, and reads the finance of all sites',
  ),
  person(
    'amos.account',
    'Amos Account',
    'accountManager',
    'Account manager: forecasts a month of site 0170 and submits it',
    { kind: 'site', name: '0170' },
  ),
  person(
    'dora.district',
    'Dora District',
    'districtManager',
    'District manager: overrides and approves forecasts of ten sites',
    { kind: 'district', name: 'District 01' },
  ),
  person(
    'rhea.region',
    'Rhea Region',
    'regionalVp',
    'Vice president of a region: follows the P&L of twenty sites',
    { kind: 'region', name: 'East' },
  ),
  person('sven.senior', 'Sven Senior', 'svp', 'Senior vice president: follows the P&L of twenty sites', {
    kind: 'region',
    name: 'West',
  }),
  person(
    'cora.corporate',
    'Cora Corporate',
    'corporateConsumer',
    'Corporate finance: approves changes of contracts',
  ),
  person(
    'fritz.forecast',
    'Fritz Forecast',
    'forecastAdmin',
    'FP&A: forecasts of all sites, job groups and mappings',
  ),
  person(
    'fay.finance',
    'Fay Finance',
    'financeManager',
    'Finance manager: P&L, contracts and statements of all sites',
  ),
  person('bill.billing', 'Bill Billing', 'billingManager', 'Billing manager: reviews statements'),
  person(
    'bea.billing',
    'Bea Billing',
    'billingAdmin rssAdmin',
    'Biller: imports contracts, generates, corrects and sends statements',
  ),
  person('ravi.revenue', 'Ravi Revenue', 'revenueApprover', 'Revenue approver: approves statements'),
  person('cleo.contract', 'Cleo Contract', 'contractAdmin', 'Contract administrator: writes contracts'),
  person('sia.site', 'Sia Site', 'siteAdmin', 'Keeper of the site master'),
  person(
    'terry.territory',
    'Terry Territory',
    'territoryManager',
    'Territory manager: the records of twenty sites',
    { kind: 'region', name: 'Central' },
  ),
  person('rosa.report', 'Rosa Report', 'rssAdmin', 'Watches the monthly revenue reports'),
  person('dan.data', 'Dan Data', 'dataOps', 'Data engineer: repairs records that were held back'),
  person('syl.system', 'Syl System', 'systemAdmin', 'System administrator: jobs, alerts and settings'),
  person(
    'sek.security',
    'Sek Security',
    'securityAdmin',
    'Administrator of rights: people, roles and reviews',
  ),
  person(
    'audra.auditor',
    'Audra Auditor',
    'auditor',
    'Auditor: follows figures to the lines of files, reads the trail',
  ),
];

/**
 * Adds the demo people and has this user of the machine act as the operator among them. Twice is once. Only for the
 * embedded database of a trial: only what the local issuer says lets them sign in.
 */
export async function addDemoPeople(database: Database, machineUser: string): Promise<void> {
  await database.transaction(async (transaction) => {
    const userIds = new Set((await listPeople(transaction)).map(({ userId }) => userId));
    for (const { userId, displayName, roles, place } of demoPeople) {
      if (userIds.has(userId)) continue;
      const personId = await addPerson(transaction, { userId, displayName, origin: 'demo' });
      for (const role of roles) {
        const conflict = await assignRole(transaction, personId, { role, place, reason: 'demo of the role' });
        if (conflict !== null) throw conflict;
      }
      if (userId === demoOperator) await mapMachineUser(transaction, machineUser, personId);
    }
  });
}

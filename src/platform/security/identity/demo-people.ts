import type { Database } from '../../database/index.ts';
import { addPerson, assignRole, mapMachineUser, type Place } from './assignments.ts';
import { listPeople } from './people.ts';

/** An invented person who shows what a role sees. */
export interface DemoPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly place?: Place;
}

/** As whom the command line acts after a first start with the sample: finance, who also runs the loads. */
export const demoOperator = 'olive.operator@demo.invalid';

const person = (userId: string, displayName: string, roles: string, place?: Place): DemoPerson => ({
  userId: `${userId}@demo.invalid`,
  displayName,
  roles: roles.split(' '),
  ...(place ? { place } : {}),
});

/** One for every role of people that the sample operator has a use for. Names are invented. */
export const demoPeople: readonly DemoPerson[] = [
  person('olive.operator', 'Olive Operator', 'financeManager dataOps'),
  person('amos.account', 'Amos Account', 'accountManager', { kind: 'site', name: '0170' }),
  person('dora.district', 'Dora District', 'districtManager', { kind: 'district', name: 'District 01' }),
  person('rhea.region', 'Rhea Region', 'regionalVp', { kind: 'region', name: 'East' }),
  person('sven.senior', 'Sven Senior', 'svp', { kind: 'region', name: 'West' }),
  person('cora.corporate', 'Cora Corporate', 'corporateConsumer'),
  person('fritz.forecast', 'Fritz Forecast', 'forecastAdmin'),
  person('fay.finance', 'Fay Finance', 'financeManager'),
  person('bill.billing', 'Bill Billing', 'billingManager'),
  person('bea.billing', 'Bea Billing', 'billingAdmin rssAdmin'),
  person('ravi.revenue', 'Ravi Revenue', 'revenueApprover'),
  person('cleo.contract', 'Cleo Contract', 'contractAdmin'),
  person('sia.site', 'Sia Site', 'siteAdmin'),
  person('terry.territory', 'Terry Territory', 'territoryManager', { kind: 'region', name: 'Central' }),
  person('rosa.report', 'Rosa Report', 'rssAdmin'),
  person('dan.data', 'Dan Data', 'dataOps'),
  person('syl.system', 'Syl System', 'systemAdmin'),
  person('sek.security', 'Sek Security', 'securityAdmin'),
  person('audra.auditor', 'Audra Auditor', 'auditor'),
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

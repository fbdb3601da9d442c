import { behind, file, instead, type Addition } from './addition.ts';

const migration = `alter table contracts.version add has_equipment_lease boolean;
comment on column contracts.version.has_equipment_lease is
  'Lease of equipment is switched on; null where the export is older than the component.';

create table contracts.equipment_lease (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  title text not null,
  amount numeric not null,
  group_number smallint not null,
  constraint equipment_lease_pkey primary key (version_id, position),
  constraint equipment_lease_version_exists foreign key (version_id) references contracts.version,
  constraint equipment_lease_is_money check (amount between 0 and 99999999.99)
);
comment on table contracts.equipment_lease is 'Equipment that the customer leases.';
comment on column contracts.equipment_lease.version_id is 'Version of the contract.';
comment on column contracts.equipment_lease.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.equipment_lease.position is 'Place in the list, from 1.';
comment on column contracts.equipment_lease.source_id is 'Its id in the export.';
comment on column contracts.equipment_lease.title is 'Title that is printed.';
comment on column contracts.equipment_lease.amount is 'Amount a month.';
comment on column contracts.equipment_lease.group_number is 'Invoice group that its lines go to.';
insert into security.table_class (relation, data_class, audited, reason) values
  ('contracts.equipment_lease', 3, 'by row', 'terms of a contract');
insert into security.table_retention (relation, why) values
  ('contracts.equipment_lease', '2.4: documents of audits stay; statements and forecasts cite what was agreed');
`;

const component = `import { explainedLine, fromTerms } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Line } from '../line.ts';
import type { Terms } from '../terms.ts';

/** Equipment that the customer leases, an amount a month. */
export function equipmentLease({ equipmentLease: terms }: Terms, { operator }: Facts): Line[] {
  return (terms ?? []).map(({ title, amount, group }, at) =>
    explainedLine({
      component: 'equipment-lease',
      title,
      code: operator.generalRevenueAccount,
      group,
      amount,
      formula: 'The amount a month',
      inputs: [fromTerms('Lease', amount, 'money', \`equipmentLease[\${String(at)}].amount\`)],
    }),
  );
}
`;

const described = 'tests/integration/contracts/described-terms.test.ts';
const descriptions = 'src/contracts/exports/description';

/** A component of contracts: equipment that the customer leases. */
export const addedComponent: Addition = {
  page: 'component',
  steps: [
    {
      number: '1',
      edits: [
        behind(
          'src/contracts/terms.ts',
          'occupiedRoom: Readonly<{ ratePerRoom: Decimal; group: number }> | null;',
          '\n  equipmentLease: readonly Readonly<{ title: string; amount: Decimal; group: number }>[] | null;',
        ),
        behind('src/contracts/line.ts', "\n  | 'occupied-room'", "\n  | 'equipment-lease'"),
      ],
      told: {
        types: 'src/contracts/exports/terms-of.ts',
        says: /'equipmentLease' does not exist in type 'Readonly/,
      },
    },
    {
      number: '2',
      edits: [
        file(
          `${descriptions}/leases.ts`,
          `import { figure, fixedBlock, flag, group, id, list, ofNewerBlock, printed } from './field.ts';

/** Equipment that the customer leases. */
export const equipmentLease = ofNewerBlock(
  fixedBlock('the lease of equipment', {
    enabled: flag('has_equipment_lease', 'switched on'),
    leases: list(
      { table: 'equipment_lease', label: 'lease', placed: 'position' },
      {
        id: id(),
        title: printed('title', 'title'),
        amount: figure('amount', 'amount a month', 'money'),
        invoiceGroup: group('group_number', 'invoice group'),
      },
    ),
  }),
);
`,
        ),
        behind(
          `${descriptions}/described-terms.ts`,
          "import { fixedFee, perLaborHour, perOccupiedRoom } from './fees.ts';",
          "\nimport { equipmentLease } from './leases.ts';",
        ),
        behind(`${descriptions}/described-terms.ts`, '\n  managementAgreement,', '\n  equipmentLease,'),
      ],
      told: {
        test: described,
        title: 'every column that a version is kept in is described as a term, or named as none',
        says: /contracts\.equipment_lease\.amount is in no described field/,
      },
    },
    {
      number: '3',
      edits: [
        file('db/migrations/NEXT_equipment_lease.sql', migration),
        file(
          'db/migrations/NEXT_equipment_lease.down.sql',
          `drop table contracts.equipment_lease;
alter table contracts.version drop column has_equipment_lease;
`,
        ),
      ],
      undo: 'drop table contracts.equipment_lease cascade',
      told: {
        test: described,
        title: 'every column that a version is kept in is described as a term, or named as none',
        says: /contracts\.equipment_lease\.amount is no column/,
      },
    },
    {
      number: '4',
      edits: [
        behind(
          'src/contracts/rights.sql',
          'contracts.deposited_revenue contracts.fixed_fee_rate',
          '\n    contracts.equipment_lease',
        ),
      ],
      undo: `delete from security.object_relation where relation = 'contracts.equipment_lease'`,
      told: {
        test: described,
        title: 'whoever may read contracts reads every table of their terms',
        says: /contracts\.equipment_lease is opened by no right/,
      },
    },
    {
      number: '5',
      edits: [
        behind(
          'src/contracts/exports/terms-of.ts',
          '    billableAccounts: billableAccounts.enabled && accounts ? accountsOf(accounts, groupOf) : null,',
          `
    equipmentLease: original.equipmentLease?.enabled
      ? original.equipmentLease.leases.map(({ title, amount, invoiceGroup }) => ({
          title,
          amount: amount.value,
          group: groupOf(invoiceGroup),
        }))
      : null,`,
        ),
      ],
      told: {
        types: 'src/contracts/exports/terms-of.ts',
        says: /Property 'equipmentLease' is missing in type/,
      },
    },
    {
      number: '6',
      edits: [
        file('src/contracts/components/equipment-lease.ts', component),
        behind(
          'src/contracts/compute-lines.ts',
          "import { depositedRevenue } from './components/deposited-revenue.ts';",
          "\nimport { equipmentLease } from './components/equipment-lease.ts';",
        ),
        behind(
          'src/contracts/compute-lines.ts',
          '    ...bellServiceFee(terms, facts),',
          '\n    ...equipmentLease(terms, facts),',
        ),
      ],
      told: {
        test: 'tests/properties/oracle-agrees.test.ts',
        title: 'no component is without a second calculation',
        says: /equipmentLease/,
      },
    },
    {
      number: '7',
      edits: [
        behind(
          'tests/properties/billing-oracle.ts',
          '    bellService: printed(bellRevenue(terms, facts)),',
          '\n    equipmentLease: printedOf((terms.equipmentLease ?? []).map(({ amount }) => read(amount))),',
        ),
        behind(
          'tests/properties/billing-oracle.ts',
          '\n  bellService: string | null;',
          '\n  equipmentLease: readonly string[];',
        ),
        behind(
          'tests/properties/drawn-contracts.ts',
          '      midMonthAdvance: dice.chance(0.3) ? ' +
            "{ amount: dice.money(), title: 'Less: Pre Bill', group: 1 } : null,",
          "\n      equipmentLease: dice.chance(0.2) ? [{ amount: dice.money(), title: 'Gates', group: 1 }] : null,",
        ),
      ],
      told: {
        types: 'tests/properties/drawn-contracts.ts',
        says: /Property 'equipmentLease' is missing in type/,
      },
    },
    {
      number: '8',
      edits: [],
      forgotten: [
        instead(
          'src/contracts/look-back.ts',
          "    { accumulation: claimed === 'PerClaim' ? 'Monthly' : claimed, counts: 'facts' },\n",
          '',
        ),
      ],
      told: {
        test: 'tests/properties/clause-laws.test.ts',
        title:
          'nothing before the earliest month that terms look at counts, and a clause may look further back',
        says: /seed \d+/,
      },
    },
    {
      number: '9',
      edits: [],
      forgotten: [
        behind(
          'src/contracts/facts.ts',
          '  occupiedRooms: Decimal | null;',
          '\n  leasedGates: Decimal | null;',
        ),
      ],
      told: {
        types: 'src/forecasting/pnl/internal-revenue.ts',
        says: /Property 'leasedGates' is missing in type/,
      },
    },
    {
      number: '10',
      edits: [
        behind(
          'src/contracts/sample/sample-components.ts',
          '  billableAccounts: (site, draw) => sampleAccounts(site, draw),',
          `
  equipmentLease: (site) => ({
    enabled: true,
    leases: [{ id: idOf(site, 50), title: 'Gates', amount: money(42_000), invoiceGroup: group }],
  }),`,
        ),
        instead(
          'src/contracts/sample/sample-components.ts',
          "[3, ['perOccupiedRoom', 'bellServiceFee']],",
          "[3, ['perOccupiedRoom', 'bellServiceFee', 'equipmentLease']],",
        ),
      ],
      told: {
        test: described,
        title: 'every component is in the sample, and switched on in an example that comes back to the byte',
        says: /equipmentLease is in no sample contract/,
      },
    },
    {
      number: '11',
      edits: [
        behind(
          'src/contracts/rates.ts',
          '    ...(terms.revenueShare ?? []).flatMap(shareRates),',
          `
    ...(terms.equipmentLease ?? []).map(({ title, amount }) =>
      rateOf('equipment-lease', title, money(amount)),
    ),`,
        ),
      ],
      told: {
        test: 'src/contracts/rates.test.ts',
        title: 'every figure that a component bills by is among its rates',
        says: /terms\.equipmentLease\.0\.amount is among no rates/,
      },
    },
    {
      number: '12',
      edits: [
        behind(
          'src/delivery/api/terms.sql',
          '  join contracts.mid_month_advance as rate using (version_id)\n',
          `  union all
  select version.site_id, 'equipment-lease' as component, rate.position, null, rate.title,
    rate.amount, null, null, null, rate.group_number,
    coalesce(version.has_equipment_lease, false) as is_billed
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  join contracts.equipment_lease as rate using (version_id)
`,
        ),
      ],
      told: {
        test: described,
        title: 'every figure of a contract can be read in the data service',
        says: /contracts\.equipment_lease is in no view of api/,
      },
      undo: 'drop view api.contract_rate',
    },
    {
      number: '13',
      edits: [],
      forgotten: [
        behind(
          'src/contracts/exports/finding-catalogue.ts',
          "  MISSING_FIELD: ['rejected', 'The field is missing; export the contract again.'],",
          "\n  LEASE_TWICE: ['rejected', 'The lease is listed twice; take one out.'],",
        ),
      ],
      told: {
        test: 'tests/tidy/grow.test.ts',
        title: 'every refusal and every finding is given by something',
        says: /LEASE_TWICE/,
      },
    },
    {
      number: '14',
      edits: [],
      forgotten: [
        instead(
          'tests/golden/billing.json',
          '[\n {\n  "id": "RS-01",',
          '[\n {\n  "id": "EL-01", "component": "equipmentLease", "kind": "doc", "scope": "billing",\n' +
            '  "description": "A lease.", "inputs": {}, "expected": {}, "verified": true\n },\n {\n  "id": "RS-01",',
        ),
      ],
      told: {
        test: 'tests/scenarios/golden-components.test.ts',
        title: 'every documented case of billing is answered here or belongs to a stage that is named',
        says: /EL-01/,
      },
    },
  ],
};

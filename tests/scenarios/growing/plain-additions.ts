import { behind, file, instead, type Addition } from './addition.ts';

const pages = {
  test: 'tests/tidy/generated-pages.test.ts',
  title: 'every generated page is what the code says now',
};
const dumped = {
  test: 'tests/tidy/catalogue.test.ts',
  title: 'the schema, the pages about rights and the rows for the web are dumped anew: npm run db:dump',
};

/** A refusal. */
export const addedError: Addition = {
  page: 'error',
  steps: [
    {
      number: '1',
      edits: [
        behind(
          'src/kernel/errors/jobs.ts',
          'export const jobsErrors = {',
          `
  JOBS_GATE_SHUT: {
    status: 409,
    says: 'The gate of site {site} is shut.',
    next: 'Open the gate of site {site}.',
  },`,
        ),
      ],
      told: {
        types: 'src/forecasting/gate.ts',
        says: /Argument of type '"JOBS_GATE_SHUT"' is not assignable/,
      },
    },
    {
      number: '2',
      edits: [
        file(
          'src/forecasting/gate.ts',
          `import { refusal, type Refusal } from '../kernel/errors.ts';

/** The gate of a site is shut: JOBS_GATE_SHUT. */
export function shutGate(site: string): Refusal {
  return refusal('JOBS_GATE_SHUT', { site });
}
`,
        ),
      ],
      told: {
        test: 'tests/tidy/grow.test.ts',
        title: 'every refusal and every finding is given by something',
        says: /nothing refuses with JOBS_GATE_SHUT/,
      },
    },
    {
      number: '3',
      edits: [],
      isGenerated: true,
      told: { ...pages, says: /errors\.md is not up to date: npm run fix/ },
    },
  ],
};

/** A setting of the installation, and a fact of the operator. */
export const addedSetting: Addition = {
  page: 'setting',
  steps: [
    {
      number: '1',
      edits: [
        behind(
          'src/platform/configuration/settings.ts',
          '  readonly dormantDays: number;',
          '\n  /** Gates of a site. */\n  readonly gates: number;',
        ),
        behind(
          'src/platform/configuration/settings.ts',
          "  dormantDays: 'DAYBOOK_DORMANT_DAYS',",
          "\n  gates: 'DAYBOOK_GATES',",
        ),
      ],
      told: {
        test: 'src/platform/configuration.test.ts',
        title: 'every setting of the schema has its variable',
        says: /gates/,
      },
    },
    {
      number: '2',
      edits: [
        behind(
          'src/platform/configuration.ts',
          '  dormantDays: wholeNumber(3_650, 1).default(90),',
          '\n  gates: wholeNumber(10, 1).default(2),',
        ),
        behind('src/platform/configuration.test.ts', '    dormantDays: 90,', '\n    gates: 2,'),
      ],
      told: { types: 'src/platform/configuration.ts', says: /Property 'gates' is missing in type/ },
    },
    {
      number: '3',
      edits: [],
      forgotten: [
        instead(
          'src/platform/configuration/settings.ts',
          "  'oidcClientSecret',\n  'smtpUrl',\n",
          "  'oidcClientSecret',\n",
        ),
      ],
      told: {
        test: 'src/platform/configuration.test.ts',
        title: 'the description shows every variable and no secret',
        says: /./,
      },
    },
    {
      number: '4',
      edits: [
        behind(
          'docs/configuration-page.ts',
          'const settings: Readonly<Record<keyof Configuration, Setting>> = {',
          "\n  gates: { takes: '1 to 10', means: 'Gates of a site.' },",
        ),
      ],
      told: { types: 'docs/configuration-page.ts', says: /Property 'gates' is missing in type/ },
    },
    {
      number: '5',
      edits: [],
      isGenerated: true,
      told: { ...pages, says: /is not up to date: npm run fix/ },
    },
    {
      number: 'b1',
      edits: [
        behind(
          'src/platform/operator/facts.ts',
          'export const describedFacts = {',
          `
  gateAccount: fact('account', ['6999'], 'What the gates bring.', 'billing.md 2.1'),`,
        ),
      ],
      told: { types: 'src/contracts/gate-account.ts', says: /Property 'gateAccount' does not exist/ },
    },
    {
      number: 'b2',
      edits: [],
      isGenerated: true,
      told: { ...pages, says: /is not up to date: npm run fix/ },
    },
    {
      number: 'b3',
      edits: [
        file(
          'src/contracts/gate-account.ts',
          `import type { Facts } from './facts.ts';

/** The account of the gates. */
export const gateAccountOf = ({ operator }: Facts): string => operator.gateAccount;
`,
        ),
      ],
      told: {
        test: 'tests/tidy/operator-facts.test.ts',
        title: 'every fact is read, and what SQL asks for is described',
        says: /nothing reads the fact gate-account/,
      },
    },
    {
      number: 'b4',
      edits: [],
      told: {
        elsewhere: 'tests/integration/commands/operator.test.ts',
        title:
          'another excluded entity changes the comparison and the line; what was made before keeps its own',
      },
    },
  ],
};

/** A role that reads tips. */
export const addedRole: Addition = {
  page: 'role',
  steps: [
    {
      number: '1',
      edits: [
        behind(
          'src/platform/rights.sql',
          "  ('corporateConsumer', 'business', 'executive', 'Executives'),",
          "\n  ('gateKeeper', 'business', 'gate keeper', 'Keepers of the gates'),",
        ),
      ],
      told: {
        elsewhere: 'tests/integration/security/delivered-rights.test.ts',
        title: 'a right on something misspelt is refused with its name',
      },
    },
    {
      number: '2',
      edits: [
        behind(
          'src/platform/rights.sql',
          "update pg_temp.delivered_role set is_temporary_only = true where role in ('customerService', 'dba');",
          `
insert into pg_temp.delivered_privilege (object, action, roles) values ('revenue', 'read', 'gateKeeper');`,
        ),
      ],
      undo: `delete from security.privilege where role = 'gateKeeper'`,
      told: {
        test: 'tests/tidy/catalogue.test.ts',
        title: 'every role may do something',
        says: /gateKeeper has no right/,
      },
    },
    {
      number: '3',
      edits: [
        behind(
          'src/platform/security/identity/demo-people.ts',
          "  person('bill.billing', 'Bill Billing', 'billingManager', 'Billing manager: reviews statements'),",
          "\n  person('gale.gate', 'Gale Gate', 'gateKeeper', 'Gate keeper: reads revenue'),",
        ),
      ],
      told: {
        test: 'tests/tidy/catalogue.test.ts',
        title: 'every role that people hold for good has a demo person',
        says: /gateKeeper/,
      },
    },
    {
      number: '4',
      edits: [
        behind(
          'tests/properties/drawn-people.ts',
          "  siteAdmin: 'site site-information',",
          "\n  gateKeeper: 'revenue',",
        ),
      ],
      told: {
        test: 'tests/tidy/catalogue.test.ts',
        title: 'every role that reads rows is drawn',
        says: /gateKeeper is not drawn/,
      },
    },
    { number: '5', edits: [], isGenerated: true, told: { ...dumped, says: /./ } },
  ],
};

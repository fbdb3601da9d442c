import { behind, file, instead, type Addition } from './addition.ts';

const catalogue = 'tests/tidy/catalogue.test.ts';
const dumped = {
  test: catalogue,
  title: 'the schema, the pages about rights and the rows for the web are dumped anew: npm run db:dump',
  says: /./,
};

/** A source with a feed. */
export const addedFeed: Addition = {
  page: 'feed',
  steps: [
    {
      number: '1',
      edits: [
        file(
          'src/sources/gates/index.ts',
          `import { amount, date, site, type Feed } from '../feed.ts';

const gateTakings: Feed = {
  name: 'gate_takings',
  source: 'gates',
  title: 'Takings of the gates of a site and day',
  columns: [site('SITE'), date(['DAY', 'taken_on']), amount(['TAKINGS', 'amount'])],
  key: ['site_id', 'taken_on'],
  slice: 'site and month',
  period: 'taken_on',
  references: [{ column: 'site_id', to: 'site' }],
};

export const feeds: readonly Feed[] = [gateTakings];
`,
        ),
        behind(
          'src/sources/catalogue.ts',
          "import { feeds as budget } from './budget/index.ts';",
          "\nimport { feeds as gates } from './gates/index.ts';",
        ),
        behind('src/sources/catalogue.ts', '\n  ...budget,', '\n  ...gates,'),
        instead('src/sources/feed.ts', "| 'legion' | 'revenue';", "| 'legion' | 'revenue' | 'gates';"),
      ],
      told: {
        test: catalogue,
        title: 'every feed has a place in the warehouse, and the warehouse has none for a feed that is gone',
        says: /gate_takings/,
      },
    },
    {
      number: '2',
      edits: [
        behind(
          'src/warehouse/publication/targets.ts',
          "  open_transactions: { kind: 'fact', table: 'warehouse.receipt', period: 'received_on' },",
          "\n  gate_takings: { kind: 'fact', table: 'warehouse.gate_day', period: 'taken_on' },",
        ),
      ],
      told: {
        test: catalogue,
        title: 'every feed has a place in the warehouse, and the warehouse has none for a feed that is gone',
        says: /gate_takings/,
      },
    },
    {
      number: '3',
      edits: [
        file(
          'db/migrations/NEXT_gate_takings.sql',
          `create table warehouse.gate_day (
  site_id text not null,
  taken_on date not null,
  amount numeric(19, 5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint gate_day_pkey primary key (site_id, taken_on),
  constraint gate_day_site_exists foreign key (site_id) references warehouse.site
) partition by range (taken_on);
comment on table warehouse.gate_day is 'Takings of the gates of a site and day.';
comment on column warehouse.gate_day.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.gate_day.taken_on is 'Day.';
comment on column warehouse.gate_day.amount is 'US dollars.';
comment on column warehouse.gate_day.batch_id is 'Load that brought the row.';
comment on column warehouse.gate_day.source_line is 'Line of the file.';
insert into security.retention_class (retention_class, relation, time_column, keep_months, source) values
  ('gate-takings', 'warehouse.gate_day', 'taken_on', 84, 'Seven years.');
`,
        ),
        file(
          'db/migrations/NEXT_gate_takings.down.sql',
          'drop table sources.gate_takings, warehouse.gate_day_history, warehouse.gate_day;\n',
        ),
      ],
      told: {
        elsewhere: 'tests/integration/warehouse/planted-feed.test.ts',
        title: 'what a migration forgot of the fact of a feed is told in one sentence',
      },
    },
    {
      number: '4',
      edits: [
        behind(
          'src/warehouse/rights.sql',
          "  ('receipt', 'read', 'select', 'site_id', 'warehouse.receipt'),",
          "\n  ('revenue', 'read', 'select', 'site_id', 'warehouse.gate_day'),",
        ),
      ],
      undo: `delete from security.object_relation where relation = 'warehouse.gate_day'`,
      told: {
        test: catalogue,
        title: 'every table of a stage is opened by a right',
        says: /warehouse\.gate_day is opened by no right/,
      },
    },
    {
      number: '5',
      edits: [
        behind(
          'src/sources/sample/deliver.ts',
          "  const detail = open(folder, 'revenue_daily_detail', name);\n  for (",
          "const site of sites) gates.add([site.number, name + '-01', '100.50'].join(','));\n" +
            '  finish(courier.tally, gates);\n  for (',
        ),
        behind(
          'src/sources/sample/deliver.ts',
          "  const receipts = open(folder, 'open_transactions', name);",
          "\n  const gates = open(folder, 'gate_takings', name);",
        ),
      ],
      told: {
        test: 'src/sources/sample/generate.test.ts',
        title: 'carry the columns of their declaration, and there is one of every feed',
        says: /gate_takings/,
      },
    },
    {
      number: '6',
      edits: [
        behind(
          'web/texts/sources.ts',
          "  account_summary: 'Ledger balances',",
          "\n  gate_takings: 'Takings of the gates',",
        ),
      ],
      told: {
        test: 'tests/tidy/next-steps.test.ts',
        title: 'rows of the P&L are called the same in the app and in files, and every feed has a name there',
        says: /gate_takings/,
      },
    },
    { number: '7', edits: [], isGenerated: true, told: dumped },
  ],
};

/** A right on something new. */
export const addedRight: Addition = {
  page: 'right',
  steps: [
    {
      number: '1',
      edits: [
        instead(
          'src/billing/rights.sql',
          'insert into pg_temp.delivered_object (object, says) values\n',
          "insert into pg_temp.delivered_object (object, says) values\n  ('gate', 'Opening the gate of a site'),\n",
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
        instead(
          'src/billing/rights.sql',
          'insert into pg_temp.delivered_privilege (object, action, note, roles) values\n',
          'insert into pg_temp.delivered_privilege (object, action, note, roles) values\n' +
            "  ('gate', 'execute', null, 'billingAdmin'),\n",
        ),
      ],
      undo: `delete from security.privilege where object = 'gate'`,
      told: {
        test: catalogue,
        title: 'every object that is not open to all is given to a role',
        says: /gate is given to no role/,
      },
    },
    {
      number: '3',
      edits: [
        file(
          'src/billing/use-cases/open-gate.ts',
          `import { requireRight, type Principal } from '../../platform/security/index.ts';

/** Opens the gate of a site. */
export async function openGate({ caller }: Principal, site: string): Promise<void> {
  await requireRight(caller, { object: 'gate', action: 'execute', site });
}
`,
        ),
      ],
      told: {
        test: catalogue,
        title: 'a right that opens no table is asked for by name',
        says: /gate execute: nothing asks for it/,
      },
    },
    { number: '4', edits: [], isGenerated: true, told: dumped },
  ],
};

/** A question about sites. */
export const addedQuestion: Addition = {
  page: 'question',
  steps: [
    {
      number: '1',
      edits: [
        behind(
          'src/warehouse/questions/sites/sites.sql',
          '-- Questions about sites and who may see them.\n',
          `
create function warehouse.gate_count_rows(site text)
returns table (fact text, site_id text, gates integer, batch_id bigint, source_line integer, file_name text,
  received_at timestamptz)
language sql stable as $$
  select 'warehouse.site_version', version.site_id, 2, version.batch_id, version.source_line, batch.file_name,
    batch.received_at
  from warehouse.site_version as version join sources.batch using (batch_id)
  where version.site_id = site
$$;
create function warehouse.gate_count(site text) returns table (site_id text, gates bigint)
language sql stable as $$
  select site_id, sum(gates) from warehouse.gate_count_rows(site) group by site_id
$$;
comment on function warehouse.gate_count_rows(text) is 'Rows behind the count of gates.';
comment on function warehouse.gate_count(text) is 'Gates of a site.';
`,
        ),
      ],
      undo: 'drop function warehouse.gate_count(text)',
      told: {
        test: 'tests/integration/warehouse/questions-explain.test.ts',
        title: 'the example of every question can be asked and explained',
        says: /warehouse\.gate_count\(/,
      },
    },
    {
      number: '2',
      edits: [],
      undo: 'comment on function warehouse.gate_count(text) is null',
      told: {
        test: catalogue,
        title: 'every table, view, column and function of ours says what it is',
        says: /warehouse\.gate_count\(text\)/,
      },
    },
    {
      number: '3',
      edits: [
        behind(
          'src/warehouse/questions/sites/questions.ts',
          "import type { Question } from '../question.ts';\n",
          `
const gateCount: Question = {
  name: 'gate-count',
  summary: 'Gates of a site',
  objects: ['site', 'load'],
  parameters: [site()],
  answers: 'rows',
  example: 'daybook ask gate-count --site 0170',
  ask: { text: 'select site_id as site, gates from warehouse.gate_count($1)', binds: ['site'] },
  explain: {
    text: \`
      select fact, site_id as site, gates, batch_id, file_name as file, source_line as line, received_at
      from warehouse.gate_count_rows($1)\`,
    binds: ['site'],
  },
};
`,
        ),
        instead(
          'src/warehouse/questions/sites/questions.ts',
          '[siteAccess, siteHistory]',
          '[siteAccess, siteHistory, gateCount]',
        ),
      ],
      told: {
        test: 'tests/integration/warehouse/questions-reference.test.ts',
        title: 'the reference describes the questions that exist, each once',
        says: /gate-count/,
      },
    },
    { number: '4', edits: [], isGenerated: true, told: dumped },
    {
      number: '5',
      edits: [
        instead(
          'docs/reference/questions.md',
          '### site-history\n',
          '### gate-count\n\nGates of a site. Takes `--site`.\n\n```sh\ndaybook ask gate-count --site 0170\n```\n\n' +
            '### site-history\n',
        ),
      ],
      told: {
        test: 'tests/integration/warehouse/questions-reference.test.ts',
        title: 'the reference describes the questions that exist, each once',
        says: /gate-count/,
      },
    },
  ],
};

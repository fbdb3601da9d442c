import { behind, file, instead, type Addition } from './addition.ts';

const summary = 'tests/integration/warehouse/questions-ledger.test.ts';
const categories =
  'a category is found in any case and spelling; a wrong one is refused with the eight that exist';

/** A row of the P&L. */
export const addedRow: Addition = {
  page: 'row-of-the-pnl',
  steps: [
    {
      number: '1',
      edits: [
        behind(
          'src/warehouse/questions/ledger/pnl-rows.ts',
          "  { row: 'unmapped', category: 'UNMAPPED', displayedSign: 1, contribution: -1 },",
          "\n  { row: 'gate-upkeep', category: 'GATE UPKEEP', displayedSign: 1, contribution: -1 },",
        ),
      ],
      told: { test: summary, title: categories, says: /GATE UPKEEP/ },
    },
    {
      number: '2',
      edits: [
        behind(
          'src/forecasting/pnl/rows.ts',
          "  'parking-rents': { kind: 'by account', formula: byAccount },",
          "\n  'gate-upkeep': { kind: 'by account', formula: byAccount },",
        ),
      ],
      told: { types: 'src/forecasting/pnl/rows.ts', says: /gate-upkeep/ },
    },
    {
      number: '3',
      edits: [
        instead(
          'src/sources/sample/operator/chart.ts',
          "  ['Expense', 'PARKING RENTS', ['7170 Rents, parking']],",
          "  ['Expense', 'PARKING RENTS', ['7170 Rents, parking']],\n  ['Expense', 'GATE UPKEEP', ['7171 Gates']],",
        ),
        behind('src/sources/sample/operator/chart.ts', "\n  | 'PARKING RENTS'", "\n  | 'GATE UPKEEP'"),
      ],
      told: {
        test: 'tests/tidy/catalogue.test.ts',
        title: 'the sample has an account for every row of the P&L',
        says: /GATE UPKEEP has no account in src\/sources\/sample\/operator\/chart\.ts/,
      },
    },
    {
      number: '4',
      edits: [
        instead(
          'docs/reference/questions.md',
          '(EXTERNAL REVENUE, INTERNAL REVENUE, PAYROLL,',
          '(EXTERNAL REVENUE, INTERNAL REVENUE, GATE UPKEEP, PAYROLL,',
        ),
      ],
      told: {
        test: 'tests/integration/warehouse/questions-reference.test.ts',
        title: 'the reference names every parameter of a question and no other, and shows its example',
        says: /GATE UPKEEP/,
      },
    },
  ],
};

/** Something that people can do: count the changes that await approval. */
export const addedUseCase: Addition = {
  page: 'use-case',
  steps: [
    {
      number: '1',
      edits: [
        file(
          'src/contracts/use-cases/count-changes.ts',
          `import { requireRight, type Principal } from '../../platform/security/index.ts';
import { waitingChanges } from '../approval/waiting-changes.ts';

/** How many changes await a second person. Reads as the owner. */
export async function countChanges({ caller }: Principal): Promise<number> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  return (await caller.transaction((transaction) => waitingChanges(transaction, {}))).length;
}
`,
        ),
      ],
      told: {
        types: 'src/contracts/index.ts',
        says: /Cannot find module '\.\/use-cases\/count-changes\.ts'/,
      },
    },
    {
      number: '2',
      edits: [
        instead(
          'src/contracts/index.ts',
          'export { approveIndex,',
          "export { countChanges } from './use-cases/count-changes.ts';\nexport { approveIndex,",
        ),
      ],
      told: { types: 'src/commands/contracts/approvals.ts', says: /no exported member .*'countChanges'/ },
    },
    {
      number: '3',
      edits: [
        instead(
          'src/commands/contracts/approvals.ts',
          '  changeApprovalTier,\n  listApprovalTiers,',
          '  changeApprovalTier,\n  countChanges,\n  listApprovalTiers,',
        ),
        instead(
          'src/commands/contracts/approvals.ts',
          'export function addApprovalCommands(contracts: Command): void {',
          `export function addApprovalCommands(contracts: Command): void {
  contracts.addCommand(
    actingCommand('count', 'How many changes await approval.', 'daybook contracts count').action(
      async (options: ActingOptions) => {
        print(String(await withCaller(options, countChanges)));
      },
    ),
  );`,
        ),
      ],
      told: {
        elsewhere: 'tests/tidy/other-checkers-see-faults.test.ts',
        title: 'by knip without the tests: what only tests call',
      },
    },
    {
      number: '4',
      edits: [],
      told: {
        elsewhere: 'tests/integration/delivery/routes.test.ts',
        title:
          'every other route answers 401 to nobody, to a token that is none, and to a cookie that is none',
      },
    },
    {
      number: '5',
      edits: [
        instead(
          'docs/reference/as-owner.md',
          '| `approveWaiting`         |',
          '| `countChanges`           | `src/contracts/use-cases/count-changes.ts`       | keeping     |\n' +
            '| `approveWaiting`         |',
        ),
      ],
      told: {
        test: 'tests/tidy/as-owner.test.ts',
        title: 'what works as the owner is listed with a reason',
        says: /countChanges src\/contracts\/use-cases\/count-changes\.ts is not in docs\/reference\/as-owner\.md/,
      },
    },
    {
      number: '6',
      edits: [],
      told: {
        elsewhere: 'tests/integration/delivery/every-role-asks.test.ts',
        title: 'every route has its place in the table of roles',
      },
    },
    {
      number: '7',
      edits: [],
      told: {
        elsewhere: 'tests/properties/figures-shown.test.ts',
        title: 'every command is asked as every role, or says why it shows no figures',
      },
    },
  ],
};

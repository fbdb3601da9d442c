import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { errors } from '../src/kernel/errors.ts';
import { alertKinds } from '../src/platform/operations/index.ts';
import { componentsDefinition, findingCatalogue } from '../src/contracts/index.ts';
import {
  deliveredFactsDefinition,
  expenseFieldsDefinition,
  factsByName,
} from '../src/platform/operator/index.ts';
import { openApi } from '../src/delivery/index.ts';
import { feeds } from '../src/sources/index.ts';
import { pnlRowsDefinition } from '../src/warehouse/index.ts';
import { everyMetric } from '../src/commands/serving/every-metric.ts';
import { alertsPage, prometheusRules } from './alerts-page.ts';
import { answersPage } from './answers-page.ts';
import { configurationPage } from './configuration-page.ts';
import { findingsPage } from './findings-page.ts';
import { feedsPage } from './feeds-page.ts';
import { billOfMaterials, licencesPage } from './licences-page.ts';
import { dashboard, metricsPage } from './monitoring-pages.ts';
import { operatorFactsPage } from './operator-facts-page.ts';
import { importedByWebApp, readLock, shippedPackages } from './shipped-packages.ts';

/** A page, or a definition of SQL, that is generated from the code, so that the two cannot drift apart. */
export interface GeneratedPage {
  /** Where it is kept, from the root of the repository. */
  readonly path: string;
  /** The page as Markdown, JSON or TypeScript, which `render` below lays out; SQL as it stands. */
  readonly write: () => string;
}

/** What a page about the catalogue needs to know of an error. */
export interface ErrorEntry {
  readonly status: number;
  readonly says: string;
  readonly next: string;
}

/** Titles of roles, from the matrix that `db/dump.ts` wrote. */
const matrix = JSON.parse(readFileSync('docs/reference/authorization.json', 'utf8')) as {
  readonly roles: readonly { readonly role: string; readonly title: string }[];
};
const titlesOfRoles = new Map(matrix.roles.map(({ role, title }) => [role, title]));
const lock = readLock();
const shipped = shippedPackages(lock, importedByWebApp());

/** Every generated page. To add one, add a line; `npm run fix` writes it and tests/tidy compares it. */
export const pages: readonly GeneratedPage[] = [
  { path: 'docs/reference/errors.md', write: () => errorsPage(errors) },
  { path: 'docs/reference/feeds.md', write: () => feedsPage(feeds) },
  { path: 'docs/reference/configuration.md', write: configurationPage },
  { path: 'docs/reference/contract-findings.md', write: () => findingsPage(findingCatalogue) },
  { path: 'docs/reference/openapi.json', write: () => JSON.stringify(openApi()) },
  { path: 'docs/reference/operator-facts.md', write: () => operatorFactsPage(factsByName) },
  { path: 'docs/reference/licences.md', write: () => licencesPage(shipped) },
  { path: 'docs/reference/sbom.cdx.json', write: () => billOfMaterials(lock['']?.version ?? '', shipped) },
  { path: 'docs/operate/monitoring/README.md', write: () => metricsPage(everyMetric) },
  { path: 'docs/operate/monitoring/daybook-dashboard.json', write: () => dashboard(everyMetric) },
  {
    path: 'docs/operate/monitoring/daybook-rules.yml',
    write: () => prometheusRules(alertKinds, everyMetric),
  },
  { path: 'docs/operate/alerts.md', write: () => alertsPage(alertKinds, everyMetric, titlesOfRoles) },
  { path: 'web/service/answers.ts', write: () => answersPage(openApi()) },
  { path: 'src/contracts/in-force/components.sql', write: componentsDefinition },
  { path: 'src/platform/operator/delivered-facts.sql', write: deliveredFactsDefinition },
  { path: 'src/warehouse/questions/ledger/other-expense-fields.sql', write: expenseFieldsDefinition },
  { path: 'src/warehouse/questions/ledger/pnl-rows.sql', write: pnlRowsDefinition },
];

/** The page exactly as it has to stand in the repository. */
export async function render(page: GeneratedPage): Promise<string> {
  if (page.path.endsWith('.sql')) return page.write();
  const parser = { json: 'json', ts: 'typescript', yml: 'yaml' }[page.path.split('.').at(-1) ?? ''];
  if (parser !== undefined) return format(page.write(), { ...(await resolveConfig(page.path)), parser });
  return format(page.write(), { parser: 'markdown', proseWrap: 'preserve' });
}

/** The catalogue as a page: stages in alphabetical order, one `### CODE` heading per code. */
export function errorsPage(catalogue: Readonly<Record<string, ErrorEntry>>): string {
  const codes = Object.keys(catalogue).sort();
  const stages = [...new Set(codes.map(stageOf))];
  const introduction = [
    '# Errors',
    '',
    'Every refusal that a person may see, and what to do next. Words in braces stand for the site,',
    'month, file or figure in question; the first word of a code names the stage it comes from.',
    'Generated from `src/kernel/errors.ts` by `npm run fix`.',
    '',
    `${codes.length} codes.`,
  ];
  const sections = stages.map((stage) => [
    `## ${stage.toLowerCase()}`,
    ...codes.filter((code) => stageOf(code) === stage).map((code) => section(code, catalogue[code])),
  ]);
  return [...introduction, ...sections.flat()].join('\n') + '\n';
}

function section(code: string, entry: ErrorEntry | undefined): string {
  if (entry === undefined) throw new Error(`${code} is not in the catalogue`);
  return `\n### ${code}\n\n- Status: ${entry.status}\n- Says: ${entry.says}\n- Next: ${entry.next}\n`;
}

function stageOf(code: string): string {
  return code.split('_')[0] ?? code;
}

async function contentsOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function writePages(): Promise<void> {
  for (const page of pages) {
    const wanted = await render(page);
    const changed = (await contentsOf(page.path)) !== wanted;
    if (changed) await writeFile(page.path, wanted);
    console.log(`${changed ? 'written  ' : 'unchanged'} ${page.path}`);
  }
}

if (import.meta.main) await writePages();

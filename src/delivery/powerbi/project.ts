import type { Principal } from '../../platform/security/index.ts';
import { readModel, type Model } from '../odata/index.ts';
import { chosenRelationships, chosenTables } from './chosen-tables.ts';
import { pnlMeasures } from './measures.ts';
import { expressionsText, modelText, relationshipsText, roleText, tableText } from './tmdl.ts';

/** A file of the project, by its path below the folder. */
export interface ProjectFile {
  readonly path: readonly string[];
  readonly content: string;
}

/**
 * A Power BI project (PBIP) in text form: a report model with a table for each set of the data service, the ways
 * between them, measures of the P&L, a role for own sites, and incremental refresh by month; and a data source file.
 * Needs no right: it says what the service offers, and holds no row.
 */
export async function exportPowerBiProject(
  { caller }: Principal,
  { url }: { readonly url: string },
): Promise<ProjectFile[]> {
  return projectFiles(await caller.transaction(readModel), url);
}

function projectFiles(model: Model, url: string): ProjectFile[] {
  const tables = chosenTables(model);
  const file = (path: string, content: string): ProjectFile => ({ path: path.split('/'), content });
  const json = (path: string, content: unknown): ProjectFile =>
    file(path, `${JSON.stringify(content, null, 2)}\n`);
  const definition = 'Daybook.SemanticModel/definition';
  return [
    json('Daybook.pbip', {
      version: '1.0',
      artifacts: [{ report: { path: 'Daybook.Report' } }],
      settings: { enableAutoRecovery: true },
    }),
    json('Daybook.pbids', dataSource(url)),
    json('Daybook.Report/definition.pbir', {
      version: '4.0',
      datasetReference: { byPath: { path: '../Daybook.SemanticModel' } },
    }),
    json('Daybook.Report/report.json', emptyReport),
    json('Daybook.SemanticModel/definition.pbism', { version: '4.0', settings: {} }),
    file(`${definition}/database.tmdl`, 'database\n\tcompatibilityLevel: 1605\n'),
    file(`${definition}/model.tmdl`, modelText(tables)),
    file(`${definition}/expressions.tmdl`, expressionsText(url)),
    file(`${definition}/relationships.tmdl`, relationshipsText(chosenRelationships(tables, model))),
    file(`${definition}/roles/Own sites.tmdl`, roleText(tables)),
    ...tables.map((table) =>
      file(
        `${definition}/tables/${table.entity.set}.tmdl`,
        tableText(table, table.entity.name === 'profit_and_loss' ? pnlMeasures() : []),
      ),
    ),
  ];
}

function dataSource(url: string): unknown {
  return {
    version: '0.1',
    connections: [{ details: { protocol: 'odata', address: { url } }, mode: 'Import' }],
  };
}

/** A report without visuals, on one page. */
const emptyReport = {
  config: JSON.stringify({ version: '5.50', activeSectionIndex: 0 }),
  layoutOptimization: 0,
  sections: [
    {
      config: '{}',
      displayName: 'Page 1',
      displayOption: 1,
      filters: '[]',
      height: 720,
      name: 'page1',
      visualContainers: [],
      width: 1280,
    },
  ],
};

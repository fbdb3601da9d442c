import type { Command } from 'commander';
import { writeInside } from '../../kernel/inside-folder.ts';
import { actingCommand, groupCommand, printJson, say, withCaller, type ActingOptions } from '../command.ts';

interface ExportOptions extends ActingOptions {
  readonly out: string;
  readonly url: string;
}

/** `daybook powerbi export` */
export function powerBiCommand(): Command {
  const powerBi = groupCommand(
    'powerbi',
    'Power BI: a project with tables, relationships, measures and roles.',
    'daybook powerbi export --out ./powerbi',
  );
  powerBi.addCommand(
    actingCommand(
      'export',
      'Write a Power BI project (PBIP) and a data source file (PBIDS) that read from the data service.',
      'daybook powerbi export --out ./powerbi --url https://daybook.example.org/odata/',
    )
      .requiredOption('--out <dir>', 'folder to write into; files of an earlier export are replaced')
      .option('--url <address>', 'address of the data service', 'http://127.0.0.1:8080/odata/')
      .action(write),
  );
  return powerBi;
}

async function write(options: ExportOptions): Promise<void> {
  const { out, url } = options;
  const { exportPowerBiProject } = await import('../../delivery/index.ts');
  const files = await withCaller(options, (acting) => exportPowerBiProject(acting, { url }));
  for (const { path, content } of files) await writeInside(out, path, content);
  if (options.json) return printJson({ out, files: files.map(({ path }) => path.join('/')) });
  const tables = files.filter(({ path }) => path.includes('tables')).length;
  say(
    `Wrote ${files.length} files with ${tables} tables. Next: open Daybook.pbip in ${out} with Power BI Desktop.`,
  );
}

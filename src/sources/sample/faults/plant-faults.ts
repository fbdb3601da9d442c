import type { Operator, Site } from '../operator/operator.ts';
import { plantFileFaults } from './file-faults.ts';
import { goodRows } from './good-rows.ts';
import { writeBelow } from '../../../kernel/inside-folder.ts';
import type { PlantedFault } from './planted-file.ts';
import { plantRowFaults } from './row-faults.ts';
import { plantWorkbookFaults } from './workbook-faults.ts';

/** Sorts behind every month. */
const FOLDER = 'zz-faults';

/** Plants one fault of each kind into a delivery of its own, and lists them in `planted-faults.json`. */
export function plantFaults(
  out: string,
  operator: Operator,
  salaried: (site: Site) => number,
): readonly PlantedFault[] {
  const good = goodRows(operator, salaried);
  const planted = [plantRowFaults, plantFileFaults, plantWorkbookFaults].flatMap((plant) =>
    plant(out, FOLDER, good),
  );
  writeBelow(out, 'planted-faults.json', `${JSON.stringify(planted, null, 2)}\n`);
  return planted;
}

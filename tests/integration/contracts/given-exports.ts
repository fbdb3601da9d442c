import { readFileSync } from 'node:fs';
import { isObject, JsonNumber, parseExactJson, type Json } from '../../../src/kernel/exact-json.ts';
import type { ExportFile } from '../../../src/contracts/index.ts';

export type Example = 'fixed-fee' | 'management-agreement' | 'other' | 'per-labor-hour' | 'revenue-share';

export const examples: readonly Example[] = [
  ...(['fixed-fee', 'management-agreement', 'other', 'per-labor-hour', 'revenue-share'] as const),
];

/** The text of an example export, with replacements made in it; each has to find what it replaces. */
export function exportText(
  example: Example,
  ...replacements: readonly (readonly [string, string])[]
): string {
  const path = new URL(`../../golden/contracts/contract-${example}.json`, import.meta.url);
  return replacements.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`the example ${example} has no ${from}`);
      return text.replaceAll(from, to);
    },
    readFileSync(path, 'utf8'),
  );
}

/** An example export as a file. */
export function exportFile(
  example: Example,
  ...replacements: readonly (readonly [string, string])[]
): ExportFile {
  return { name: `${example}.json`, content: exportText(example, ...replacements) };
}

/** An export for a site with the components of all the examples switched on; each site has ids of its own. */
export function wholeContract(site: string): string {
  const of = (example: Example): Record<string, Json> => {
    const document = parseExactJson(exportText(example));
    const original = isObject(document) ? document['original'] : null;
    return isObject(original) ? { ...original } : {};
  };
  const [hours, shares] = [of('per-labor-hour'), of('revenue-share')] as const;
  const [rooms, managed] = [of('other'), of('management-agreement')] as const;
  const rate = new JsonNumber('1');
  const original = {
    ...of('fixed-fee'),
    invoiceGrouping: hours['invoiceGrouping'],
    perLaborHour: hours['perLaborHour'],
    revenueShare: shares['revenueShare'],
    midMonthAdvance: shares['midMonthAdvance'],
    depositedRevenue: shares['depositedRevenue'],
    perOccupiedRoom: rooms['perOccupiedRoom'],
    bellServiceFee: rooms['bellServiceFee'],
    billableAccounts: managed['billableAccounts'],
    managementAgreement: managed['managementAgreement'],
  };
  const withJob = JSON.stringify({ metadata: { siteNumber: site }, original }).replace(
    '"perLaborHourJobCodeData":[]',
    JSON.stringify({
      perLaborHourJobCodeData: [{ code: 'GSA', standardRate: rate, overtimeRate: rate }],
    }).slice(1, -1),
  );
  return withJob.replaceAll('00000000-0000-4000-8000', `00000000-0000-4000-${site}`);
}

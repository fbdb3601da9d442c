import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { daysIn, monthsBetween, type Month } from '../src/kernel/month.ts';

export interface RevenueFile {
  readonly path: string;
  readonly sites: number;
  readonly first: Month;
  readonly last: Month;
  /** Only this day of each month; all days when absent. */
  readonly day?: number;
}

const codes = ['VD1', 'VO1', 'VM1', 'SD1', 'SO1', 'OR1'];
const header =
  'SITE,DATE,REVENUE_CODE,REVENUE_CATEGORY,COLLECTION_TYPE,DEPOSIT_FLAG,EXTERNALREVENUE,NETEXTERNALREVENUE,' +
  'VEHICLECOUNT,TAXRATE,BILLABLE_NET_VALIDATION\n';

/** Site number of site `index`, from 1000: four digits. */
export function siteNumber(index: number): string {
  return String(1000 + index);
}

/** Writes rows like REVENUE_DAILY_DETAIL: day by day, every site, six codes. How many rows. */
export async function writeRevenueFile(file: RevenueFile): Promise<number> {
  const out = createWriteStream(file.path, { highWaterMark: 1_048_576 });
  out.write(header);
  let rows = 0;
  for (const month of monthsBetween(file.first, file.last)) {
    for (let day = 1; day <= daysIn(month); day += 1) {
      if (file.day !== undefined && day !== file.day) continue;
      const date = `${month}-${String(day).padStart(2, '0')}`;
      const lines: string[] = [];
      for (let site = 0; site < file.sites; site += 1) {
        for (const [index, code] of codes.entries())
          lines.push(line(siteNumber(site), date, code, (site * 7 + day * 13 + index * 29) % 9973));
      }
      rows += lines.length;
      if (!out.write(lines.join(''))) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'finish');
  return rows;
}

function line(site: string, date: string, code: string, seed: number): string {
  const cents = String(seed % 100).padStart(2, '0');
  const amounts = `${String(seed)}.${cents},${String(seed - 1)}.${cents}`;
  return `${site},${date},${code},Valet Daily,Credit Card,Y,${amounts},${String(seed % 90)},8.875,0\n`;
}

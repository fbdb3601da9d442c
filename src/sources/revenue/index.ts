import {
  amount,
  choice,
  code,
  date,
  flag,
  quantity,
  site,
  text,
  timestamp,
  type Feed,
  type RecordRuleFault,
} from '../feed.ts';

const knownSite = [{ column: 'site_id', to: 'site' }] as const;
const valueTypes = ['REVENUE', 'VEHICLES', 'OTHER'] as const;

/** Vehicles are counted whole and never negative (operations.md 4.2). */
function countsWholeVehicles(cell: (header: string) => string): RecordRuleFault | null {
  if (cell('VALUE_TYPE').toUpperCase() !== 'VEHICLES' || /^(\+?\d+(\.0*)?)?$/.test(cell('VALUE')))
    return null;
  return { header: 'VALUE', rule: 'out of range', message: 'is not a whole number of vehicles of 0 or more' };
}

/** REVENUE_DATAMART_DAILY: the long form, one value per row (data.md 1.4). */
const revenueDatamartDaily: Feed = {
  name: 'revenue_datamart_daily',
  source: 'revenue',
  title: 'One value of a site, day, revenue code, category and value type',
  columns: [
    text(['FILE_NAME', 'file_name'], { needs: 'nothing', ifBlank: '' }),
    site('SITE'),
    date(['DATE', 'revenue_on']),
    code(['REVENUE_CODE', 'revenue_code'], { needs: 'header', ifBlank: '' }, 20),
    code(['REVENUE_CATEGORY', 'revenue_category']),
    choice(['VALUE_TYPE', 'value_type'], valueTypes),
    quantity(['VALUE', 'value'], ['-1000000', '1000000'], { needs: 'header', ifBlank: '0' }),
    flag(['IS_DRAFT', 'is_draft'], { needs: 'nothing' }),
    timestamp(['DW_LOADED_DTTM', 'source_loaded_at'], { needs: 'nothing' }),
  ],
  key: ['site_id', 'revenue_on', 'revenue_code', 'revenue_category', 'value_type', 'file_name'],
  slice: 'site and day',
  period: 'revenue_on',
  references: knownSite,
  checkRecord: countsWholeVehicles,
};

/** REVENUE_DAILY_DETAIL: the wide form, one row per code and collection type (data.md 1.4). */
const revenueDailyDetail: Feed = {
  name: 'revenue_daily_detail',
  source: 'revenue',
  title: 'Revenue and vehicles of a site, day, revenue code, collection type and deposit flag',
  columns: [
    site('SITE'),
    date(['DATE', 'revenue_on']),
    code(['REVENUE_CODE', 'revenue_code'], {}, 20),
    code(['REVENUE_CATEGORY', 'revenue_category'], { needs: 'header' }),
    code(['COLLECTION_TYPE', 'collection_type'], { needs: 'header', ifBlank: '' }),
    choice(['DEPOSIT_FLAG', 'deposit_flag'], ['Y', 'N', 'V'], { needs: 'header', ifBlank: '' }),
    amount(['EXTERNALREVENUE', 'external_revenue'], { needs: 'header' }),
    amount(['NETEXTERNALREVENUE', 'net_external_revenue'], { needs: 'header' }),
    quantity(['VEHICLECOUNT', 'vehicle_count'], ['0', '99999'], { needs: 'header' }),
    quantity(['TAXRATE', 'tax_rate'], ['0', '100'], { needs: 'header' }),
    amount(['BILLABLE_NET_VALIDATION', 'billable_net_validation'], { needs: 'header' }),
  ],
  key: ['site_id', 'revenue_on', 'revenue_code', 'collection_type', 'deposit_flag'],
  slice: 'site and day',
  period: 'revenue_on',
  references: knownSite,
};

/**
 * The site's monthly workbook `10NNNNREVYYYY CMM.xlsm` (operations.md section 4). It lands in the same table as the
 * long form; a workbook replaces its site and month as a whole, and any critical fault refuses it.
 */
const revenueWorkbook: Feed = {
  name: 'revenue_workbook',
  source: 'revenue',
  isWorkbook: true,
  // Whoever sends the report of a site loads it, and whoever approves it overrides its checks; the number of the site
  // stands in the name (operations.md 1.3).
  loadedBy: (fileName, what) => {
    const number = /^10(\d{4})/.exec(fileName)?.[1];
    const action = what === 'override' ? 'approve' : 'execute';
    return number === undefined ? null : { object: 'revenue-report', action, site: number };
  },
  title: 'One value of a site, day, revenue code and value type, entered by the site',
  staging: 'revenue_datamart_daily',
  columns: [
    site('SITE'),
    date(['DATE', 'revenue_on']),
    code(['REVENUE_CODE', 'revenue_code'], {}, 5),
    code(['REVENUE_CATEGORY', 'revenue_category']),
    choice(['VALUE_TYPE', 'value_type'], valueTypes),
    quantity(['VALUE', 'value'], ['-999999.99', '999999.99'], { needs: 'header', ifBlank: '0' }),
    text(['FILE_NAME', 'file_name'], { needs: 'nothing', ifBlank: '' }),
  ],
  key: ['site_id', 'revenue_on', 'revenue_code', 'value_type'],
  slice: 'site and month',
  period: 'revenue_on',
  references: knownSite,
  checkRecord: countsWholeVehicles,
  allOrNothing: true,
};

export const feeds: readonly Feed[] = [revenueDatamartDaily, revenueDailyDetail, revenueWorkbook];
export { readSubmission, type Submission } from './submission.ts';
export { parseWorkbookName, readWorkbook, type WorkbookName, type WorkbookRow } from './workbook.ts';

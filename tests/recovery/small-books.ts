const sites = ['0170', '0829'];
const days = Array.from({ length: 28 }, (_, at) => String(at + 1).padStart(2, '0'));

const lines = (header: string, rows: readonly string[]): string => [header, ...rows, ''].join('\n');

/** Three months of three accounts; `cents` tells one file from another. */
function books(cents: string): string[] {
  return sites.flatMap((site) =>
    ['202501', '202502', '202503'].flatMap((month) =>
      ['4790', '6000', '9410'].map((account, at) => `${site},${month},${account},9${String(at)}0.${cents}`),
    ),
  );
}

function hours(): string[] {
  return sites.flatMap((site) => days.map((day) => `${site},2025-01-${day},GSA,Regular,8,92.5`));
}

/** With 75 codes a month has 4,200 rows, more than the 4,000 from which it is built beside its fact. */
function revenue(month: string, codes: number): string[] {
  return sites.flatMap((site) =>
    days.flatMap((day) =>
      Array.from(
        { length: codes },
        (_, at) => `${site},${month}-${day},C${String(at)},Code,Cash,N,10,9.5,3,6,0`,
      ),
    ),
  );
}

const siteList = 'SITE,SITE_NAME,CITY,DM';
const chart = 'MAIN_ACCOUNT,ACCOUNT_NAME,IS_SUMMARY_CATEGORY';
const ledger = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE';
const payroll = 'WORK_LOCATION,DATE,TITLE,PAY_TYPE,TOTAL_HOURS,TOTAL_DOLLARS';
const detail =
  'SITE,DATE,REVENUE_CODE,REVENUE_CATEGORY,COLLECTION_TYPE,DEPOSIT_FLAG,EXTERNALREVENUE,NETEXTERNALREVENUE,' +
  'VEHICLECOUNT,TAXRATE,BILLABLE_NET_VALIDATION';

/**
 * Files of two deliveries for the tests that interrupt a load: lists, corrections, bad rows, rows that wait for a site
 * and an account which the second delivery brings, and a month that is built beside its fact and then corrected.
 */
export const deliveries: Readonly<Record<string, string>> = {
  '1/master_non_financial.csv': lines(siteList, [
    '0170,Harbor Hotel,Springfield,First Manager',
    '0829,Station Hotel,Shelbyville,First Manager',
  ]),
  '1/master_non_financial.csv.manifest.json': '{"rows": 2, "as_of": "2025-01-01"}',
  '1/chart_of_account.csv': lines(chart, [
    ...['4790,Fees,INTERNAL REVENUE', '6000,Wages,PAYROLL', '9410,Revenue,EXTERNAL REVENUE'],
  ]),
  '0/gl_accounts.csv': lines('ACCOUNT_NUMBER,STATUS,DB_SOURCE', [
    '02-0170-6000,ACTIVE,',
    '02-0829-6000,ACTIVE,',
  ]),
  '1/budget_final_2025.csv': lines(ledger, books('00001')),
  '1/account_summary_2025-01.csv': lines(ledger, [
    ...books('12345'),
    ...['0170,202513,6000,1', '0555,202501,6000,77.5', '0555,202502,9410,12', '0170,202501,8888,5'],
  ]),
  '1/payroll_summary_2025-01.csv': lines(payroll, hours()),
  '1/revenue_daily_detail_2025-01.csv': lines(detail, revenue('2025-01', 5)),
  '1/revenue_daily_detail_2025-02.csv': lines(detail, revenue('2025-02', 75)),
  '2/master_non_financial_2.csv': lines(siteList, [
    '0170,Harbor Hotel,Springfield,Second Manager',
    '0555,Airport Lot,Springfield,Second Manager',
    '0829,Station House,Shelbyville,First Manager',
  ]),
  '2/master_non_financial_2.csv.manifest.json': '{"rows": 3, "as_of": "2025-03-01"}',
  '2/chart_of_account_2.csv': lines(chart, [
    ...['4790,Fees,INTERNAL REVENUE', '6000,Wages and Overtime,PAYROLL', '8888,Repairs,OTHER EXPENSE'],
    '9410,Revenue,EXTERNAL REVENUE',
  ]),
  '2/account_summary_2025-01_corrected.csv': lines(ledger, [
    '0829,202501,6000,901.5',
    '0829,202501,9410,920.12345',
  ]),
  '2/payroll_summary_2025-01_corrected.csv': lines(payroll, [
    ...hours().map((row) => row.replace('-05,GSA,Regular,8,92.5', '-05,GSA,Regular,7,80')),
    '0829,2025-01-29,GSA,Regular,seven,80',
  ]),
  '2/revenue_daily_detail_2025-02_reload.csv': lines(
    detail,
    revenue('2025-02', 75)
      .filter((row) => /-0[345],/.test(row))
      .map((row) => row.replace('-03,C1,Code,Cash,N,10', '-03,C1,Code,Cash,N,11')),
  ),
};

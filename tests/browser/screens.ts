import type { Page } from 'playwright-core';

/** A screen that is looked at, and as whom. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly userId: string;
  /** What is done there before looking. */
  readonly act?: (page: Page) => Promise<void>;
}

/** Every screen of the app: each is checked for accessibility in light and dark, and photographed on demand. */
export const screens: readonly Screen[] = [
  { name: 'home-district', path: '/', userId: 'dora.district@demo.invalid' },
  { name: 'home-biller', path: '/', userId: 'bea.billing@demo.invalid' },
  { name: 'home-operations', path: '/', userId: 'dan.data@demo.invalid' },
  { name: 'sites', path: '/sites', userId: 'bea.billing@demo.invalid' },
  { name: 'site-general', path: '/sites/0170', userId: 'bea.billing@demo.invalid' },
  { name: 'site-statements', path: '/sites/0170?tab=statements', userId: 'bea.billing@demo.invalid' },
  { name: 'site-profit-and-loss', path: '/sites/0170?tab=profitAndLoss', userId: 'fay.finance@demo.invalid' },
  { name: 'contracts', path: '/contracts', userId: 'bea.billing@demo.invalid' },
  { name: 'contract', path: '/contracts/0170', userId: 'bea.billing@demo.invalid' },
  { name: 'contract-versions', path: '/contracts/0170?tab=versions', userId: 'audra.auditor@demo.invalid' },
  { name: 'contract-increases', path: '/contracts/0170?tab=increases', userId: 'amos.account@demo.invalid' },
  {
    name: 'contract-edit',
    path: '/contracts/0829/edit',
    userId: 'bea.billing@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByLabel('Purchase order').fill('PO-77');
      await page.getByRole('table', { name: /would have cost/ }).waitFor();
    },
  },
  {
    name: 'contract-clause',
    path: '/contracts?tab=clauses',
    userId: 'bea.billing@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Add a clause' }).click();
      await page.getByLabel(/^Kind/).selectOption('escalation');
    },
  },
  {
    name: 'contract-import',
    path: '/contracts',
    userId: 'bea.billing@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Import' }).click();
      await page.getByLabel('Files').waitFor();
    },
  },
  { name: 'contract-rules', path: '/contracts?tab=rules', userId: 'bea.billing@demo.invalid' },
  { name: 'statements', path: '/statements', userId: 'bea.billing@demo.invalid' },
  {
    name: 'statement-panel',
    path: '/statements',
    userId: 'bea.billing@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('row').nth(1).click();
      await page.locator('article').waitFor();
    },
  },
  {
    name: 'statement',
    path: '/statements/1',
    userId: 'bea.billing@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page
        .getByRole('button', { name: /^Explain / })
        .first()
        .click();
      await page.getByRole('table', { name: 'Inputs' }).waitFor();
    },
  },
  {
    name: 'statements-readiness',
    path: '/statements?tab=readiness',
    userId: 'amos.account@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'statements-comparison',
    path: '/statements?tab=comparison&period=2025-04',
    userId: 'bea.billing@demo.invalid',
  },
  { name: 'forecasts', path: '/forecast', userId: 'dora.district@demo.invalid' },
  {
    name: 'forecast-statistics',
    path: '/forecast/0170',
    userId: 'amos.account@demo.invalid',
    act: withCells,
  },
  {
    name: 'forecast-payroll',
    path: '/forecast/0170?tab=payroll&jobs=code',
    userId: 'amos.account@demo.invalid',
    act: withCells,
  },
  {
    name: 'forecast-other-expense',
    path: '/forecast/0170?tab=other-expense&month=2025-05',
    userId: 'audra.auditor@demo.invalid',
    act: withCells,
  },
  { name: 'profit-and-loss', path: '/profit-and-loss', userId: 'fay.finance@demo.invalid' },
  {
    name: 'profit-and-loss-explained',
    path: '/profit-and-loss?view=variance&by=district&at=0170&period=2025-04',
    userId: 'audra.auditor@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('gridcell').nth(3).click();
      await page.getByRole('table', { name: 'Rows of actuals' }).waitFor();
    },
  },
  { name: 'data-quarantine', path: '/data', userId: 'dan.data@demo.invalid', act: firstRowBeside },
  { name: 'data-loads', path: '/data?tab=loads', userId: 'dan.data@demo.invalid', act: firstRowBeside },
  { name: 'data-freshness', path: '/data?tab=freshness', userId: 'bea.billing@demo.invalid' },
  {
    name: 'data-workbooks',
    path: '/data?tab=workbooks',
    userId: 'amos.account@demo.invalid',
    act: firstRowBeside,
  },
  { name: 'data-takeover', path: '/data?tab=takeover', userId: 'bea.billing@demo.invalid' },
  { name: 'not-billed', path: '/not-billed', userId: 'bea.billing@demo.invalid' },
  { name: 'data-upload', path: '/data?tab=upload', userId: 'dan.data@demo.invalid' },
  {
    name: 'data-questions',
    path: '/data?tab=questions&question=category-total&at=0170',
    userId: 'fay.finance@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Ask' }).click();
      await page.getByRole('button', { name: 'What is behind it' }).click();
      await page.getByRole('table', { name: 'What is behind it' }).waitFor();
    },
  },
  { name: 'data-lineage', path: '/data?tab=lineage&of=great-plains', userId: 'audra.auditor@demo.invalid' },
  { name: 'data-dictionary', path: '/data?tab=dictionary', userId: 'audra.auditor@demo.invalid' },
  {
    name: 'administration-people',
    path: '/administration?tab=people',
    userId: 'sek.security@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'administration-login',
    path: '/administration?tab=people&show=logins',
    userId: 'sek.security@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Make a login' }).click();
      await page.getByLabel(/^Login/).waitFor();
    },
  },
  {
    name: 'administration-access-requests',
    path: '/administration?tab=access-requests',
    userId: 'sek.security@demo.invalid',
  },
  {
    name: 'administration-access-reviews',
    path: '/administration?tab=access-reviews',
    userId: 'sek.security@demo.invalid',
  },
  {
    name: 'administration-export-requests',
    path: '/administration?tab=export-requests',
    userId: 'sek.security@demo.invalid',
  },
  {
    name: 'administration-rights',
    path: '/administration?tab=rights',
    userId: 'sek.security@demo.invalid',
  },
  {
    name: 'administration-facts',
    path: '/administration?tab=facts',
    userId: 'olive.operator@demo.invalid',
  },
  {
    name: 'administration-catalogues',
    path: '/administration?tab=catalogues',
    userId: 'bea.billing@demo.invalid',
  },
  {
    name: 'administration-job-groups',
    path: '/administration?tab=job-groups',
    userId: 'fritz.forecast@demo.invalid',
  },
  {
    name: 'administration-postings',
    path: '/administration?tab=postings',
    userId: 'bea.billing@demo.invalid',
  },
  {
    name: 'administration-retention',
    path: '/administration?tab=retention',
    userId: 'sek.security@demo.invalid',
  },
  {
    name: 'administration-holds',
    path: '/administration?tab=retention&show=holds',
    userId: 'sek.security@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Place a hold' }).click();
      await page.getByLabel('Site', { exact: true }).waitFor();
    },
  },
  {
    name: 'administration-support',
    path: '/administration?tab=support',
    userId: 'sek.security@demo.invalid',
  },
  {
    name: 'administration-alerts',
    path: '/administration?tab=alerts&show=all&q=elsewhere',
    userId: 'syl.system@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'administration-alert-rule',
    path: '/administration?tab=alerts&show=rules&q=disk-full',
    userId: 'syl.system@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('row').nth(1).click();
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      await page.getByLabel('Warns').waitFor();
    },
  },
  {
    name: 'administration-silence',
    path: '/administration?tab=alerts&show=silences',
    userId: 'syl.system@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Silence alerts' }).click();
      await page.getByLabel(/^Until/).waitFor();
    },
  },
  {
    name: 'administration-jobs',
    path: '/administration?tab=jobs',
    userId: 'syl.system@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'administration-job-schedule',
    path: '/administration?tab=jobs&q=audit.verify',
    userId: 'syl.system@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('row').nth(1).click();
      await page.getByRole('button', { name: 'Change the schedule' }).click();
      await page.getByLabel('Time zone').waitFor();
    },
  },
  {
    name: 'administration-job-runs',
    path: '/administration?tab=jobs&show=runs',
    userId: 'dan.data@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'administration-health',
    path: '/administration?tab=system',
    userId: 'syl.system@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'administration-reports',
    path: '/administration?tab=system&show=reports',
    userId: 'syl.system@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'administration-storage',
    path: '/administration?tab=system&show=capacity',
    userId: 'syl.system@demo.invalid',
  },
  {
    name: 'administration-log',
    path: '/administration?tab=system&show=log',
    userId: 'syl.system@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'administration-audit',
    path: '/administration?tab=audit',
    userId: 'audra.auditor@demo.invalid',
  },
  {
    name: 'administration-sessions',
    path: '/administration?tab=sessions',
    userId: 'sek.security@demo.invalid',
  },
  { name: 'contract-approvals', path: '/contracts?tab=approvals', userId: 'bea.billing@demo.invalid' },
  { name: 'contracts-increases', path: '/contracts?tab=increases', userId: 'bea.billing@demo.invalid' },
  { name: 'contract-clauses', path: '/contracts?tab=clauses', userId: 'bea.billing@demo.invalid' },
  { name: 'contract-limits', path: '/contracts?tab=limits', userId: 'bea.billing@demo.invalid' },
  { name: 'contract-templates', path: '/contracts?tab=templates', userId: 'bea.billing@demo.invalid' },
  { name: 'statements-disputes', path: '/statements?tab=disputes', userId: 'bea.billing@demo.invalid' },
  { name: 'statements-payments', path: '/statements?tab=payments', userId: 'bea.billing@demo.invalid' },
  {
    name: 'statements-performance',
    path: '/statements?tab=performance&period=2025-04',
    userId: 'fay.finance@demo.invalid',
  },
  {
    name: 'statement-compared',
    path: '/statements/1',
    userId: 'bea.billing@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Explain Deviation' }).click();
      await page.getByRole('table', { name: 'Inputs' }).waitFor();
    },
  },
  {
    name: 'administration-right',
    path: '/administration?tab=rights&q=accountManager',
    userId: 'sek.security@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'administration-job-codes',
    path: '/administration?tab=job-groups&show=codes',
    userId: 'fritz.forecast@demo.invalid',
  },
  {
    name: 'administration-job-requests',
    path: '/administration?tab=job-groups&show=requests',
    userId: 'amos.account@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Ask for another group' }).click();
      await page.getByLabel(/^Job codes/).fill('CASH');
    },
  },
  {
    name: 'administration-units',
    path: '/administration?tab=postings&show=units',
    userId: 'bea.billing@demo.invalid',
  },
  {
    name: 'administration-held-answers',
    path: '/administration?tab=postings&show=held',
    userId: 'bea.billing@demo.invalid',
    act: async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Answers as a file' }).click();
      await page.getByLabel('File with answers').waitFor();
    },
  },
  {
    name: 'administration-mapped-accounts',
    path: '/administration?tab=mappings&mapping=mapped',
    userId: 'fritz.forecast@demo.invalid',
  },
  {
    name: 'administration-accounts',
    path: '/administration?tab=mappings',
    userId: 'fritz.forecast@demo.invalid',
  },
  {
    name: 'administration-profiles',
    path: '/administration?tab=mappings&mapping=profiles',
    userId: 'fritz.forecast@demo.invalid',
    act: firstRowBeside,
  },
  {
    name: 'administration-former-lines',
    path: '/administration?tab=mappings&mapping=former',
    userId: 'audra.auditor@demo.invalid',
  },
  { name: 'no-page', path: '/sites/0170/nothing', userId: 'bea.billing@demo.invalid' },
  // The last of its person: what is typed stays in the box.
  { name: 'search', path: '/', userId: 'bea.billing@demo.invalid', act: searchFor0829 },
];

/** The first row of a grid, opened in the panel. */
async function firstRowBeside(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).click();
  await page.getByRole('button', { name: 'Close (Esc)' }).waitFor();
}

/** What fits a number, in the list below the search box. */
async function searchFor0829(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('0829');
  await page.getByRole('option', { name: /^0829/ }).first().waitFor();
}

/** The grid comes after the page: it is loaded where it is first needed. */
async function withCells(page: Page): Promise<void> {
  await page.locator('revogr-data[col-type="rgCol"] [role=gridcell]').first().waitFor();
}

import { code, date, flag, quantity, site, text, type Feed } from '../feed.ts';

const optional = { needs: 'nothing' } as const;
const knownSite = [{ column: 'site_id', to: 'site' }] as const;

/** WORKDAY_RLS_BISECURITY: which person may see which site, and in which role (data.md 1.2, operations.md 1.2). */
const rowSecurity: Feed = {
  name: 'workday_rls_bisecurity',
  source: 'workday',
  title: 'Person with job profile and one site in scope',
  columns: [
    text(['USER_ID', 'user_id'], { personal: 'login' }),
    code(['JOB_PROFILE', 'job_profile'], { needs: 'header' }),
    site('COST_CENTER', { needs: 'header', ifBlank: '' }, 'cost_center'),
    site('SITE', { needs: 'header', ifBlank: '' }),
  ],
  key: ['user_id', 'cost_center', 'site_id'],
  slice: 'whole list',
  period: null,
  references: [],
};

/** WORKDAY_SITE_SALARIES: salaries of a site's salaried people, allocated by percentage (data.md 1.2). */
const siteSalaries: Feed = {
  name: 'workday_site_salaries',
  source: 'workday',
  title: 'Annual base pay of a person and its share on a site',
  columns: [
    site('COST_CENTER'),
    text(['NAME', 'person_name'], { aliases: ['EMPLOYEE_NAME'], personal: 'name' }),
    text(['WORK_EMAIL', 'work_email'], { aliases: ['EMAIL'], personal: 'e-mail' }),
    quantity(['TOTAL_BASEPAY_ANNUALIZED_AMOUNT', 'annual_base_pay'], ['0', '99999999'], { personal: 'pay' }),
    quantity(['ALLOCATION_PER_COST_CENTER_AMOUNT', 'allocated_amount'], ['0', '99999999'], {
      personal: 'pay',
    }),
    quantity(['DISTRIBUTION_PERCENT', 'distribution_percent'], ['0', '100']),
  ],
  key: ['site_id', 'work_email'],
  slice: 'whole list',
  period: null,
  references: knownSite,
};

/** WORKDAY_SITE_MANAGERS: the account manager of each site (data.md 1.2). */
const siteManagers: Feed = {
  name: 'workday_site_managers',
  source: 'workday',
  title: 'Account manager of a site',
  columns: [
    site('SITE'),
    text(['ACCT_MGR_EMPLOYEE_ID', 'employee_id'], { needs: 'header', personal: 'identifier' }),
    text(['ACCT_MGR_LAST_NAME', 'last_name'], { needs: 'header', personal: 'name' }),
    text(['ACCT_MGR_FIRST_NAME', 'first_name'], { needs: 'header', personal: 'name' }),
  ],
  key: ['site_id'],
  slice: 'whole list',
  period: null,
  references: knownSite,
};

/** The job-code extract: who works where in which job (data.md 1.2). */
const jobCodes: Feed = {
  name: 'workday_job_codes',
  source: 'workday',
  title: 'Employee in a job at a site',
  columns: [
    code(['JOB_CODE', 'job_code'], { aliases: ['JOBPROFILECODE'] }),
    text(['JOB_TITLE', 'job_title'], { needs: 'header' }),
    site('SITE_ID', { aliases: ['LOCATION_SITE', 'COSTCENTERCODE'] }),
    text(['EMPLOYEE_ID', 'employee_id'], { personal: 'identifier' }),
    code(['STATUS', 'status'], { needs: 'header' }),
    date(['EFFECTIVE_DATE', 'effective_on'], { needs: 'header', ifBlank: '1900-01-01' }),
    date(['END_DATE', 'ended_on'], optional),
    text(['JOB_FAMILY', 'job_family'], optional),
    flag(['IS_SALARY_POSITION', 'is_salaried'], optional),
  ],
  key: ['site_id', 'employee_id', 'job_code', 'effective_on'],
  slice: 'whole list',
  period: null,
  references: knownSite,
};

export const feeds: readonly Feed[] = [rowSecurity, siteSalaries, siteManagers, jobCodes];

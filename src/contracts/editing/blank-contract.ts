import { JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { describedTerms } from '../exports/description/described-terms.ts';
import { writeAccounts } from '../exports/account-list.ts';
import { blankFields, blankRow } from './added-row.ts';

/** Blocks whose one row carries the defaults, in the names of the exports. */
const rowsOfDefaults = [
  ['billableAccounts', 'billableAccountsData'],
  ['managementAgreement', 'ManagementFees'],
] as const;

/**
 * The terms that a new contract begins with (billing.md 1.4, 1.13 and 1.14): in arrears, 30 days, increment in January,
 * review limits of 2,500 and 10 %, every component off, and the usual titles and accounts for those that come on.
 */
export async function blankContract(database: Queryable): Promise<JsonObject> {
  const accounts = await database.query<{ list: string; code: string; title: string; isEnabled: boolean }>(
    `select list, code, title,
       code <> all (platform.fact_values('accounts-left-out-of-new-contracts')) as "isEnabled"
     from contracts.ledger_title order by list, code`,
  );
  const listOf = (name: string): string =>
    writeAccounts(
      accounts
        .filter(({ list }) => list === name)
        .map(({ code, title, isEnabled }) => ({ code, title, isEnabled })),
    );
  const accountRow = blankRow(describedTerms.billableAccounts.fields.billableAccountsData);
  const feeRow = blankRow(describedTerms.managementAgreement.fields.ManagementFees);
  return {
    ...blankFields(describedTerms),
    paymentTerms: 'Due in 30 Days',
    deviationAmount: new JsonNumber('2500'),
    deviationPercentage: new JsonNumber('10'),
    billableAccounts: {
      enabled: false,
      billableAccountsData: [
        {
          ...accountRow,
          payrollAccountsData: listOf('payroll'),
          payrollAccountsLineTitle: 'Site Salaries & Wages',
          payrollTaxesLineTitle: 'PTEB',
          payrollSupportLineTitle: 'Support Services',
          payrollExpenseAccountsData: listOf('expense'),
          payrollExpenseAccountsLineTitle: 'Total Other Expenses',
        },
      ],
    },
    managementAgreement: {
      enabled: false,
      ManagementFees: [
        {
          ...feeRow,
          insuranceLineTitle: 'Insurance',
          claimsLineTitle: 'Loss & Damage Claims',
          claimsType: 'AnnualAnniversary',
        },
      ],
    },
  };
}

/** Without the rows of defaults that nothing was switched on for. */
export function withoutDefaults(terms: JsonObject): JsonObject {
  return rowsOfDefaults.reduce((left, [name, list]) => {
    const block = left[name] as JsonObject | undefined;
    return block?.['enabled'] === true ? left : { ...left, [name]: { ...block, [list]: [] as Json[] } };
  }, terms);
}

import {
  accounts,
  block,
  by,
  choice,
  figure,
  flag,
  group,
  id,
  list,
  monthOfYear,
  ofNewer,
  orNull,
  printed,
} from './field.ts';

export const escalatorKinds = { Percentage: 'a percentage', FixedAmount: 'an amount' } as const;
export const payrollBases = { Billable: 'billable payroll', Total: 'all payroll' } as const;

/** Accounts of the ledger that are billed (billing.md 1.13). */
export const billableAccounts = block('billable accounts', {
  enabled: flag('has_billable_accounts', 'switched on'),
  billableAccountsData: list(
    { table: 'billable_accounts', label: 'billable accounts' },
    {
      id: id(),
      payrollAccountsData: accounts(
        ['payroll_codes', 'billable_payroll_codes'],
        'payroll accounts',
        'payroll',
      ),
      payrollAccountsInvoiceGroup: group('payroll_group', 'invoice group of payroll'),
      payrollAccountsLineTitle: printed('payroll_title', 'title of payroll'),
      payrollTaxesEnabled: flag('has_payroll_taxes', 'payroll taxes switched on'),
      payrollTaxesBillingType: choice('payroll_taxes_billing', 'billing of payroll taxes', {
        Actual: 'at cost',
        Percentage: 'as a percentage of payroll',
      }),
      payrollTaxesLineTitle: printed('payroll_taxes_title', 'title of payroll taxes'),
      payrollTaxesPercentage: orNull(
        figure('payroll_taxes_percent', 'payroll taxes', 'percent', {
          component: 'payroll-taxes',
          where: { field: 'payrollTaxesBillingType', is: 'Percentage' },
        }),
      ),
      payrollSupportAmount: orNull(
        figure(
          'support_amount',
          'support services',
          by('payrollSupportBillingType', { Percentage: 'percent' }, 'money'),
          { component: 'support-services' },
        ),
      ),
      payrollSupportBillingType: choice('support_billing', 'billing of support services', {
        Fixed: 'as a fixed amount',
        Percentage: 'as a percentage of payroll',
      }),
      payrollSupportEnabled: flag('has_support', 'support services switched on'),
      payrollSupportLineTitle: printed('support_title', 'title of support services'),
      payrollSupportPayrollType: choice('support_base', 'payroll that support counts on', payrollBases),
      payrollExpenseAccountsData: accounts(
        ['expense_codes', 'billable_expense_codes'],
        'expense accounts',
        'expense',
      ),
      payrollExpenseAccountsInvoiceGroup: group('expense_group', 'invoice group of expenses'),
      payrollExpenseAccountsLineTitle: printed('expense_title', 'title of expenses'),
      additionalPayrollAmount: ofNewer(
        figure('additional_payroll_amount', 'added to payroll a month', 'signedMoney'),
      ),
      payrollTaxesEscalatorEnable: ofNewer(
        flag('has_payroll_taxes_escalator', 'escalator of payroll taxes switched on'),
      ),
      payrollTaxesEscalatorMonth: ofNewer(
        monthOfYear('payroll_taxes_escalator_month', 'month of the escalator of payroll taxes'),
      ),
      payrollTaxesEscalatorType: ofNewer(
        choice('payroll_taxes_escalator_kind', 'kind of the escalator of payroll taxes', escalatorKinds),
      ),
      payrollTaxesEscalatorvalue: ofNewer(
        figure(
          'payroll_taxes_escalator_value',
          'escalator of payroll taxes',
          by('payrollTaxesEscalatorType', { FixedAmount: 'signedMoney' }, 'percent'),
        ),
      ),
    },
  ),
});

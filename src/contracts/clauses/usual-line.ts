import type { Line } from '../line.ts';
import type { Terms } from '../terms.ts';
import { glCodes } from '../wording.ts';
import type { LimitedComponent } from './clause.ts';

/** What the lines of a component have in common. */
export type UsualLine = Pick<Line, 'itemType' | 'code' | 'group' | 'isProfitDeduction'>;

/** What a line of the component looks like that no other line gives; null where the component is switched off. */
export function usualLine(terms: Terms, component: LimitedComponent): UsualLine | null {
  return usualLines[component](terms);
}

const usualLines: Readonly<Record<LimitedComponent, (terms: Terms) => UsualLine | null>> = {
  'fixed-fee': ({ fixedFee }) => lineOf(fixedFee?.[0], fixedFee?.[0] ? { code: fixedFee[0].code } : {}),
  'per-labor-hour': ({ laborHour }) => lineOf(laborHour?.[0]),
  'occupied-room': ({ occupiedRoom }) => lineOf(occupiedRoom),
  'revenue-share': ({ revenueShare }) => lineOf(revenueShare?.[0], general),
  validation: ({ revenueShare }) => (revenueShare?.[0]?.validation ? lineOf(revenueShare[0], general) : null),
  'billable-accounts': ({ billableAccounts }) => lineOf(billableAccounts?.payroll, deduction),
  'management-fee': ({ managementAgreement }) =>
    lineOf(managementAgreement, { itemType: 'managementFee', ...deduction }),
  insurance: ({ managementAgreement }) =>
    managementAgreement?.insurance
      ? lineOf(managementAgreement, { itemType: 'insurance', ...deduction })
      : null,
  claims: ({ managementAgreement }) =>
    managementAgreement?.claims ? lineOf(managementAgreement, { itemType: 'claims', ...deduction }) : null,
  'non-gl-expense': ({ managementAgreement }) =>
    managementAgreement?.nonGlExpenses ? lineOf(managementAgreement) : null,
  'profit-share': ({ managementAgreement }) =>
    managementAgreement?.profitShare ? lineOf(managementAgreement, { itemType: 'profitShare' }) : null,
};

const general = { code: glCodes.generalRevenue };
const deduction = { isProfitDeduction: true };

function lineOf(
  component: { readonly group: number } | null | undefined,
  more: Partial<UsualLine> = {},
): UsualLine | null {
  if (!component) return null;
  const { group } = component;
  return { itemType: null, code: glCodes.contractRevenue, isProfitDeduction: false, group, ...more };
}

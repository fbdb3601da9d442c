import type { Facts } from '../facts.ts';
import type { Line } from '../line.ts';
import type { Terms } from '../terms.ts';
import type { LimitedComponent } from './clause.ts';

/** What the lines of a component have in common. */
export type UsualLine = Pick<Line, 'itemType' | 'code' | 'group' | 'isProfitDeduction'>;

/** A line whose code is an account by its role, or the contract's own. */
type Drafted = Omit<UsualLine, 'code'> & {
  readonly code: 'generalRevenueAccount' | 'contractRevenueAccount' | { readonly own: string };
};

/** Whether the terms bill the component. */
export function isBilled(terms: Terms, component: LimitedComponent): boolean {
  return drafts[component](terms) !== null;
}

/** What a line of the component looks like that no other line gives; null where the component is switched off. */
export function usualLine(terms: Terms, component: LimitedComponent, { operator }: Facts): UsualLine | null {
  const draft = drafts[component](terms);
  if (draft === null) return null;
  const { code } = draft;
  return { ...draft, code: typeof code === 'string' ? operator[code] : code.own };
}

const drafts: Readonly<Record<LimitedComponent, (terms: Terms) => Drafted | null>> = {
  'fixed-fee': ({ fixedFee }) =>
    lineOf(fixedFee?.[0], fixedFee?.[0] ? { code: { own: fixedFee[0].code } } : {}),
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

const general = { code: 'generalRevenueAccount' } as const;
const deduction = { isProfitDeduction: true };

function lineOf(
  component: { readonly group: number } | null | undefined,
  more: Partial<Drafted> = {},
): Drafted | null {
  if (!component) return null;
  const { group } = component;
  return { itemType: null, code: 'contractRevenueAccount', isProfitDeduction: false, group, ...more };
}

import { JsonNumber, type JsonObject } from '../../kernel/exact-json.ts';

/** Terms in the shape of the exports with every component switched off, and the usual values elsewhere. */
export function dormantTerms(id: string): JsonObject {
  return {
    id,
    purchaseOrder: null,
    paymentTerms: 'Due in 30 Days',
    billingType: 'Arrears',

    incrementMonth: 'January',
    incrementAmount: new JsonNumber('0.0'),
    consumerPriceIndex: false,
    notes: null,

    deviationAmount: new JsonNumber('2500.0'),
    deviationPercentage: new JsonNumber('10.0'),
    deposits: false,
    contractType: null,
    supportingReports: [],
    invoiceGrouping: { enabled: false, invoiceGroups: [] },
    fixedFee: { enabled: false, serviceRates: [] },
    perLaborHour: { enabled: false, hoursBackupReport: false, jobRates: [] },
    perOccupiedRoom: { enabled: false, roomRate: new JsonNumber('0.0'), invoiceGroup: new JsonNumber('1') },
    revenueShare: { enabled: false, thresholdStructures: [] },
    bellServiceFee: { enabled: false, bellServices: [] },
    midMonthAdvance: { enabled: false, midMonthAdvances: [] },
    depositedRevenue: { enabled: false, depositData: [] },
    billableAccounts: { enabled: false, billableAccountsData: [] },
    managementAgreement: { enabled: false, ManagementFees: [] },
  };
}

export { computeLines, type AdHocLine, type ComputedLines } from './compute-lines.ts';
export type { TierResult } from './components/tiers.ts';
export { contractsInForce, findingsOf, type ContractInForce } from './contract.ts';
export type { Finding } from './exports/finding.ts';
export {
  importContracts,
  type ExportFile,
  type ImportedExport,
  type ImportOptions,
} from './exports/import-contracts.ts';
export { originalsOf, type VersionTerms } from './exports/originals-of.ts';
export { termsOf } from './exports/terms-of.ts';
export type { Facts } from './facts.ts';
export { groupsOf, type InvoiceGroup } from './groups.ts';
export type { Input, Line, LineWording } from './line.ts';
export type { BillingType, Terms } from './terms.ts';
export { sampleExports } from './sample/sample-exports.ts';
export type { SampleSite } from './sample/sample-site.ts';
export { defaultWording } from './wording.ts';

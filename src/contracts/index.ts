export { agreedTables } from './exports/agreed-tables.ts';
export { approveWaiting } from './approval/approve-waiting.ts';
export { waitingChanges, type WaitingChange } from './approval/waiting-changes.ts';
export { isInForce } from './components/fixed-fee.ts';
export { clausesOfKind, type Clause } from './clauses/clause.ts';
export {
  clausesFor,
  clausesInForce,
  holdsIn,
  keptClauses,
  type StoredClause,
} from './clauses/stored-clauses.ts';
export type { ApprovedValues } from './clauses/yearly-percent.ts';
export { clauseFieldWords } from './clauses/clause-form.ts';
export { clausePlace, clauseWords } from './clauses/clause-words.ts';
export { clauseFields, clauseKinds, type ClauseField } from './clauses/new-clause.ts';
export { escalatedThrough, type CurrentContract } from './escalation/apply-escalations.ts';
export { dueIncreases, valuesToApprove, type DueIncrease } from './escalation/due-increases.ts';
export { stepsThrough } from './escalation/steps-through.ts';
export { approvedReadings } from './escalation/escalator-readings.ts';
export { approvedValues } from './escalation/index-values.ts';
export {
  percentText,
  readIncreaseRules,
  untilWaiting,
  type WaitingIncrease,
} from './escalation/waiting-increase.ts';
export { computeLines, type AdHocLine, type ComputedLines } from './compute-lines.ts';
export type { TierResult } from './components/tiers.ts';
export { contractsInForce, type ContractInForce } from './contract.ts';
export { componentsDefinition } from './exports/components-definition.ts';
export { findingCatalogue } from './exports/finding-catalogue.ts';
export { exportFileOf, type ExportFile } from './exports/export-file.ts';
export { importContracts, type ImportedExport } from './exports/import-contracts.ts';
export { exportedTermsOf, type VersionTerms } from './exports/read-exported-terms.ts';
export { termsOf } from './exports/terms-of.ts';
export type { ClauseFacts, Facts } from './facts.ts';
export { earliestMonth, furthestBack, looksBack, looksBackAtResults } from './look-back.ts';
export { lockContracts } from './lock-contracts.ts';
export { groupsOf, type InvoiceGroup } from './groups.ts';
export type { Line, LineWording } from './line.ts';
export type { BillingType, Terms } from './terms.ts';
export { inventContracts } from './sample/invent-contracts.ts';
export { defaultWording, figureText, moneyText, quantityText } from './wording.ts';
export { endAgreedClause, enterClause, listClauses, readClauseForms } from './use-cases/agree-clauses.ts';
export { escalateRates, importExports, sampleContracts } from './use-cases/change-contracts.ts';
export {
  approveChanges,
  changeApprovalTier,
  listApprovalTiers,
  listWaitingChanges,
  rejectChanges,
} from './use-cases/decide-changes.ts';
export type { OtherReading } from './escalation/other-reading.ts';
export {
  compareReadings,
  decideEscalatorReading,
  enterEscalatorReading,
  listEscalatorReadings,
} from './use-cases/decide-escalators.ts';
export {
  contractAlongside,
  editTerms,
  endContract,
  previewContract,
  previewEdit,
  withdrawTerms,
  writeContract,
} from './use-cases/edit-terms.ts';
export { dueRuleOf } from './due-rule.ts';
export { endTemplate, listTemplates, saveTemplate } from './use-cases/keep-templates.ts';
export type { StoredTemplate, ListedTemplate } from './editing/keep-template.ts';
export { markContracts } from './use-cases/mark-contracts.ts';
export type { NewContract } from './editing/new-contract.ts';
export type { EditedContract, ContractEdit } from './editing/edit-contract.ts';
export type { NewTerms } from './editing/changed-terms.ts';
export type { WordedChange } from './editing/worded-changes.ts';
export type { ExportedTerms } from './exports/exported-terms.ts';
export { decideOnIncrease, listIncreases } from './use-cases/decide-increases.ts';
export { approveIndex, enterIndex, listIndexes } from './use-cases/publish-indexes.ts';
export {
  compareVersions,
  exportContract,
  listContracts,
  readHistory,
  readTermForm,
  readWholeContract,
  termsToCalculate,
} from './use-cases/read-contracts.ts';
export {
  listReviewLimits,
  seesReviewLimits,
  setReviewLimits,
  type NewLimits,
} from './use-cases/review-limits.ts';
export { listCustomerNotices, type CustomerNotice } from './use-cases/customer-notices.ts';

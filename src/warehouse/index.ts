export { warehouseMetrics } from './metrics.ts';
export { makeMonthsAhead } from './publication/months-ahead.ts';
export { preparePublication, type Publication, type PublishedRows } from './publication/publish.ts';
export { knownIds, nearestIds } from './publication/references.ts';
export { restorationOf } from './publication/restore.ts';
export type { StagedRows } from './publication/staged-rows.ts';
export { targets, type Target } from './publication/targets.ts';
export {
  ask,
  askAs,
  explain,
  explainAs,
  questions,
  type Answer,
  type AnswerRow,
  type Asker,
  type Explanation,
  type Question,
  pnlRows,
  pnlRowsDefinition,
  type PnlRowName,
  type SummaryCategory,
} from './questions/index.ts';
export { sitesBy, type SiteFilter } from './questions/sites/chosen-sites.ts';
export { sitesSeen } from './use-cases/sites-seen.ts';
export {
  changeSite,
  listSimilarSites,
  listSites,
  showSite,
  type ShownSite,
} from './use-cases/administer-sites.ts';
export type { SimilarSites } from './sites/similar-sites.ts';
export { requireSite, type SetField, type SiteRecord } from './sites/read-sites.ts';
export { siteFields } from './sites/site-fields.ts';
export type { ChangedSite } from './sites/set-site.ts';
export {
  addSiteContact,
  endSiteContact,
  listContacts,
  verifySiteContact,
} from './use-cases/keep-contacts.ts';
export { contactKinds, type Contact, type ContactKind } from './sites/contacts.ts';
export {
  addSiteTerritory,
  endSiteTerritory,
  listTerritories,
  moveColumns,
  moveSites,
  moveSiteTo,
  territoriesOfSite,
} from './use-cases/keep-territories.ts';
export { applyTable, type UploadedTable, type TableOutcome } from './sites/uploaded-table.ts';
export {
  closeSite,
  listSitesToTakeOn,
  onboardingColumns,
  takeSiteOn,
  takeSitesOn,
} from './use-cases/onboard-sites.ts';
export {
  catalogueColumns,
  endCatalogueEntry,
  importCatalogue,
  listCatalogue,
  setCatalogueEntry,
} from './use-cases/keep-catalogues.ts';
export { setProductive } from './catalogues/productive-jobs.ts';
export {
  catalogues,
  nonProductiveJobs,
  type CatalogueEntry,
  type ChangedEntry,
} from './catalogues/catalogues.ts';

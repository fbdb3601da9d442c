import { accountRoutes } from './access/account-routes.ts';
import { auditRoutes } from './access/audit-routes.ts';
import { complianceRoutes } from './access/compliance-routes.ts';
import { exportRoutes } from './access/export-routes.ts';
import { keyRoutes } from './access/key-routes.ts';
import { loginRoutes } from './access/login-route.ts';
import { peopleRoutes } from './access/people-routes.ts';
import { requestRoutes } from './access/request-routes.ts';
import { rightsRoutes } from './access/rights-routes.ts';
import { reviewRoutes } from './access/review-routes.ts';
import { signInRoutes } from './access/sign-in-routes.ts';
import { supportRoutes } from './access/support-routes.ts';
import { billRoutes } from './billing/bill-routes.ts';
import { billingRoutes } from './billing/billing-routes.ts';
import { figureRoutes } from './billing/figure-routes.ts';
import { documentRoutes } from './billing/document-routes.ts';
import { handOverRoutes } from './billing/hand-over-routes.ts';
import { postingRoutes } from './billing/posting-routes.ts';
import { statementRoutes } from './billing/statement-routes.ts';
import { takeoverRoutes } from './billing/takeover-routes.ts';
import { dictionaryRoutes } from './data/dictionary-routes.ts';
import { homeRoutes } from './data/home-routes.ts';
import { intakeRoute } from './data/intake-route.ts';
import { loadRoutes } from './data/load-routes.ts';
import { quarantineRoutes } from './data/quarantine-routes.ts';
import { questionRoutes } from './data/question-routes.ts';
import { searchRoute } from './data/search-route.ts';
import { alertRoutes } from './operator/alert-routes.ts';
import { archiveRoute } from './operator/archive-route.ts';
import { backupRoutes } from './operator/backup-routes.ts';
import { capacityRoute } from './operator/capacity-route.ts';
import { operationsReportRoutes } from './operator/operations-report-routes.ts';
import { logRoute } from './operator/log-route.ts';
import { metricsRoute } from './operator/metrics-route.ts';
import { healthRoutes } from './operator/health-routes.ts';
import { scheduledJobRoutes } from './operator/scheduled-job-routes.ts';
import { statementStatisticsRoutes } from './operator/statement-statistics-routes.ts';
import { operatorRoutes } from './operator/operator-routes.ts';
import { analysisRoutes } from './forecasting/analysis-routes.ts';
import { cycleRoutes } from './forecasting/cycle-routes.ts';
import { draftRoutes } from './forecasting/draft-routes.ts';
import { eventRoutes } from './forecasting/event-routes.ts';
import { forecastRoutes } from './forecasting/forecast-routes.ts';
import { jobCodeRoutes } from './forecasting/job-code-routes.ts';
import { mappingRoutes } from './forecasting/mapping-routes.ts';
import { jobRoutes } from './forecasting/job-routes.ts';
import { pnlFileRoutes } from './forecasting/pnl-file-routes.ts';
import { pnlRoutes } from './forecasting/pnl-routes.ts';
import { proformaRoutes } from './forecasting/proforma-routes.ts';
import { contractChangeRoutes } from './contracts/change-routes.ts';
import { contractRoutes } from './contracts/contract-routes.ts';
import { clauseRoutes } from './contracts/clause-routes.ts';
import { contractFileRoutes } from './contracts/file-routes.ts';
import { limitRoutes } from './contracts/limit-routes.ts';
import { templateRoutes } from './contracts/template-routes.ts';
import type { DeclaredRoute } from './routing/route.ts';
import { serviceRoutes } from './service-routes.ts';
import { streamRoute } from './stream/stream-route.ts';
import { catalogueRoutes } from './sites/catalogue-routes.ts';
import { contactRoutes } from './sites/contact-routes.ts';
import { siteRoutes } from './sites/site-routes.ts';

/** The routes whose bodies are JSON or nothing. */
export const plainRoutes: readonly DeclaredRoute[] = [
  ...serviceRoutes,
  streamRoute,
  ...signInRoutes,
  ...accountRoutes,
  ...keyRoutes,
  ...loginRoutes,
  ...homeRoutes,
  searchRoute,
  ...siteRoutes,
  ...contactRoutes,
  ...statementRoutes,
  ...documentRoutes,
  ...figureRoutes,
  ...billRoutes,
  ...billingRoutes,
  ...postingRoutes,
  ...handOverRoutes,
  ...questionRoutes,
  ...loadRoutes,
  ...quarantineRoutes,
  ...dictionaryRoutes,
  ...takeoverRoutes,
  ...catalogueRoutes,
  ...contractRoutes,
  ...contractChangeRoutes,
  ...limitRoutes,
  ...clauseRoutes,
  ...contractFileRoutes,
  ...templateRoutes,
  ...operatorRoutes,
  ...backupRoutes,
  ...healthRoutes,
  metricsRoute,
  archiveRoute,
  capacityRoute,
  ...operationsReportRoutes,
  logRoute,
  ...statementStatisticsRoutes,
  ...scheduledJobRoutes,
  ...alertRoutes,
  ...requestRoutes,
  ...reviewRoutes,
  ...exportRoutes,
  ...peopleRoutes,
  ...rightsRoutes,
  ...supportRoutes,
  ...auditRoutes,
  ...complianceRoutes,
  ...pnlRoutes,
  ...pnlFileRoutes,
  ...forecastRoutes,
  ...cycleRoutes,
  ...analysisRoutes,
  ...eventRoutes,
  ...proformaRoutes,
  ...jobRoutes,
  ...jobCodeRoutes,
  ...mappingRoutes,
  ...draftRoutes,
];

/**
 * Every route of the server but those of the data service, which describes itself (`$metadata`): served by
 * `createServer`, and described by `docs/reference/openapi.json`.
 */
export const everyRoute: readonly DeclaredRoute[] = [...plainRoutes, intakeRoute];

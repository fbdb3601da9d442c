export { writeEvidence } from './exports/evidence.ts';
export { removeOldAnswers } from './http/routing/kept-answers.ts';
export { createServer, listen, openApi } from './http/server.ts';
export type { DataParts, ShownLoad, TakenFile } from './http/data/data-parts.ts';
export type { ServerOptions, TakeInStream } from './http/server-options.ts';
export type { AppFile, AppFiles } from './http/web/app-routes.ts';
export type { Status, StatusTable } from './http/status-page.ts';
export { readModel, type Entity, type Kind, type Model, type Property } from './odata/index.ts';
export { exportPowerBiProject } from './powerbi/project.ts';
export {
  readFourFigures,
  readPerformance,
  type ComponentPerformance,
  type FourFigures,
  type PerformanceAsked,
} from './use-cases/read-performance.ts';
export {
  againstText,
  baseOf,
  cellsOf,
  holesOf,
  percentOf,
  pnlCsv,
  rangeText,
  type OpenedPnl,
  type PnlView,
  type ShownPnl,
} from './exports/pnl/pnl-rows.ts';
export { pnlPdf } from './exports/pnl/pnl-pdf.ts';
export { pnlWorkbook } from './exports/pnl/pnl-workbook.ts';
export { mailPnl, type MailedPnl } from './use-cases/mail-pnl.ts';

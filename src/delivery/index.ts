export { writeEvidence } from './exports/evidence.ts';
export { createServer, listen } from './http/server.ts';
export type { ServerOptions, TakeInStream } from './http/server-options.ts';
export type { Status, StatusTable } from './http/status-page.ts';
export { exportPowerBiProject } from './powerbi/project.ts';

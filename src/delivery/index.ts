export { createServer, listen, type ServerOptions } from './http/server.ts';
export type { Status, StatusTable } from './http/status-page.ts';

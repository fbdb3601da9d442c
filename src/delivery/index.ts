export type { TakeInStream } from './http/intake-route.ts';
export { createServer, listen, type Health, type ServerOptions } from './http/server.ts';
export type { Status, StatusTable } from './http/status-page.ts';

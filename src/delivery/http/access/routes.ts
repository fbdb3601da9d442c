import type { FastifyInstance } from 'fastify';
import type { ServerOptions } from '../server-options.ts';
import { addExportRoutes } from './export-routes.ts';
import { addPeopleRoutes } from './people-routes.ts';
import { addRequestRoutes } from './request-routes.ts';
import { addReviewRoutes } from './review-routes.ts';

/** Everything about who has access, and who should: requests, reviews, people in use, large exports. */
export function addAccessRoutes(server: FastifyInstance, options: ServerOptions): void {
  addRequestRoutes(server, options);
  addPeopleRoutes(server, options);
  addReviewRoutes(server, options);
  addExportRoutes(server, options);
}

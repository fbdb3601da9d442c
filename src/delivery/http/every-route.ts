import { supportRoutes } from './access/support-routes.ts';
import { billingRoutes } from './billing/billing-routes.ts';
import { postingRoutes } from './billing/posting-routes.ts';
import { takeoverRoutes } from './billing/takeover-routes.ts';
import type { DeclaredRoute } from './routing/route.ts';
import { catalogueRoutes } from './sites/catalogue-routes.ts';
import { contactRoutes } from './sites/contact-routes.ts';
import { siteRoutes } from './sites/site-routes.ts';

/**
 * Every route of the server but those of the data service, which describes itself (`$metadata`): served by
 * `createServer`, and described by `docs/reference/openapi.json`.
 */
export const everyRoute: readonly DeclaredRoute[] = [
  ...siteRoutes,
  ...contactRoutes,
  ...catalogueRoutes,
  ...takeoverRoutes,
  ...billingRoutes,
  ...postingRoutes,
  ...supportRoutes,
];

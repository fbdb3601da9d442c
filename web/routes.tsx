import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { contextOf, type ContextSearch } from './design/context.ts';
import { Fault } from './design/fault.tsx';
import { Frame } from './design/frame/frame.tsx';
import { NoPage } from './design/frame/no-page.tsx';
import { filtersOf, type FilterSearch } from './design/grid/filters.ts';

// Every page: its address, what its address may say, and where its code is; that is loaded when it is first opened.

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  validateSearch: (search: Record<string, unknown>): ContextSearch => contextOf(search),
  search: { middlewares: [retainSearchParams(['at', 'period', 'against'])] },
  component: Frame,
  notFoundComponent: NoPage,
  errorComponent: Fault,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home.tsx'), 'Home'),
});

const notBilled = createRoute({
  getParentRoute: () => root,
  path: '/not-billed',
  component: lazyRouteComponent(() => import('./home/not-billed.tsx'), 'NotBilled'),
});

const sites = createRoute({
  getParentRoute: () => root,
  path: '/sites',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./sites/site-list.tsx'), 'SiteList'),
});

const site = createRoute({
  getParentRoute: () => root,
  path: '/sites/$site',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./sites/site-page.tsx'), 'SitePage'),
});

const contracts = createRoute({
  getParentRoute: () => root,
  path: '/contracts',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./contracts/contract-list.tsx'), 'ContractList'),
});

const contract = createRoute({
  getParentRoute: () => root,
  path: '/contracts/$site',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./contracts/contract-page.tsx'), 'ContractPage'),
});

const contractEditor = createRoute({
  getParentRoute: () => root,
  path: '/contracts/$site/edit',
  component: lazyRouteComponent(() => import('./contracts/editing/contract-editor.tsx'), 'ContractEditor'),
});

const statements = createRoute({
  getParentRoute: () => root,
  path: '/statements',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./statements/statements.tsx'), 'Statements'),
});

const statement = createRoute({
  getParentRoute: () => root,
  path: '/statements/$statement',
  component: lazyRouteComponent(() => import('./statements/statement-page.tsx'), 'StatementPage'),
});

const forecasts = createRoute({
  getParentRoute: () => root,
  path: '/forecast',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./forecast/forecast-list.tsx'), 'ForecastList'),
});

const forecast = createRoute({
  getParentRoute: () => root,
  path: '/forecast/$site',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./forecast/forecast-editor.tsx'), 'ForecastEditor'),
});

const profitAndLoss = createRoute({
  getParentRoute: () => root,
  path: '/profit-and-loss',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./profit-and-loss/profit-and-loss.tsx'), 'ProfitAndLoss'),
});

const data = createRoute({
  getParentRoute: () => root,
  path: '/data',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./data/data-page.tsx'), 'DataPage'),
});

const administration = createRoute({
  getParentRoute: () => root,
  path: '/administration',
  validateSearch: (search: Record<string, unknown>): FilterSearch => filtersOf(search),
  component: lazyRouteComponent(() => import('./administration/administration.tsx'), 'Administration'),
});

/** The pages of the app. Addresses are plain text: `?period=2025-05`, never JSON. */
export const router = createRouter({
  routeTree: root.addChildren([
    ...[home, notBilled, sites, site, contracts, contract, contractEditor],
    ...[statements, statement, forecasts, forecast, profitAndLoss, data, administration],
  ]),
  context: { queries: undefined as unknown as QueryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = String(new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])));
    return text === '' ? '' : `?${text.replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

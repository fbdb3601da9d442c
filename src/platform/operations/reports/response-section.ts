import { inGroups } from '../../../kernel/decimal.ts';
import { readRequestTimes } from '../../logs/index.ts';
import { durationText } from '../alerts/measure-text.ts';
import { figures, words, type DescribedSection, type ReportRow } from './report.ts';

/** Routes that have a row of their own: those that took most time together. */
const mostRoutes = 10;
/** Responses of a route below which one slow answer says little. */
const fewestResponses = 20;
/** What is open as long as somebody looks is no answer that people wait for. */
const openEnded = 'GET /stream';
/** Targets for what people wait for (operations.md 6): a complex answer, and failures of all. */
const slowMs = 2_000;
const mostFailures = 0.001;

interface Responses {
  readonly milliseconds: number[];
  failures: number;
}

/**
 * How long answers took, by the log files of this machine: all together, and the routes that took most time. A row is
 * for somebody where 95 of 100 took longer than 2 seconds, or more than one in a thousand failed.
 */
export function responseSection(folder: string): DescribedSection {
  return {
    name: 'responses',
    title: 'Response times of this server',
    columns: [
      words('Request'),
      figures('Requests'),
      figures('Failed'),
      figures('Half within'),
      figures('95 % within'),
    ],
    none: 'Nobody asked this server anything.',
    read: async (_database, span) => {
      const all: Responses = { milliseconds: [], failures: 0 };
      const byRoute = new Map<string, Responses>();
      for await (const { method, route, status, ms } of readRequestTimes(folder, span)) {
        const name = `${method} ${route}`;
        if (name === openEnded) continue;
        const own = byRoute.get(name) ?? { milliseconds: [], failures: 0 };
        byRoute.set(name, own);
        for (const responses of [all, own]) {
          responses.milliseconds.push(ms);
          if (status >= 500) responses.failures += 1;
        }
      }
      if (all.milliseconds.length === 0) return [];
      const routes = [...byRoute]
        .toSorted(([, one], [, other]) => totalOf(other) - totalOf(one))
        .slice(0, mostRoutes);
      return [row('all', all), ...routes.map(([name, responses]) => row(name, responses))];
    },
  };
}

function row(name: string, { milliseconds, failures }: Responses): ReportRow {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const p95 = quantile(sorted, 0.95);
  const isSlow = sorted.length >= fewestResponses && p95 > slowMs;
  return {
    cells: [
      name,
      inGroups(String(sorted.length)),
      inGroups(String(failures)),
      timeText(quantile(sorted, 0.5)),
      timeText(p95),
    ],
    isForSomebody: isSlow || failures > sorted.length * mostFailures,
  };
}

function totalOf({ milliseconds }: Responses): number {
  return milliseconds.reduce((total, each) => total + each, 0);
}

/** The value that a part of sorted values does not exceed: the nearest rank. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)] ?? 0;
}

function timeText(milliseconds: number): string {
  return milliseconds < 1_000 ? `${String(Math.round(milliseconds))} ms` : durationText(milliseconds / 1_000);
}

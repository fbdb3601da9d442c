import type { Clock } from '../../../kernel/clock.ts';
import { dayIn } from '../../../kernel/clock.ts';
import type { Database, Queryable } from '../../database/index.ts';
import { addressesOf } from '../addresses.ts';
import {
  fillSections,
  readReport,
  storeReport,
  type DescribedSection,
  type OperationsReport,
  type ReportSpan,
} from './report.ts';
import { instantsOf, spansOver } from './spans.ts';

/** What reports are made with. */
export interface ReportTools {
  readonly clock: Clock;
  /** The operator's (IANA name): its days are those of the reports. */
  readonly timeZone: string;
  readonly sections: readonly DescribedSection[];
}

/** How stored reports go out. */
export interface ReportMail {
  /** Roles and addresses. */
  readonly to: readonly string[];
  /** Hands one over; addresses have semicolons between them. */
  readonly send: (report: OperationsReport, recipients: string) => Promise<unknown>;
}

/** Days for which a report that did not go out is still sent: nobody waits for an older one. */
const mailedForDays = 3;

/** A report of a span as the data says now. As the owner. */
export async function makeReport(
  database: Queryable,
  span: ReportSpan,
  { clock, timeZone, sections }: ReportTools,
): Promise<OperationsReport> {
  const now = clock.now();
  const instants = await instantsOf(database, span, timeZone);
  const until = instants.until < now ? instants.until : now;
  return {
    ...span,
    madeAt: now.toISOString(),
    sections: await fillSections(database, sections, { from: instants.from, until }),
  };
}

/**
 * Makes the reports of the newest day, week and month that are over, each once, but for spans that were over before the
 * installation was there. How many. As the owner.
 */
export async function makeDueReports(database: Database, tools: ReportTools): Promise<number> {
  const today = dayIn(tools.timeZone, tools.clock.now());
  const [installed] = await database.query<{ at: string }>(
    'select audit.instant(min(applied_at)) as at from platform.migration',
  );
  let count = 0;
  for (const span of spansOver(today)) {
    const { until } = await instantsOf(database, span, tools.timeZone);
    if (installed === undefined || until.getTime() <= Date.parse(installed.at)) continue;
    if ((await readReport(database, span)) !== null) continue;
    if (await storeReport(database, await makeReport(database, span, tools))) count += 1;
  }
  return count;
}

/** Mails the reports of the last days that did not go out yet; how many went. As the owner. */
export async function mailReports(
  database: Database,
  { to, send }: ReportMail,
  clock: Clock,
): Promise<number> {
  const recipients = await addressesOf(database, to);
  if (recipients === '') return 0;
  const waiting = await database.query<Pick<ReportSpan, 'period' | 'firstDay'>>(
    `select period, first_on as "firstDay" from operations.report
     where mailed_at is null and made_at > $1::timestamptz - make_interval(days => $2) order by last_on, first_on desc`,
    [clock.now(), mailedForDays],
  );
  let count = 0;
  for (const span of waiting) {
    const report = await readReport(database, span);
    if (report === null) continue;
    await send(report, recipients);
    await database.execute(
      'update operations.report set mailed_at = $3 where period = $1 and first_on = $2',
      [span.period, span.firstDay, clock.now()],
    );
    count += 1;
  }
  return count;
}

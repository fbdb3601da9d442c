import { sendPlainLetter } from '../../billing/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import type { Configuration } from '../../platform/configuration.ts';
import { logFolder } from '../../platform/logs/index.ts';
import {
  makeDueReports,
  mailReports,
  platformSections,
  responseSection,
  type ReportTools,
  type Work,
} from '../../platform/operations/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { sourcesSections } from '../../sources/index.ts';
import { goingOf } from '../billing/outbox-folder.ts';
import { reportText, reportTitle, reportVerdict } from '../operations/report-text.ts';
import { counted } from '../table.ts';

/** What reports of operations are made with, in the order in which people read them. */
export function reportToolsOf({ dataDir, timeZone }: Configuration): ReportTools {
  return {
    clock: systemClock,
    timeZone,
    sections: [...sourcesSections, ...platformSections, responseSection(logFolder(dataDir))],
  };
}

/** The job of reports: makes those of spans that are over, and mails them. */
export function reportWork(configuration: Configuration): Work {
  const tools = reportToolsOf(configuration);
  return async ({ database }) => {
    const newReports = await makeDueReports(database, tools);
    const going = await goingOf(configuration);
    const mail = {
      to: (await readFacts(database)).operationsReportRecipients,
      send: (report: Parameters<typeof reportText>[0], recipients: string) => {
        const text = reportText(report);
        return sendPlainLetter(going, {
          recipients,
          subject: `${reportTitle(report)}: ${reportVerdict(report)}`,
          text,
          fileName: `operations-${report.period}-${report.firstDay}.txt`,
          content: Buffer.from(`${text}\n`),
        });
      },
    };
    const mailed = await mailReports(database, mail, tools.clock);
    return {
      outcome: `${counted(newReports, 'report')} made, ${String(mailed)} mailed.`,
      rowsOut: newReports,
    };
  };
}

import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { useContextChoice } from '../design/context.ts';
import { Figure } from '../design/figure.tsx';
import { shortMonth } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import { siteLinesQuery, type PlanLine } from '../service/sites.ts';
import { lineTitles } from '../texts/profit-and-loss.ts';
import { siteTexts } from '../texts/sites.ts';

/** The P&L of a site by month of the context's year: what is in the books, else what is expected. */
export function SiteProfitAndLoss({ site }: { readonly site: string }): ReactNode {
  const year = useContextChoice().period.slice(0, 4);
  const query = useQuery(siteLinesQuery(site, year));
  return <Answered query={query}>{(lines) => <Lines lines={lines} year={year} />}</Answered>;
}

function Lines({ lines, year }: { readonly lines: readonly PlanLine[]; readonly year: string }): ReactNode {
  const months = useMemo(() => [...new Set(lines.map(({ plan_month: month }) => month))].sort(), [lines]);
  const rows = Object.keys(lineTitles).filter((name) => lines.some(({ line }) => line === name));
  if (rows.length === 0) return <Empty title={siteTexts.noProfitAndLoss(year)} />;
  const cellOf = (name: string, month: string): PlanLine | undefined =>
    lines.find((each) => each.line === name && each.plan_month === month);
  return (
    <PlainTable
      name={`${siteTexts.tabs.profitAndLoss} ${year}`}
      rows={rows}
      idOf={(name) => name}
      isStrong={(name) => name === 'front-line-contribution'}
      columns={[
        { id: 'line', title: siteTexts.inDollars, cell: (name) => lineTitles[name] },
        ...months.map((month) => ({
          id: month,
          title: shortMonth(month),
          align: 'end' as const,
          cell: (name: string): ReactNode => {
            const cell = cellOf(name, month);
            return <Figure value={cell?.actual ?? cell?.trend ?? cell?.forecast} kind="whole" />;
          },
        })),
      ]}
    />
  );
}

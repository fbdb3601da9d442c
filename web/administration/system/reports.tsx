import { makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered } from '../../design/answered.tsx';
import { day, figure, moment, month, noData } from '../../design/format.ts';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { StateChip } from '../../design/state-chip.tsx';
import { PlainTable, type TableColumn } from '../../design/table.tsx';
import { reportQuery, reportsQuery, type ListedReport, type Report } from '../../service/acts/system.ts';
import { systemTexts } from '../../texts/administration/system.ts';
import { feedName, withFeedNames } from '../../texts/sources.ts';

const { reports: texts, faces } = systemTexts;

type Period = ListedReport['period'];

/** A report that was made, or the one of a span that runs. */
type Row = { readonly period: Period; readonly listed: ListedReport | null };

const running: readonly Row[] = (['day', 'week', 'month'] as const).map((period) => ({
  period,
  listed: null,
}));

const useStyles = makeStyles({
  stack: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    '& p': { margin: 0 },
    '& h3': { margin: 0 },
  },
});

const filters: readonly Filter<Row>[] = [
  { id: 'period', title: texts.period, valueOf: ({ period }) => period, names: texts.periods },
];

const columns: readonly Column<Row>[] = [
  {
    id: 'report',
    title: texts.report,
    width: 'minmax(168px, 2fr)',
    cell: nameOf,
    sorts: ({ listed }) => listed?.first_day ?? null,
  },
  {
    id: 'period',
    title: texts.period,
    width: '96px',
    cell: ({ period }) => texts.periods[period],
    from: 'tablet',
  },
  {
    id: 'look',
    title: texts.forSomebody,
    width: '112px',
    align: 'end',
    cell: ({ listed }) => (listed === null ? noData : figure(listed.for_somebody, 'count')),
    sorts: ({ listed }) => listed?.for_somebody ?? null,
  },
  {
    id: 'made',
    title: texts.made,
    width: '176px',
    cell: ({ listed }) => moment(listed?.made_at),
    from: 'tablet',
  },
  {
    id: 'mailed',
    title: texts.mailed,
    width: '176px',
    cell: ({ listed }) => moment(listed?.mailed_at),
    from: 'desk',
  },
];

function nameOf({ period, listed }: Row): string {
  if (listed === null) return texts.soFar[period];
  if (period === 'month') return month(listed.first_day.slice(0, 7));
  return period === 'day' ? day(listed.first_day) : texts.days(day(listed.first_day), day(listed.last_day));
}

/** What days, weeks and months were like, the ones that run so far first. */
export function Reports({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ListFace
      query={useQuery({
        ...reportsQuery,
        select: (reports): readonly Row[] => [
          ...running,
          ...reports.map((listed) => ({ period: listed.period, listed })),
        ],
      })}
      name={faces.reports}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={nameOf}
      idOf={({ period, listed }) => `${period} ${listed?.first_day ?? ''}`}
      titleOf={nameOf}
      content={(row) => <WholeReport {...row} />}
      empty={texts.empty}
    >
      {children}
    </ListFace>
  );
}

function WholeReport({ period, listed }: Row): ReactNode {
  const styles = useStyles();
  return (
    <Answered query={useQuery(reportQuery(period, listed?.first_day))} rows={14}>
      {({ sections, made_at: madeAt }) => (
        <div className={styles.stack}>
          <p>
            {texts.verdict(forSomebody(sections))}{' '}
            {listed === null ? texts.now(moment(madeAt)) : texts.madeAt(moment(madeAt))}
          </p>
          {sections.map((section) => (
            <Section key={section.name} section={section} />
          ))}
        </div>
      )}
    </Answered>
  );
}

type ReportSection = Report['sections'][number];
type ReportRow = ReportSection['rows'][number];

function forSomebody(sections: readonly ReportSection[]): number {
  return sections.flatMap(({ rows }) => rows).filter((row) => row.is_for_somebody).length;
}

function Section({
  section: { title, columns: titles, rows, none },
}: {
  readonly section: ReportSection;
}): ReactNode {
  const [first, ...others] = titles.map((column, at): TableColumn<ReportRow> => ({
    id: column.title,
    title: column.title,
    ...(column.is_figure && { align: 'end' as const }),
    cell: ({ cells }) => cellText(cells[at] ?? null),
  }));
  const state: TableColumn<ReportRow> = {
    id: 'state',
    title: texts.state,
    cell: (row) => row.is_for_somebody && <StateChip meaning="needed">{texts.look}</StateChip>,
  };
  return (
    <section>
      <h3>{title}</h3>
      {rows.length === 0 || first === undefined ? (
        <p>{none}</p>
      ) : (
        <PlainTable
          name={title}
          rows={rows}
          idOf={({ cells }) => JSON.stringify(cells)}
          columns={[first, state, ...others]}
        />
      )}
    </section>
  );
}

/** Feeds by their names, also in titles of alerts. */
function cellText(cell: string | null): string {
  if (cell === null) return noData;
  const name = feedName(cell);
  return name === cell ? withFeedNames(cell) : name;
}

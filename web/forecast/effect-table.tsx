import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { Figure } from '../design/figure.tsx';
import { month as monthTitle } from '../design/format.ts';
import { PnlFigure } from '../design/profit-and-loss/pnl-cell.tsx';
import { PlainTable } from '../design/table.tsx';
import { effectQuery, type Effect, type Entry } from '../service/forecasts.ts';
import { pnlQuery, type PnlCell } from '../service/profit-and-loss.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { lineTitles } from '../texts/profit-and-loss.ts';

const useStyles = makeStyles({
  title: {
    display: 'flex',
    gap: '8px',
    alignItems: 'center',
    fontSize: tokens.fontSizeBase300,
    fontWeight: 600,
    margin: '0 0 4px',
  },
  quiet: { color: tokens.colorNeutralForeground2, margin: '0 0 8px' },
  more: { display: 'inline-block', marginTop: '12px' },
});

/** Milliseconds of rest after which typing is taken to be over. */
const rest = 700;

/** Milliseconds after which figures that are being calculated are asked for again. */
const patience = 2_000;

/** What the values that nobody saved would change in the P&L, as the service calculates it while one types. */
export function EffectTable(props: {
  readonly site: string;
  readonly month: string;
  readonly entries: readonly Entry[];
}): ReactNode {
  const { site, month, entries } = props;
  const styles = useStyles();
  const settled = useSettled(entries);
  const query = useQuery({
    ...effectQuery(site, month, settled),
    enabled: settled.length > 0,
    placeholderData: (before) => before,
  });
  const isAsked = settled.length > 0;
  return (
    <section>
      <h2 className={styles.title}>
        {texts.effect}
        {query.isFetching && <Spinner size="extra-tiny" />}
      </h2>
      <p className={styles.quiet}>{isAsked ? texts.effectOf(monthTitle(month)) : texts.effectNone}</p>
      {isAsked && query.error && <Refused cause={query.error} />}
      {isAsked && query.data && <Rows effect={query.data.effect} month={month} />}
      {!isAsked && <MonthAsItIs site={site} month={month} />}
      <Link
        className={styles.more}
        to="/sites/$site"
        params={{ site }}
        search={{ tab: 'profitAndLoss', period: month }}
      >
        {texts.toPnl}
      </Link>
    </section>
  );
}

function Rows({ effect, month }: { readonly effect: readonly Effect[]; readonly month: string }): ReactNode {
  const { effectColumns: titles } = texts;
  const rows = effect.map(({ row, months, total }) => ({
    row,
    year: total.difference,
    ...(months.find((each) => each.month === month) ?? { before: null, after: null, difference: null }),
  }));
  return (
    <PlainTable
      name={texts.effect}
      rows={rows}
      idOf={({ row }) => row}
      isStrong={({ row }) => row === 'front-line-contribution'}
      columns={[
        { id: 'row', title: titles.row, cell: ({ row }) => lineTitles[row] ?? row },
        {
          id: 'after',
          title: titles.after,
          align: 'end',
          cell: ({ after }) => <Figure value={after} kind="whole" />,
        },
        {
          id: 'difference',
          title: titles.difference,
          align: 'end',
          cell: ({ difference }) => <Figure value={difference} kind="whole" />,
        },
        {
          id: 'year',
          title: titles.year,
          align: 'end',
          cell: ({ year }) => <Figure value={year} kind="whole" />,
        },
      ]}
    />
  );
}

/** The P&L of the month before anything is typed. */
function MonthAsItIs({ site, month }: { readonly site: string; readonly month: string }): ReactNode {
  const styles = useStyles();
  // What was just saved is calculated within seconds: until then the figures are those from before.
  const query = useQuery({
    ...pnlQuery({ site, from: month, to: month, against: 'budget' }, 'stored'),
    refetchInterval: ({ state }) => ((state.data?.updating.length ?? 0) > 0 ? patience : false),
  });
  const isUpdating = (query.data?.updating.length ?? 0) > 0;
  const rows = (query.data?.rows ?? []).flatMap(({ line, months: [cell] }) => (cell ? [{ line, cell }] : []));
  const { nowColumns: titles } = texts;
  if (rows.length === 0) return null;
  return (
    <>
      <p className={styles.quiet}>
        {texts.now(monthTitle(month))} {isUpdating && texts.updating}
      </p>
      <PlainTable
        name={texts.now(monthTitle(month))}
        rows={rows}
        idOf={({ line }) => line}
        isStrong={({ line }) => line === 'front-line-contribution'}
        columns={[
          { id: 'row', title: texts.effectColumns.row, cell: ({ line }) => lineTitles[line] ?? line },
          {
            id: 'trend',
            title: titles.trend,
            align: 'end',
            cell: ({ cell }) => <PnlFigure cell={cell} view="trend" />,
          },
          {
            id: 'variance',
            title: titles.variance,
            align: 'end',
            cell: ({ cell }) => <Figure value={cell.variance} kind="whole" judged={judgedBy(cell.favour)} />,
          },
        ]}
      />
    </>
  );
}

const judgedBy = (favour: PnlCell['favour']): 'better' | 'worse' | undefined =>
  favour === 'same' ? undefined : favour;

function useSettled(entries: readonly Entry[]): readonly Entry[] {
  const [settled, setSettled] = useState(entries);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(entries);
    }, rest);
    return () => {
      clearTimeout(timer);
    };
  }, [entries]);
  return settled;
}

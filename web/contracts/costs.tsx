import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Figure } from '../design/figure.tsx';
import { month as monthTitle } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import type { PreviewedTerms } from '../service/contracts.ts';
import { contractTexts as texts } from '../texts/contracts.ts';

const useStyles = makeStyles({
  small: { fontSize: tokens.fontSizeBase300, fontWeight: 600, margin: '0 0 4px' },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

/** What past months cost, and what they would have cost. */
export function Costs({ months }: { readonly months: PreviewedTerms['months'] }): ReactNode {
  return months.map((month) => <Cost key={month.month} month={month} />);
}

function Cost({ month }: { readonly month: PreviewedTerms['months'][number] }): ReactNode {
  const styles = useStyles();
  const { costColumns: titles } = texts;
  const name = texts.cost(monthTitle(month.month));
  const rows = [
    ...month.lines.map((line, at) => ({ ...line, id: String(at), isTotal: false })),
    { title: texts.total, before: month.before, after: month.after, id: 'total', isTotal: true },
  ];
  return (
    <div>
      <h3 className={styles.small}>{name}</h3>
      {month.reasons.map(({ code, message }) => (
        <p key={code + message} className={styles.quiet}>
          {message}
        </p>
      ))}
      {month.reasons.length === 0 && (
        <PlainTable
          name={name}
          rows={rows}
          idOf={({ id }) => id}
          isStrong={({ isTotal }) => isTotal}
          columns={[
            { id: 'line', title: titles.line, cell: ({ title }) => title },
            {
              id: 'before',
              title: titles.before,
              align: 'end',
              cell: ({ before }) => <Figure value={before} />,
            },
            { id: 'after', title: titles.after, align: 'end', cell: ({ after }) => <Figure value={after} /> },
          ]}
        />
      )}
    </div>
  );
}

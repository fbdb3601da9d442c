import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** A column of a plain table. */
export interface TableColumn<Row> {
  readonly id: string;
  readonly title: ReactNode;
  readonly align?: 'end';
  readonly cell: (row: Row) => ReactNode;
}

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', maxWidth: '100%', '@media print': { overflow: 'visible' } },
  table: { borderCollapse: 'collapse', width: '100%', fontVariantNumeric: 'tabular-nums' },
  head: {
    padding: '6px 8px',
    textAlign: 'left',
    fontWeight: 400,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    whiteSpace: 'nowrap',
  },
  cell: { padding: '6px 8px', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, verticalAlign: 'top' },
  end: { textAlign: 'right', whiteSpace: 'nowrap' },
  first: { position: 'sticky', left: 0, backgroundColor: tokens.colorNeutralBackground1, textAlign: 'left' },
  strong: { fontWeight: 600, '& td, & th': { borderTop: `1px solid ${tokens.colorNeutralStroke1}` } },
});

/** A table that is read, not worked in: a few dozen rows, the first column stays in view. */
export function PlainTable<Row>(props: {
  /** What a screen reader calls it. */
  readonly name: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** Rows that sum up others. */
  readonly isStrong?: (row: Row) => boolean;
}): ReactNode {
  const { name, columns, rows, idOf, isStrong } = props;
  const styles = useStyles();
  return (
    <div className={styles.scroller} role="region" aria-label={name} tabIndex={0}>
      <table className={styles.table} aria-label={name}>
        <thead>
          <tr>
            {columns.map(({ id, title, align }, at) => (
              <th
                key={id}
                scope="col"
                className={mergeClasses(styles.head, align === 'end' && styles.end, at === 0 && styles.first)}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)} className={mergeClasses(isStrong?.(row) === true && styles.strong)}>
              {columns.map(({ id, align, cell }, at) =>
                at === 0 ? (
                  <th
                    key={id}
                    scope="row"
                    className={mergeClasses(styles.cell, styles.first)}
                    style={{ fontWeight: 'inherit' }}
                  >
                    {cell(row)}
                  </th>
                ) : (
                  <td key={id} className={mergeClasses(styles.cell, align === 'end' && styles.end)}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

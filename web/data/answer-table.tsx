import { Button } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { noData } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import type { AnswerRow } from '../service/data.ts';
import { dataTexts as texts } from '../texts/data.ts';

/** Rows that are shown at a time: an answer may have thousands. */
const page = 200;

interface ShownRow {
  readonly id: string;
  readonly row: AnswerRow;
}

/** Rows of an answer as they came: digits as exact as the service gives them. */
export function AnswerTable(props: {
  readonly name: string;
  readonly rows: readonly AnswerRow[];
}): ReactNode {
  const { name, rows } = props;
  const [count, setCount] = useState(page);
  const columns = Object.keys(rows[0] ?? {});
  const shown: readonly ShownRow[] = rows.slice(0, count).map((row, at) => ({ row, id: String(at) }));
  return (
    <>
      <PlainTable
        name={name}
        rows={shown}
        idOf={({ id }) => id}
        columns={columns.map((column) => ({
          id: column,
          title: column.replaceAll('_', ' '),
          ...(isFigure(rows, column) ? { align: 'end' as const } : {}),
          cell: ({ row }: ShownRow) => row[column] ?? noData,
        }))}
      />
      {count < rows.length && (
        <Button
          onClick={() => {
            setCount(count + page);
          }}
        >
          {texts.more}
        </Button>
      )}
    </>
  );
}

/** A column of decimals: numbers of sites and accounts have leading zeros or are short. */
function isFigure(rows: readonly AnswerRow[], column: string): boolean {
  const values = rows.slice(0, page).flatMap((row) => row[column] ?? []);
  return (
    values.length > 0 &&
    values.every((value) => typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(value)) &&
    values.some((value) => String(value).includes('.'))
  );
}

import { Button, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState, type ReactNode } from 'react';
import {
  explanationQuery,
  type ExplainedLine,
  type Explanation,
  type SourceRow,
} from '../../service/profit-and-loss.ts';
import { explanationTexts as texts, lineTitles } from '../../texts/profit-and-loss.ts';
import { Answered } from '../answered.tsx';
import { Figure } from '../figure.tsx';
import { moment, type FigureKind } from '../format.ts';
import { PlainTable, type TableColumn } from '../table.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  figures: {
    display: 'flex',
    gap: '24px',
    margin: 0,
    '& dd': { margin: 0, fontSize: tokens.fontSizeBase400 },
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  title: { fontSize: tokens.fontSizeBase300, fontWeight: 600, margin: '0 0 4px' },
  formula: { margin: 0 },
  file: { overflowWrap: 'anywhere' },
});

/** How a figure of a site came about: the rule, its parts, who entered what, and the lines of the files behind it. */
export function CellExplanation(props: {
  readonly site: string;
  readonly month: string;
  readonly line: string;
}): ReactNode {
  return (
    <Answered query={useQuery(explanationQuery(props))}>
      {(explanation) => <Whole explanation={explanation} />}
    </Answered>
  );
}

function Whole({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const styles = useStyles();
  const { cell, formula, parts, lines, notes, hidden } = explanation;
  return (
    <div className={styles.stack}>
      <dl className={styles.figures}>
        {(
          [
            [texts.trend, cell.trend],
            [texts.compared, cell.budget],
            [texts.variance, cell.variance],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt className={styles.quiet}>{name}</dt>
            <dd>
              <Figure value={value} />
            </dd>
          </div>
        ))}
      </dl>
      {explanation.is_up_to_date === false && <Notice>{texts.outdated}</Notice>}
      <section>
        <h3 className={styles.title}>{texts.formula}</h3>
        <p className={styles.formula}>{formula}</p>
      </section>
      <Part title={texts.parts} count={parts.length}>
        <PlainTable
          name={texts.parts}
          rows={parts}
          idOf={({ name, from }) => `${name} ${from}`}
          columns={[
            { id: 'name', title: texts.part, cell: ({ name }) => lineTitles[name] ?? name },
            { id: 'from', title: texts.from, cell: ({ from }) => texts.sources[from] ?? from },
            { id: 'value', title: texts.value, align: 'end', cell: ({ value }) => <Figure value={value} /> },
          ]}
        />
      </Part>
      <Part title={texts.lines} count={lines.length}>
        {lines.map((line) => (
          <Component key={line.title} line={line} />
        ))}
      </Part>
      <Entries entries={explanation.entries} />
      <Rows title={texts.actualRows} rows={explanation.actual_rows} />
      <Rows title={texts.budgetRows} rows={explanation.budget_rows} />
      <Part title={texts.notes} count={notes.length}>
        {notes.map((note) => (
          <div key={note}>{note}</div>
        ))}
      </Part>
      {hidden.map(({ object, inputs }) => (
        <Notice key={object}>{texts.hidden(inputs, object)}</Notice>
      ))}
    </div>
  );
}

/** A part of an explanation under its heading; nothing where it has nothing. */
export function Part(props: {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  if (props.count === 0) return null;
  return (
    <section>
      <h3 className={styles.title}>{props.title}</h3>
      {props.children}
    </section>
  );
}

/** What is to be known of an explanation. */
export function Notice({ children }: { readonly children: string }): ReactNode {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}

function Component({ line }: { readonly line: ExplainedLine }): ReactNode {
  const styles = useStyles();
  const { title, amount, explanation } = line;
  return (
    <PlainTable
      name={title}
      rows={explanation.inputs.map((input, at) => ({ ...input, id: String(at) }))}
      idOf={({ id }) => id}
      columns={[
        {
          id: 'name',
          title: (
            <>
              {title}: {explanation.formula}
            </>
          ),
          cell: ({ name }) => <span className={styles.quiet}>{name}</span>,
        },
        {
          id: 'value',
          title: <Figure value={amount} />,
          align: 'end',
          cell: ({ value }) => (typeof value === 'string' ? <Figure value={value} /> : null),
        },
      ]}
    />
  );
}

function Entries({ entries }: Pick<Explanation, 'entries'>): ReactNode {
  const styles = useStyles();
  return (
    <Part title={texts.entries} count={entries.length}>
      <PlainTable
        name={texts.entries}
        rows={entries}
        idOf={(entry) => [entry.area, entry.item, entry.first_on, entry.changed_at].join(' ')}
        columns={[
          {
            id: 'entry',
            title: texts.entry,
            cell: (entry) => (
              <>
                {[entry.area, entry.item].filter((each) => each !== '').join(', ')}
                <div className={styles.quiet}>
                  {[...new Set([entry.first_on, entry.last_on])].join(' – ')}
                </div>
              </>
            ),
          },
          {
            id: 'by',
            title: texts.by,
            cell: (entry) => (
              <>
                {entry.changed_by}
                <div className={styles.quiet}>{moment(entry.changed_at)}</div>
                {entry.file_names !== null && (
                  <div className={styles.quiet}>{entry.file_names.join(', ')}</div>
                )}
              </>
            ),
          },
          { id: 'value', title: texts.value, align: 'end', cell: ({ value }) => <Figure value={value} /> },
        ]}
      />
    </Part>
  );
}

/** Rows that are shown at first: more are a click away. */
const firstRows = 30;

/** Rows of the warehouse with the file and line that each came from. */
export function Rows(props: {
  readonly title: string;
  readonly rows: readonly SourceRow[];
  readonly kind?: FigureKind;
}): ReactNode {
  const { title, rows, kind = 'money' } = props;
  const styles = useStyles();
  const [isAll, setIsAll] = useState(false);
  const columns: readonly TableColumn<SourceRow>[] = [
    {
      id: 'what',
      title: texts.what,
      cell: ({ what, on }) => (
        <>
          {what}
          <div className={styles.quiet}>{on}</div>
        </>
      ),
    },
    {
      id: 'file',
      title: texts.file,
      cell: (row) => (
        <span className={styles.file}>
          {breakable(row.file_name)}
          <div className={styles.quiet}>{texts.line(row.source_line)}</div>
        </span>
      ),
    },
    {
      id: 'amount',
      title: texts.amount,
      align: 'end',
      cell: ({ amount }) => <Figure value={amount} kind={kind} />,
    },
  ];
  const shown = isAll ? rows : rows.slice(0, firstRows);
  return (
    <Part title={title} count={rows.length}>
      <PlainTable
        name={title}
        rows={shown}
        idOf={(row) => [row.batch_id, row.source_line, row.what, row.on, row.amount].join(' ')}
        columns={columns}
      />
      {shown.length < rows.length && (
        <Button
          appearance="subtle"
          onClick={() => {
            setIsAll(true);
          }}
        >
          {texts.moreRows(rows.length - shown.length)}
        </Button>
      )}
    </Part>
  );
}

/** The name of a file, which may go on in the next line after a `_`, so that no word of it is torn apart. */
function breakable(name: string): ReactNode {
  return name.split(/(?<=_)/).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

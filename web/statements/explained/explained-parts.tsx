import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered } from '../../design/answered.tsx';
import { Figure } from '../../design/figure.tsx';
import { noData, type FigureKind } from '../../design/format.ts';
import { Notice, Part, Rows } from '../../design/profit-and-loss/explanation.tsx';
import { PlainTable } from '../../design/table.tsx';
import { may, useMe, type Me } from '../../service/session.ts';
import { explainedLineQuery, type ExplainedStatementLine, type Invoice } from '../../service/statements.ts';
import { statementTexts } from '../../texts/statements.ts';
import { ExplainedAmount } from './explained-amount.tsx';

const { explained: texts } = statementTexts;

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  // The path of a term has no space to break at.
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  formula: { margin: 0 },
  head: { marginBottom: '16px' },
  amount: { fontSize: tokens.fontSizeBase500, fontWeight: 600 },
});

/** A figure as the service explains it. */
type Explained = Pick<ExplainedStatementLine, 'formula' | 'inputs' | 'hidden'>;

/** How a figure of a statement was calculated: the rule, its inputs, and the lines of the files behind them. */
export function ExplainedParts(props: {
  readonly explained: Explained;
  readonly statement: string;
}): ReactNode {
  const {
    explained: { formula, inputs, hidden },
    statement,
  } = props;
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <Part title={texts.formula} count={1}>
        <p className={styles.formula}>{formula}</p>
      </Part>
      <Part title={texts.inputs} count={inputs.length}>
        <Inputs inputs={inputs} statement={statement} />
      </Part>
      {hidden.map(({ object, inputs: count }) => (
        <Notice key={object}>{texts.hidden(count, object)}</Notice>
      ))}
      {inputs.map(({ name, unit, rows }) => (
        <Rows
          key={name + unit}
          title={`${name} (${texts.units[unit] ?? unit})`}
          kind="exact"
          rows={rows.map((row) => ({
            what: row.what,
            on: row.on,
            amount: row.value ?? '',
            batch_id: row.batch_id,
            source_line: row.line,
            file_name: row.file ?? texts.load(row.batch_id),
          }))}
        />
      ))}
    </div>
  );
}

function Inputs(props: Pick<Explained, 'inputs'> & { readonly statement: string }): ReactNode {
  const { inputs, statement } = props;
  const styles = useStyles();
  return (
    <PlainTable
      name={texts.inputs}
      rows={inputs.map((input, at) => ({ ...input, id: String(at) }))}
      idOf={({ id }) => id}
      columns={[
        {
          id: 'name',
          title: texts.input,
          cell: ({ name, origin, rows }) => (
            <>
              {name}
              <div className={styles.quiet}>{originWords(origin, rows.length)}</div>
            </>
          ),
        },
        {
          id: 'value',
          title: texts.value,
          align: 'end',
          cell: ({ name, value, unit, origin }) => (
            <>
              {origin.kind === 'line' && origin.path !== undefined ? (
                <LineAmount
                  line={{ line_id: origin.path, title: name, amount: value }}
                  statement={statement}
                />
              ) : (
                <Figure value={value} kind={kindOf(unit)} />
              )}
              <div className={styles.quiet}>{texts.units[unit] ?? unit}</div>
            </>
          ),
        },
      ]}
    />
  );
}

function kindOf(unit: string): FigureKind {
  if (unit === 'percent') return 'percent';
  return unit === 'money' ? 'money' : 'exact';
}

/** Where a value comes from, in words. */
function originWords(origin: ExplainedStatementLine['inputs'][number]['origin'], rows: number): string {
  const { kind, path = noData, question = noData, what = noData } = origin;
  if (kind === 'terms') return texts.ofTerms(path);
  if (kind === 'facts') return texts.ofFacts(texts.questions[question] ?? question, rows);
  if (kind === 'line') return texts.ofLine(what);
  if (kind === 'now') return texts.ofNow(what);
  return kind === 'results' ? texts.ofResults(what) : texts.calculated;
}

/** Whoever may know how it was calculated gets the amount of a line as a link; others read it. */
export function LineAmount(props: {
  readonly line: Pick<Invoice['lines'][number], 'line_id' | 'title' | 'amount'>;
  readonly statement: string;
}): ReactNode {
  const { line, statement } = props;
  const { line_id: id, title, amount } = line;
  const isExplained = mayExplain(useMe());
  if (!isExplained) return <Figure value={amount} />;
  return (
    <ExplainedAmount
      id={`line-${id}`}
      title={title}
      value={amount}
      content={<LineExplanation line={id} statement={statement} />}
    />
  );
}

/** The terms and the books behind a statement are not its customer's to read. */
function mayExplain(me: Me): boolean {
  return (
    may(me, 'contract', 'read') &&
    (may(me, 'revenue', 'read') || may(me, 'profit-and-loss', 'read') || may(me, 'statement', 'execute'))
  );
}

/** How a line was calculated, by which version of the contract. */
function LineExplanation(props: { readonly line: string; readonly statement: string }): ReactNode {
  const { line, statement } = props;
  const styles = useStyles();
  return (
    <Answered query={useQuery(explainedLineQuery(line, statement))}>
      {(explained) => (
        <>
          <div className={styles.head}>
            <div className={styles.amount}>
              <Figure value={explained.amount} />
            </div>
            <div className={styles.quiet}>
              {texts.version(explained.contract_version, explained.contract_file)}
            </div>
          </div>
          <ExplainedParts explained={explained} statement={statement} />
        </>
      )}
    </Answered>
  );
}

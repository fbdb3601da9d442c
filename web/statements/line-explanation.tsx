import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered } from '../design/answered.tsx';
import { Figure } from '../design/figure.tsx';
import { noData } from '../design/format.ts';
import { usePanel } from '../design/panel.tsx';
import { Notice, Part, Rows } from '../design/profit-and-loss/explanation.tsx';
import { PlainTable } from '../design/table.tsx';
import { may, useMe, type Me } from '../service/session.ts';
import { explainedLineQuery, type ExplainedStatementLine, type Invoice } from '../service/statements.ts';
import { statementTexts } from '../texts/statements.ts';

const { explained: texts } = statementTexts;

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  amount: { fontSize: tokens.fontSizeBase500, fontWeight: 600 },
  quiet: { color: tokens.colorNeutralForeground2 },
  formula: { margin: 0 },
  back: { marginLeft: '-12px', marginBottom: '8px' },
});

/** Whoever may know how it was calculated gets the amount as a link; others read it. */
export function LineAmount(props: {
  readonly line: Pick<Invoice['lines'][number], 'line_id' | 'title' | 'amount'>;
  readonly statement: string;
}): ReactNode {
  const { line, statement } = props;
  const { line_id: id, title, amount } = line;
  const styles = useStyles();
  const isExplained = mayExplain(useMe());
  const panel = usePanel();
  if (!isExplained) return <Figure value={amount} />;
  const before = panel.shown;
  const open = (): void => {
    panel.show({
      title,
      content: (
        <>
          {before !== null && (
            <Button
              autoFocus
              className={styles.back}
              appearance="subtle"
              icon={<ArrowLeftRegular />}
              onClick={() => {
                panel.show(before);
                requestAnimationFrame(() =>
                  document.getElementById(`line-${id}`)?.querySelector('button')?.focus(),
                );
              }}
            >
              {texts.back}
            </Button>
          )}
          <LineExplanation line={id} statement={statement} />
        </>
      ),
    });
  };
  return (
    <span id={`line-${id}`}>
      <Figure value={amount} explain={{ name: texts.explain(title), open }} />
    </span>
  );
}

/** The terms and the books behind a statement are not its customer's to read. */
function mayExplain(me: Me): boolean {
  return (
    may(me, 'contract', 'read') &&
    (may(me, 'revenue', 'read') || may(me, 'profit-and-loss', 'read') || may(me, 'statement', 'execute'))
  );
}

/** How a line was calculated: the rule, its inputs, and the lines of the files behind them. */
function LineExplanation(props: { readonly line: string; readonly statement: string }): ReactNode {
  const { line, statement } = props;
  return (
    <Answered query={useQuery(explainedLineQuery(line, statement))}>
      {(explained) => <Whole explained={explained} />}
    </Answered>
  );
}

function Whole({ explained }: { readonly explained: ExplainedStatementLine }): ReactNode {
  const styles = useStyles();
  const { amount, formula, inputs, hidden } = explained;
  return (
    <div className={styles.stack}>
      <div>
        <div className={styles.amount}>
          <Figure value={amount} />
        </div>
        <div className={styles.quiet}>
          {texts.version(explained.contract_version, explained.contract_file)}
        </div>
      </div>
      <Part title={texts.formula} count={1}>
        <p className={styles.formula}>{formula}</p>
      </Part>
      <Part title={texts.inputs} count={inputs.length}>
        <Inputs inputs={inputs} />
      </Part>
      {hidden.map(({ object, inputs: count }) => (
        <Notice key={object}>{texts.hidden(count, object)}</Notice>
      ))}
      {inputs.map(({ name, unit, rows }) => (
        <Rows
          key={name}
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

function Inputs({ inputs }: Pick<ExplainedStatementLine, 'inputs'>): ReactNode {
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
          cell: ({ value, unit }) => (
            <>
              <Figure value={value} kind={unit === 'money' ? 'money' : 'exact'} />
              <div className={styles.quiet}>{texts.units[unit] ?? unit}</div>
            </>
          ),
        },
      ]}
    />
  );
}

/** Where a value comes from, in words. */
function originWords(origin: ExplainedStatementLine['inputs'][number]['origin'], rows: number): string {
  const { kind, path = noData, question = noData, what = noData } = origin;
  if (kind === 'terms') return texts.ofTerms(path);
  if (kind === 'facts') return texts.ofFacts(texts.questions[question] ?? question, rows);
  return kind === 'results' ? texts.ofResults(what) : texts.calculated;
}

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Answered } from '../../design/answered.tsx';
import { Figure } from '../../design/figure.tsx';
import { noData } from '../../design/format.ts';
import { CellExplanation, Part } from '../../design/profit-and-loss/explanation.tsx';
import { may, useMe } from '../../service/session.ts';
import { explainedComparisonQuery, type ComparedFigure, type Statement } from '../../service/statements.ts';
import { statementTexts as texts } from '../../texts/statements.ts';
import { ExplainedAmount } from './explained-amount.tsx';
import { ExplainedParts } from './explained-parts.tsx';

const useStyles = makeStyles({
  title: { fontSize: tokens.fontSizeBase300, fontWeight: 600, margin: '0 0 4px' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto auto',
    columnGap: '16px',
    margin: 0,
    maxWidth: '480px',
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  },
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  figure: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: '16px' },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '16px',
    fontSize: tokens.fontSizeBase400,
    fontWeight: 600,
    margin: '0 0 8px',
  },
});

type FigureName = ComparedFigure['figure'];

/** First what people look for, last what is longest. */
const order: readonly FigureName[] = ['deviation', 'posted', 'invoiced', 'expected'];

/** Of which statement a comparison is. */
interface OfStatement {
  readonly statement: string;
  readonly site: string;
  readonly month: string;
}

/** What was expected, posted and invoiced, and the deviation; each opens how it came about. */
export function Comparison({ statement }: { readonly statement: Statement }): ReactNode {
  const styles = useStyles();
  const isExplained = may(useMe(), 'review-threshold', 'read');
  const { statement_id: id, site, month } = statement;
  const amount = (name: FigureName, value: string | null): ReactNode =>
    isExplained && value !== null ? (
      <ExplainedAmount
        id={`compared-${name}`}
        title={texts.figures[name]}
        value={value}
        content={<ComparisonExplained of={{ statement: id, site, month }} only={name} />}
      />
    ) : (
      <Figure value={value} />
    );
  return (
    <section>
      <h3 className={styles.title}>{texts.comparison}</h3>
      <dl className={styles.facts}>
        <dt>{texts.expected(statement.expected_from ?? noData)}</dt>
        <dd>{amount('expected', statement.expected)}</dd>
        <dt>{texts.posted}</dt>
        <dd>{amount('posted', statement.posted)}</dd>
        <dt>{texts.invoiced}</dt>
        <dd>{amount('invoiced', statement.invoiced)}</dd>
        <dt>{texts.deviation}</dt>
        <dd>
          {amount('deviation', statement.deviation)} ·{' '}
          <Figure value={statement.deviation_percent} kind="percent" />
        </dd>
      </dl>
    </section>
  );
}

/** How the figures of a comparison came about: the rule of each, its inputs, and the lines of the files behind them. */
export function ComparisonExplained(props: {
  readonly of: OfStatement;
  readonly only?: FigureName;
}): ReactNode {
  const { of, only } = props;
  const styles = useStyles();
  return (
    <Answered query={useQuery(explainedComparisonQuery(of.statement))}>
      {(figures) => (
        <div className={styles.stack}>
          {only === undefined && (
            <Link to="/statements/$statement" params={{ statement: of.statement }}>
              {texts.toStatement(of.statement)}
            </Link>
          )}
          {order
            .flatMap((name) => figures.filter(({ figure }) => figure === name))
            .filter(({ figure }) => only === undefined || figure === only)
            .map((figure) => (
              <Explained key={figure.figure} figure={figure} of={of} isOne={only !== undefined} />
            ))}
        </div>
      )}
    </Answered>
  );
}

function Explained(props: {
  readonly figure: ComparedFigure;
  readonly of: OfStatement;
  readonly isOne: boolean;
}): ReactNode {
  const { figure, of, isOne } = props;
  const styles = useStyles();
  const hasCell = may(useMe(), 'profit-and-loss', 'read') && figure.figure === 'expected';
  return (
    <section className={mergeClasses(styles.stack, isOne ? undefined : styles.figure)}>
      <h3 className={styles.head}>
        <span>{isOne ? texts.amount : texts.figures[figure.figure]}</span>
        <Figure value={figure.amount} />
      </h3>
      <ExplainedParts explained={figure} statement={of.statement} />
      {hasCell && (
        <Part title={texts.asItStands} count={1}>
          <CellExplanation site={of.site} month={of.month} line="internal-revenue" />
        </Part>
      )}
    </section>
  );
}

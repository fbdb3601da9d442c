import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered } from '../design/answered.tsx';
import { Figure } from '../design/figure.tsx';
import { day, figure, moment, month } from '../design/format.ts';
import { AskReason } from './ask-reason.tsx';
import { Comparison } from './explained/comparison.tsx';
import { LineAmount } from './explained/explained-parts.tsx';
import { PostingsOf } from './postings-of.tsx';
import { RemoveLine } from './remove-line.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { meaningOf } from '../design/states.ts';
import { PlainTable } from '../design/table.tsx';
import { ServiceRefusal } from '../service/client.ts';
import { statementQuery, type Invoice as InvoiceData, type Statement } from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { Support } from './support.tsx';

type Change = Statement['changes'][number];

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  paper: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: '16px',
  },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '16px',
    flexWrap: 'wrap',
    marginBottom: '12px',
  },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: 0 },
  small: { fontSize: tokens.fontSizeBase300, fontWeight: 600, margin: '0 0 4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto auto',
    columnGap: '16px',
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  },
  state: { display: 'flex', gap: '8px', alignItems: 'center', flexWrap: 'wrap' },
});

/** A statement as its customer sees it, with what only the operator sees below. */
export function StatementView({ id }: { readonly id: string }): ReactNode {
  const query = useQuery(statementQuery(id));
  if (query.error instanceof ServiceRefusal && query.error.code === 'BILLING_REASON_NEEDED')
    return <AskReason id={id} message={query.error.message} />;
  return <Answered query={query}>{(statement) => <Whole statement={statement} />}</Answered>;
}

function Whole({ statement }: { readonly statement: Statement }): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <div className={styles.state}>
        <StateChip meaning={meaningOf(statement.state)}>{statement.state}</StateChip>
        {statement.is_disputed && <StateChip meaning="bad">{texts.disputed}</StateChip>}
        <span className={styles.quiet}>{month(statement.month)}</span>
      </div>
      {statement.notices.map(({ code, message }) => (
        <MessageBar key={code + message} intent="warning" layout="multiline">
          <MessageBarBody>{message}</MessageBarBody>
        </MessageBar>
      ))}
      {statement.invoices.map((invoice) => (
        <Paper key={invoice.number} invoice={invoice} statement={statement} />
      ))}
      <Comparison statement={statement} />
      <Support statement={statement.statement_id} />
      <PostingsOf statement={statement} />
      <Marks statement={statement} />
      <History statement={statement} />
    </div>
  );
}

function Paper(props: { readonly invoice: InvoiceData; readonly statement: Statement }): ReactNode {
  const { invoice, statement } = props;
  const styles = useStyles();
  const title = invoice.amount.startsWith('-')
    ? texts.creditMemo(invoice.number)
    : texts.invoice(invoice.number);
  return (
    <article className={styles.paper}>
      <div className={styles.head}>
        <div>
          <h2 className={styles.title}>{title}</h2>
          <div className={styles.quiet}>{texts.billTo}</div>
          <div>{`${statement.site} ${statement.customer_name}`}</div>
        </div>
        <dl className={styles.facts}>
          <dt>{texts.date}</dt>
          <dd>{day(invoice.invoice_on)}</dd>
          <dt>{texts.terms}</dt>
          <dd>{invoice.payment_terms}</dd>
          <dt>{texts.dueOn}</dt>
          <dd>{day(invoice.due_on)}</dd>
          <dt>{texts.amountDue}</dt>
          <dd>
            <Figure value={invoice.amount} />
          </dd>
        </dl>
      </div>
      <PlainTable
        name={title}
        rows={[...invoice.lines.map((line) => ({ ...line, isTotal: false })), totalOf(invoice)]}
        idOf={(row) => row.line_id}
        isStrong={({ isTotal }) => isTotal}
        columns={[
          {
            id: 'line',
            title: texts.line,
            cell: ({ title: words, description, code, isTotal, line_id: id, component }) => (
              <>
                {words}
                {description.map((sentence) => (
                  <div key={sentence} className={styles.quiet}>
                    {sentence}
                  </div>
                ))}
                {!isTotal && <div className={styles.quiet}>{texts.account(code)}</div>}
                {component === 'ad-hoc' && <RemoveLine statement={statement} line={id} title={words} />}
              </>
            ),
          },
          {
            id: 'amount',
            title: texts.amount,
            align: 'end',
            cell: (row) =>
              row.isTotal ? (
                <Figure value={row.amount} />
              ) : (
                <LineAmount line={row} statement={statement.statement_id} />
              ),
          },
        ]}
      />
    </article>
  );
}

function totalOf({ amount }: InvoiceData): InvoiceData['lines'][number] & { readonly isTotal: boolean } {
  return {
    line_id: 'total',
    component: '',
    item_type: null,
    is_client_paid: false,
    code: '',
    title: texts.total,
    amount,
    description: [],
    isTotal: true,
  };
}

function Marks({ statement: { marks } }: { readonly statement: Statement }): ReactNode {
  const styles = useStyles();
  if (marks.length === 0) return null;
  return (
    <section>
      <h3 className={styles.small}>{texts.marks}</h3>
      {marks.map(({ is_ready: isReady, note, at, by }) => (
        <div key={at}>
          {isReady ? texts.ready : texts.notReady} · {by} · {moment(at)}
          {note !== null && <div>{note}</div>}
        </div>
      ))}
    </section>
  );
}

/** What was done, and what came of it: the state where it changed, the line where one was added or removed. */
function changeText({ action, from, to, line_title: title, line_amount: amount }: Change): string {
  const words = texts.changes[action] ?? action;
  if (title !== null && amount !== null) return texts.changeOfLine(words, title, figure(amount));
  return from === to || action === 'regenerate' ? words : `${words} → ${to}`;
}

function History({ statement: { changes } }: { readonly statement: Statement }): ReactNode {
  const styles = useStyles();
  return (
    <section>
      <h3 className={styles.small}>{texts.history}</h3>
      {changes.map((change) => (
        <div key={change.at + change.action}>
          {[changeText(change), change.by, moment(change.at)].join(' · ')}
          {change.reason !== null && <div className={styles.quiet}>{change.reason}</div>}
        </div>
      ))}
    </section>
  );
}

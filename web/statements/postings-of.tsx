import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered } from '../design/answered.tsx';
import { RecordAnswer } from '../design/dialogs/record-answer.tsx';
import { Figure } from '../design/figure.tsx';
import { noData } from '../design/format.ts';
import { StateChip } from '../design/state-chip.tsx';
import { meaningOfPosting } from '../design/states.ts';
import { PlainTable } from '../design/table.tsx';
import { postingsQuery, type Posting } from '../service/administration.ts';
import { may, useMe } from '../service/session.ts';
import type { Statement } from '../service/statements.ts';
import { statementTexts } from '../texts/statements.ts';

const { postings: texts } = statementTexts;

const useStyles = makeStyles({
  title: { fontSize: tokens.fontSizeBase300, fontWeight: 600, margin: '0 0 4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The documents of a sent statement in the ledger, and what it answered; for whoever may read them. */
export function PostingsOf({ statement }: { readonly statement: Statement }): ReactNode {
  const styles = useStyles();
  const isShown = may(useMe(), 'ledger-posting', 'read') && ['Sent', 'Revised'].includes(statement.state);
  const query = useQuery({ ...postingsQuery(statement.month), enabled: isShown });
  if (!isShown) return null;
  return (
    <section>
      <h3 className={styles.title}>{texts.title}</h3>
      <Answered query={query} rows={2}>
        {(postings) => {
          const own = postings.filter((row) => row.statement_id === statement.statement_id);
          return own.length === 0 ? (
            <div className={styles.quiet}>{texts.none}</div>
          ) : (
            <Documents postings={own} />
          );
        }}
      </Answered>
    </section>
  );
}

function Documents({ postings }: { readonly postings: readonly Posting[] }): ReactNode {
  return (
    <PlainTable
      name={texts.title}
      rows={postings}
      idOf={({ key }) => key}
      columns={[
        { id: 'document', title: texts.document, cell: (row) => row.document_number },
        { id: 'kind', title: texts.kind, cell: ({ kind }) => kind },
        {
          id: 'state',
          title: texts.state,
          cell: ({ state }) => <StateChip meaning={meaningOfPosting(state)}>{state}</StateChip>,
        },
        { id: 'debit', title: texts.debit, align: 'end', cell: ({ debit }) => <Figure value={debit} /> },
        {
          id: 'answer',
          title: texts.answer,
          cell: (row) => (
            <>
              {row.answer ?? noData} <RecordAnswer posting={row} />
            </>
          ),
        },
      ]}
    />
  );
}

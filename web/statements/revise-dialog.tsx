import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { isUnanswered, RecordAnswerDialog } from '../design/dialogs/record-answer.tsx';
import { postingsQuery } from '../service/administration.ts';
import { may, useMe } from '../service/session.ts';
import { revise, type Statement } from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';

/**
 * Revises a statement that was sent. What it posted has to be answered by the ledger first, so that it is known whether
 * there is something to reverse: whoever posts records that here.
 */
export function ReviseDialog(props: {
  readonly statement: Statement;
  readonly close: () => void;
  readonly goTo: (statement: string | null) => void;
}): ReactNode {
  const { statement, close, goTo } = props;
  const { statement_id: id, month } = statement;
  const me = useMe();
  const mayRecord = may(me, 'ledger-posting', 'read') && may(me, 'ledger-posting', 'execute');
  const postings = useQuery({ ...postingsQuery(month), enabled: mayRecord });
  if (mayRecord && postings.isPending) return null;
  const open = postings.data?.find((row) => row.statement_id === id && isUnanswered(row));
  if (open !== undefined)
    return (
      <RecordAnswerDialog key={open.key} posting={open} close={close}>
        <p>{texts.reviseUnanswered(open.document_number)}</p>
      </RecordAnswerDialog>
    );
  return (
    <ReasonDialog
      title={texts.revising(id)}
      button={texts.revise}
      said={texts.revised}
      stale={['statements', 'home']}
      close={close}
      act={async (reason) => {
        goTo((await revise(id, reason)).statement_id);
      }}
    >
      <p>{texts.reviseHelp}</p>
    </ReasonDialog>
  );
}

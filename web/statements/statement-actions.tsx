import { Button } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { useSay } from '../design/toasts.tsx';
import { may, useMe, type Me } from '../service/session.ts';
import {
  downloadDocument,
  openDispute,
  revise,
  type Statement,
  type StatementAction,
} from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { ActDialog } from './act-dialog.tsx';
import { LineDialog } from './line-dialog.tsx';

type Ask = StatementAction | 'line' | 'revise' | 'dispute';

const unsent = ['AR Review', 'Approval Team', 'Ready To Send', 'Rejected'];

/** What the state and the rights allow, the most usual first. The service refuses what is left. */
function actionsOf(
  me: Me,
  { state, is_standing: isStanding, is_disputed: isDisputed }: Statement,
): readonly Ask[] {
  if (!isStanding) return [];
  const mayReview = may(me, 'statement-review', 'approve') || may(me, 'statement-approval', 'approve');
  const isReviewed = state === 'AR Review' || state === 'Approval Team';
  const maySend = may(me, 'statement-sending', 'execute');
  return [
    ...(mayReview && isReviewed ? (['approve', 'send-back', 'reject'] as const) : []),
    ...(maySend && state === 'Ready To Send' ? (['send'] as const) : []),
    ...(maySend && state === 'Sent' ? (['revise'] as const) : []),
    ...(may(me, 'statement-line', 'change') && unsent.includes(state) ? (['line'] as const) : []),
    ...(may(me, 'statement-dispute', 'change') && !isDisputed ? (['dispute'] as const) : []),
  ];
}

const titles: Readonly<Record<Ask, string>> = {
  ...texts.actions,
  line: texts.addLine,
  revise: texts.revise,
  dispute: texts.dispute,
};

/** What may be done with a statement, and its document. */
export function StatementActions({ statement }: { readonly statement: Statement }): ReactNode {
  const say = useSay();
  const me = useMe();
  const [pending, setPending] = useState<Ask | null>(null);
  return (
    <>
      {actionsOf(me, statement).map((action, at) => (
        <Button
          key={action}
          appearance={at === 0 ? 'primary' : 'secondary'}
          onClick={() => {
            setPending(action);
          }}
        >
          {titles[action]}
        </Button>
      ))}
      <Button
        onClick={() => {
          downloadDocument(statement.statement_id).catch(say.refused);
        }}
      >
        {texts.document}
      </Button>
      {pending !== null && (
        <Dialog
          pending={pending}
          id={statement.statement_id}
          close={() => {
            setPending(null);
          }}
        />
      )}
    </>
  );
}

function Dialog(props: {
  readonly pending: Ask;
  readonly id: string;
  readonly close: () => void;
}): ReactNode {
  const { pending, id, close } = props;
  const navigate = useNavigate();
  const goTo = (statement: string | null): void => {
    if (statement !== null) void navigate({ to: '/statements/$statement', params: { statement } });
  };
  if (pending === 'line') return <LineDialog id={id} close={close} goTo={goTo} />;
  if (pending === 'revise')
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
  if (pending === 'dispute')
    return (
      <ReasonDialog
        title={texts.disputing(id)}
        button={texts.dispute}
        said={texts.disputeOpened}
        stale={['statements', 'home']}
        close={close}
        act={(reason) => openDispute(id, reason)}
      />
    );
  return <ActDialog pending={{ action: pending, statements: [id] }} close={close} />;
}

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refused } from '../design/answered.tsx';
import { figure } from '../design/format.ts';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import { PlainTable } from '../design/table.tsx';
import {
  act,
  previewAction,
  type SentStatement,
  type StatementAction,
  type StatementOutcome,
  type StatementRow,
} from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';

/** An action on some statements that somebody is about to do. */
export interface PendingAction {
  readonly action: StatementAction;
  readonly statements: readonly string[];
}

const needsReason: readonly StatementAction[] = ['send-back', 'reject'];

/** Says how many statements it is about and what they come to, takes the reason, and then what became of each. */
export function ActDialog(props: {
  readonly pending: PendingAction;
  readonly close: (hasActed: boolean) => void;
}): ReactNode {
  const { pending, close } = props;
  const { action, statements } = pending;
  const preview = useQuery({
    queryKey: ['statement-action', action, statements],
    queryFn: () => previewAction(action, statements),
    retry: false,
  });
  return (
    <OutcomeDialog
      title={texts.acting[action](statements.length)}
      button={texts.actions[action]}
      close={close}
      act={(reason) => act(action, statements, reason)}
      word={texts.word}
      needsReason={needsReason.includes(action)}
      // Documents for the ledger are listed elsewhere too.
      stale={action === 'post' ? [] : ['statements']}
      isWaiting={preview.data === undefined}
      closesWhenAllDone={statements.length === 1 && action !== 'post'}
      more={({ done }) => <Became done={done} chosen={preview.data?.statements ?? []} />}
    >
      {preview.data && <p>{texts.comesTo(preview.data.count, figure(preview.data.total))}</p>}
      {preview.error && <Refused cause={preview.error} />}
    </OutcomeDialog>
  );
}

/** What became of each statement, by its site: the state it has now, who was mailed, the documents for the ledger. */
function Became(props: {
  readonly done: readonly StatementOutcome[];
  readonly chosen: readonly Pick<StatementRow, 'statement_id' | 'site' | 'customer_name'>[];
}): ReactNode {
  const { done, chosen } = props;
  const { outcomeColumns: titles } = texts;
  const named = new Map(chosen.map((row) => [row.statement_id, `${row.site} ${row.customer_name}`]));
  const rows = done.flatMap((outcome) => becameOf(outcome));
  if (rows.length === 0) return null;
  return (
    <PlainTable
      name={texts.became}
      rows={rows.map((row, at) => ({ ...row, key: String(at) }))}
      idOf={({ key }) => key}
      columns={[
        { id: 'statement', title: titles.statement, cell: ({ id }) => named.get(id) ?? texts.one(id) },
        { id: 'now', title: titles.now, cell: ({ now }) => now },
      ]}
    />
  );
}

function becameOf(outcome: StatementOutcome): readonly { readonly id: string; readonly now: string }[] {
  if (!('statement_id' in outcome))
    return outcome.map(({ statement_id: id, document_number: document, state }) => ({
      id: id ?? '',
      now: texts.documentState(document, state),
    }));
  const now = 'state' in outcome ? [outcome.state] : wentTo(outcome);
  const parts = [...now, outcome.changed_since].filter((part) => part !== null);
  return [{ id: outcome.statement_id, now: parts.join('. ') }];
}

/** Who got the mails of a statement, who did not, and what could not go along. */
function wentTo({ mailings, refused, failures }: SentStatement): readonly string[] {
  return [
    ...mailings.map(({ recipients }) => texts.mailed(recipients)),
    ...refused.map(({ recipients, reason }) => texts.notReached(recipients, reason)),
    ...failures.map(({ kind, reason }) => texts.reportFailed(kind, reason)),
  ];
}

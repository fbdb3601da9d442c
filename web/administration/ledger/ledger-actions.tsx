import { Button } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogButton } from '../../design/dialogs/dialog-button.tsx';
import { AskDialog, CloseButton, DialogRefusal } from '../../design/dialogs/ask-dialog.tsx';
import { OutcomeDialog } from '../../design/dialogs/outcome-dialog.tsx';
import { RecordAnswer } from '../../design/dialogs/record-answer.tsx';
import { Facts } from '../../design/grid/facts.tsx';
import type { Filter } from '../../design/grid/filters.ts';
import type { Column } from '../../design/grid/grid.tsx';
import { ListFace } from '../../design/grid/list-face.tsx';
import { SelectionBar } from '../../design/grid/selection-bar.tsx';
import { useBulkAct } from '../../design/grid/use-bulk-act.ts';
import { PlainTable } from '../../design/table.tsx';
import {
  discardHeld,
  handOver,
  heldAnswersQuery,
  retryPostings,
  type HeldAnswer,
} from '../../service/acts/administration.ts';
import type { Posting } from '../../service/administration.ts';
import { may, useMe } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { answers } from '../../texts/answers.ts';
import { useAct } from '../../design/dialogs/use-act.ts';

const { posting: texts } = administrationTexts;

/** Whether the person hands documents over to the ledger. */
export function useMayPost(): boolean {
  return may(useMe(), 'ledger-posting', 'execute');
}

/** Hands pending documents over, and says what the ledger answered to each. */
export function HandOver(): ReactNode {
  const mayPost = useMayPost();
  if (!mayPost) return null;
  return <DialogButton title={texts.handOver} dialog={(close) => <HandOverDialog close={close} />} />;
}

function HandOverDialog({ close }: { readonly close: () => void }): ReactNode {
  const queries = useQueryClient();
  const handing = useAct({
    mutationFn: () => handOver(''),
    onSettled: () => queries.invalidateQueries({ queryKey: ['administration'] }),
  });
  const { data } = handing;
  return (
    <AskDialog
      title={texts.handingOver}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{data ? answers.close : answers.cancel}</CloseButton>
          {!data && (
            <Button
              appearance="primary"
              disabled={handing.isPending}
              onClick={() => {
                handing.mutate();
              }}
            >
              {texts.handOver}
            </Button>
          )}
        </>
      }
    >
      {data ? (
        <div role="status">
          <p>{data.attempts.length === 0 ? texts.nothingPending : texts.attempted(data.attempts.length)}</p>
          {data.attempts.length > 0 && (
            <PlainTable
              name={texts.handingOver}
              rows={data.attempts}
              idOf={({ key }) => key}
              columns={[
                { id: 'key', title: texts.number, cell: ({ key }) => key },
                { id: 'outcome', title: texts.state, cell: ({ outcome }) => outcome },
                { id: 'said', title: texts.answer, cell: ({ said }) => said },
              ]}
            />
          )}
          {data.is_waiting && <p>{texts.moreAttempts}</p>}
        </div>
      ) : (
        <p>{texts.handOverHelp}</p>
      )}
      <DialogRefusal cause={handing.error} />
    </AskDialog>
  );
}

/** Submits documents again, under the same keys. */
export function RetryDialog(props: {
  readonly keys: readonly string[];
  readonly close: (hasActed: boolean) => void;
}): ReactNode {
  const { keys, close } = props;
  return (
    <OutcomeDialog
      title={texts.retrying(keys.length)}
      button={texts.retry}
      close={close}
      act={(reason) => retryPostings(keys, reason)}
      word={texts.word}
      needsReason={false}
      stale={['administration']}
      closesWhenAllDone
    />
  );
}

/** A document, and what the ledger answered, where that came by another way. */
export function Document({ posting }: { readonly posting: Posting }): ReactNode {
  return (
    <>
      <Facts
        facts={[
          [texts.kind, posting.kind],
          [texts.batch, posting.batch],
          [texts.state, posting.state],
          [texts.answer, posting.answer],
        ]}
      />
      <RecordAnswer posting={posting} />
    </>
  );
}

const heldFilters: readonly Filter<HeldAnswer>[] = [
  { id: 'file', title: texts.file, valueOf: ({ file }) => file },
];

const heldColumns: readonly Column<HeldAnswer>[] = [
  {
    id: 'file',
    title: texts.file,
    width: 'minmax(140px, 1fr)',
    cell: ({ file }) => file,
    sorts: ({ file }) => file,
  },
  {
    id: 'line',
    title: texts.line,
    width: '64px',
    align: 'end',
    cell: ({ line }) => line,
    sorts: ({ line }) => line,
  },
  { id: 'message', title: texts.problem, width: 'minmax(160px, 3fr)', cell: ({ message }) => message },
];

/** Answers of the ledger that could not be recorded; those that mean nothing are discarded with a reason. */
export function HeldAnswers({ children }: { readonly children: ReactNode }): ReactNode {
  const mayPost = useMayPost();
  const { ids, selection, clear, pending, begin, close } = useBulkAct<'discard'>();
  return (
    <>
      <ListFace
        query={useQuery(heldAnswersQuery)}
        name={texts.held}
        word={texts.heldWord}
        columns={heldColumns}
        filters={heldFilters}
        textOf={(row) => `${row.file} ${row.message}`}
        idOf={({ number }) => number}
        titleOf={(row) => `${row.file}, ${String(row.line)}`}
        content={(row) => <Facts facts={[[texts.problem, row.message], ...Object.entries(row.record)]} />}
        selection={mayPost ? selection : undefined}
        bar={
          <SelectionBar
            count={ids.size}
            actions={mayPost ? [{ name: 'discard', title: texts.discard }] : []}
            act={() => {
              begin('discard');
            }}
            clear={clear}
          />
        }
        empty={texts.noneHeld}
      >
        {children}
      </ListFace>
      {pending !== null && (
        <OutcomeDialog
          title={texts.discarding(ids.size)}
          button={texts.discard}
          close={close}
          act={(reason) => discardHeld([...ids], reason)}
          word={texts.heldWord}
          needsReason
          stale={['administration']}
          closesWhenAllDone
        />
      )}
    </>
  );
}

import { Button, Field, Input, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { OutcomeDialog } from '../design/dialogs/outcome-dialog.tsx';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { SelectionBar } from '../design/grid/selection-bar.tsx';
import { useBulkAct } from '../design/grid/use-bulk-act.ts';
import { discardFormer, formerHeldQuery, replayFormer, type FormerHeld } from '../service/acts/takeover.ts';
import { may, useMe } from '../service/session.ts';
import { takeoverTexts as texts } from '../texts/takeover.ts';
import { useCorrections, type Corrections } from './corrections.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', '& p': { margin: 0 } },
  buttons: { display: 'flex', gap: '8px' },
});

const filters: readonly Filter<FormerHeld>[] = [
  { id: 'entity', title: texts.entity, valueOf: ({ entity }) => entity },
  { id: 'file', title: texts.file, valueOf: ({ file }) => file },
];

const columns: readonly Column<FormerHeld>[] = [
  {
    id: 'record',
    title: texts.record,
    width: '80px',
    align: 'end',
    cell: (row) => row.former_held_id,
    sorts: (row) => row.former_held_id,
  },
  {
    id: 'entity',
    title: texts.entity,
    width: 'minmax(104px, 1fr)',
    cell: ({ entity }) => entity,
    sorts: ({ entity }) => entity,
    from: 'tablet',
  },
  {
    id: 'message',
    title: texts.message,
    width: 'minmax(160px, 3fr)',
    cell: ({ message }) => <span title={message}>{message}</span>,
    sorts: ({ message }) => message,
  },
  {
    id: 'file',
    title: texts.file,
    width: 'minmax(140px, 2fr)',
    cell: ({ file }) => file,
    sorts: ({ file }) => file,
    from: 'desk',
  },
  {
    id: 'line',
    title: texts.line,
    width: '64px',
    align: 'end',
    cell: ({ line }) => line,
    sorts: ({ line }) => line,
    from: 'desk',
  },
];

/** What is about to be done with held records. */
interface Pending {
  readonly way: 'replay' | 'discard';
  readonly records: readonly string[];
  readonly set: Readonly<Record<string, string>>;
}

/** Records of the old system that were held back: corrected and taken over, or left out for a reason. */
export function FormerRecords(): ReactNode {
  const mayDecide = may(useMe(), 'takeover', 'execute');
  const { ids, selection, clear, pending, begin, close } = useBulkAct<Pending>();
  const [corrections] = useState((): Corrections => new Map());
  const actions = [
    { name: 'replay', title: texts.replay },
    { name: 'discard', title: texts.discard },
  ] as const;
  return (
    <>
      <ListFace
        query={useQuery(formerHeldQuery)}
        name={texts.name}
        word={texts.word}
        columns={columns}
        filters={filters}
        textOf={(row) =>
          [row.former_held_id, row.entity, row.message, ...Object.values(row.record)].join(' ')
        }
        idOf={(row) => row.former_held_id}
        titleOf={(row) => texts.title(row.former_held_id)}
        content={(row) => (
          <FormerRecord
            key={row.former_held_id}
            held={row}
            mayDecide={mayDecide}
            corrections={corrections}
            decide={begin}
          />
        )}
        selection={mayDecide ? selection : undefined}
        bar={
          <SelectionBar
            count={ids.size}
            actions={mayDecide ? actions : []}
            act={(way) => {
              begin({ way, records: [...ids], set: {} });
            }}
            clear={clear}
          />
        }
        empty={texts.empty}
      />
      {pending !== null && <Deciding pending={pending} close={close} />}
    </>
  );
}

function Deciding({
  pending,
  close,
}: {
  readonly pending: Pending;
  readonly close: (hasActed: boolean) => void;
}): ReactNode {
  const { way, records, set } = pending;
  const isReplay = way === 'replay';
  return (
    <OutcomeDialog
      title={isReplay ? texts.replaying(records.length) : texts.discarding(records.length)}
      button={isReplay ? texts.replay : texts.discard}
      word={texts.word}
      needsReason={!isReplay}
      act={(reason) => (isReplay ? replayFormer(records, set, reason) : discardFormer(records, reason))}
      closesWhenAllDone
      close={close}
    />
  );
}

/** A held record with all its cells, which are corrected in place. */
function FormerRecord(props: {
  readonly held: FormerHeld;
  readonly mayDecide: boolean;
  readonly corrections: Corrections;
  readonly decide: (pending: Pending) => void;
}): ReactNode {
  const { held, mayDecide, corrections, decide } = props;
  const styles = useStyles();
  const { typed, type } = useCorrections(corrections, held.former_held_id);
  const start = (way: Pending['way']): void => {
    decide({ way, records: [held.former_held_id], set: Object.fromEntries(typed) });
  };
  return (
    <div className={styles.stack}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{held.message}</MessageBarBody>
      </MessageBar>
      {mayDecide && (
        <>
          <p>{texts.correct}</p>
          <div className={styles.buttons}>
            <Button
              appearance="primary"
              onClick={() => {
                start('replay');
              }}
            >
              {texts.replay}
            </Button>
            <Button
              onClick={() => {
                start('discard');
              }}
            >
              {texts.discard}
            </Button>
          </div>
        </>
      )}
      {Object.entries(held.record).map(([column, value]) => (
        <Field key={column} label={column}>
          <Input
            value={typed.get(column) ?? value}
            readOnly={!mayDecide}
            onChange={(_event, { value: now }) => {
              type(column, now);
            }}
          />
        </Field>
      ))}
    </div>
  );
}

import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { figure, month } from '../design/format.ts';
import { StateChip, type Meaning } from '../design/state-chip.tsx';
import { NextStep } from '../design/answered.tsx';
import { PlainTable } from '../design/table.tsx';
import type { LoadError, LoadOutcome } from '../service/data.ts';
import { dataTexts as texts } from '../texts/data.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto auto',
    justifyContent: 'start',
    gap: '2px 24px',
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  },
});

const meanings: Readonly<Record<string, Meaning>> = {
  loaded: 'good',
  refused: 'bad',
  failed: 'bad',
  receiving: 'going',
  tried: 'going',
};

/** The outcome of a load in a word. */
export function LoadState({ state }: { readonly state: string }): ReactNode {
  return <StateChip meaning={meanings[state] ?? 'closed'}>{texts.loadStates[state] ?? state}</StateChip>;
}

/** How many records came, and what became of them. */
export function Counts({ rows }: { readonly rows: LoadOutcome['rows'] }): ReactNode {
  const styles = useStyles();
  const names = Object.entries(texts.counts) as [keyof typeof texts.counts, string][];
  return (
    <dl className={styles.facts}>
      {names.map(([name, title]) => [
        <dt key={name}>{title}</dt>,
        <dd key={`${name} count`}>{figure(rows[name], 'count')}</dd>,
      ])}
    </dl>
  );
}

/** Why a file was refused, with the lines. */
export function LoadFault({ error }: { readonly error: LoadError }): ReactNode {
  const { faultColumns: titles } = texts;
  return (
    <>
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          {error.message} <NextStep next={error.next} />
        </MessageBarBody>
      </MessageBar>
      {error.faults.length > 0 && (
        <PlainTable
          name={texts.faults}
          rows={error.faults.map((fault, at) => ({ ...fault, id: String(at) }))}
          idOf={({ id }) => id}
          columns={[
            { id: 'line', title: titles.line, cell: ({ line }) => line },
            { id: 'column', title: titles.column, cell: ({ column }) => column },
            { id: 'value', title: titles.value, cell: ({ value }) => value },
            { id: 'message', title: titles.message, cell: ({ message }) => message },
          ]}
        />
      )}
    </>
  );
}

/** What became of a file that was sent, or would. */
export function OutcomeOfLoad({ outcome }: { readonly outcome: LoadOutcome }): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.stack} role="status">
      <div>
        <OutcomeState outcome={outcome} /> {outcome.file}
      </div>
      {outcome.error && <LoadFault error={outcome.error} />}
      <Counts rows={outcome.rows} />
      {outcome.held.map(({ rule, records }) => (
        <div key={rule}>{texts.heldBy(rule, records)}</div>
      ))}
      {outcome.warnings.map(({ rule, message }) => (
        <MessageBar key={rule + message} intent="warning" layout="multiline">
          <MessageBarBody>{message}</MessageBarBody>
        </MessageBar>
      ))}
      {outcome.changes && outcome.changes.length > 0 && <Changes changes={outcome.changes} />}
    </div>
  );
}

/** A load whose records were held back loaded nothing, or a part. */
function OutcomeState({ outcome: { state, rows } }: { readonly outcome: LoadOutcome }): ReactNode {
  if (state !== 'loaded' || rows.quarantined === 0) return <LoadState state={state} />;
  const isNothing = rows.quarantined === rows.received;
  return (
    <StateChip meaning={isNothing ? 'bad' : 'needed'}>
      {isNothing ? texts.stillHeld : texts.loadedInPart}
    </StateChip>
  );
}

function Changes({ changes }: { readonly changes: NonNullable<LoadOutcome['changes']> }): ReactNode {
  const { changeColumns: titles } = texts;
  return (
    <PlainTable
      name={texts.changes}
      rows={changes}
      idOf={({ site, month: of, kind }) => [site, of, kind].join(' ')}
      columns={[
        { id: 'site', title: titles.site, cell: ({ site }) => site },
        { id: 'month', title: titles.month, cell: (row) => month(row.month) },
        { id: 'kind', title: titles.kind, cell: ({ kind }) => texts.changeKinds[kind] },
        { id: 'rows', title: titles.rows, align: 'end', cell: ({ rows }) => figure(rows, 'count') },
        {
          id: 'sums',
          title: titles.sums,
          cell: ({ sums }) =>
            Object.entries(sums)
              .map(([column, sum]) => `${column} ${figure(sum)}`)
              .join(', '),
        },
      ]}
    />
  );
}

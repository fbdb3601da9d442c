import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { AskDialog } from '../design/dialogs/ask-dialog.tsx';
import { figure } from '../design/format.ts';
import { PlainTable } from '../design/table.tsx';
import { valueName, withValueNames } from '../design/value-names.ts';
import type { EntryName } from '../service/forecasts.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { keyOf } from './sheet.ts';
import type { Clash } from './conflict.ts';
import type { Obstacle, Saving } from './use-saving.ts';

/** What the service wants to know before it saves: who saved meanwhile and what, or whether it is meant. */
export function SaveDialogs({ saving }: { readonly saving: Saving }): ReactNode {
  const { obstacle, dismiss, confirm, takeTheirs } = saving;
  if (obstacle === null || obstacle.kind === 'fault') return null;
  const isConflict = obstacle.kind === 'conflict';
  const clashes = obstacle.conflict?.clashes ?? [];
  return (
    <AskDialog
      title={isConflict ? texts.conflictTitle : texts.confirmTitle}
      close={dismiss}
      actions={
        <>
          <Button onClick={dismiss}>{texts.cancel}</Button>
          {isConflict && clashes.length > 0 && <Button onClick={takeTheirs}>{texts.conflictTheirs}</Button>}
          <Button appearance="primary" disabled={saving.isSaving} onClick={confirm}>
            {!isConflict ? texts.confirm : clashes.length > 0 ? texts.conflictMine : texts.conflictSave}
          </Button>
        </>
      }
    >
      <Said obstacle={obstacle} />
      {isConflict && <Clashes clashes={clashes} />}
    </AskDialog>
  );
}

/** The message alone: its next step is that of the buttons here. */
function Said({ obstacle }: { readonly obstacle: Obstacle }): ReactNode {
  return <p>{withValueNames(obstacle.refusal.message)}</p>;
}

function Clashes({ clashes }: { readonly clashes: readonly Clash[] }): ReactNode {
  const { conflictColumns: titles } = texts;
  if (clashes.length === 0) return <p>{texts.conflictNone}</p>;
  return (
    <PlainTable
      name={texts.conflictTitle}
      rows={clashes}
      idOf={({ entry }) => keyOf(entry)}
      columns={[
        { id: 'value', title: titles.value, cell: ({ entry }) => wordsOf(entry) },
        { id: 'mine', title: titles.mine, align: 'end', cell: ({ entry }) => figure(entry.value) },
        { id: 'theirs', title: titles.theirs, align: 'end', cell: ({ theirs }) => figure(theirs) },
      ]}
    />
  );
}

function wordsOf({ area, item, measure, period }: EntryName): string {
  // The measure of an account has no name of its own.
  const parts = item in texts.items ? [item] : [item, measure].filter(Boolean);
  return valueName(area, parts, period);
}

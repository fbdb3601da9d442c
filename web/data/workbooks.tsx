import { Button, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { useContextChoice } from '../design/context.ts';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { moment, month, noData } from '../design/format.ts';
import { Grid, type Column } from '../design/grid/grid.tsx';
import { usePanel } from '../design/panel.tsx';
import { StateChip, type Meaning } from '../design/state-chip.tsx';
import { markSiteReady, readinessQuery, type Readiness } from '../service/billing.ts';
import { workbookFeed } from '../service/data.ts';
import { may, useMe } from '../service/session.ts';
import { useSendFiles } from '../service/uploads.ts';
import { dataTexts } from '../texts/data.ts';
import { workbookTexts as texts } from '../texts/workbooks.ts';
import { LoadList } from './load-list.tsx';
import { SentFiles } from './sent-files.tsx';
import { FileChoice } from './upload.tsx';

const useStyles = makeStyles({
  send: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 480px) auto',
    justifyContent: 'start',
    alignItems: 'center',
    gap: '12px',
    padding: '12px 0',
  },
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  list: { margin: 0, paddingLeft: '20px' },
});

/** The revenue workbooks of a month: they are sent here, and each site shows how far its report is. */
export function Workbooks(): ReactNode {
  const me = useMe();
  return (
    <>
      {may(me, 'revenue-report', 'execute') && <SendWorkbooks />}
      <SentFiles feed={workbookFeed} />
      {may(me, 'site-readiness', 'read') ? <Sites /> : <LoadList feed={workbookFeed} />}
    </>
  );
}

function SendWorkbooks(): ReactNode {
  const styles = useStyles();
  const [files, setFiles] = useState<readonly File[]>([]);
  const send = useSendFiles();
  return (
    <div className={styles.send}>
      <FileChoice hint={texts.fileHint} choose={setFiles} />
      <Button
        appearance="primary"
        disabled={files.length === 0}
        onClick={() => {
          send(files.map((file) => ({ file, feed: workbookFeed, isDryRun: false, reason: '' })));
        }}
      >
        {dataTexts.uploadLoad(files.length)}
      </Button>
    </div>
  );
}

const meanings: Readonly<Record<Readiness['cycle_state'], Meaning>> = {
  Waiting: 'needed',
  Ready: 'good',
  Generated: 'closed',
};

/** What is missing, a sentence each. */
const lacksOf = ({ incomplete }: Readiness): string => incomplete.map(({ message }) => message).join(' · ');

const columns: readonly Column<Readiness>[] = [
  { id: 'site', title: texts.site, width: '72px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'customer',
    title: texts.customer,
    width: 'minmax(160px, 2fr)',
    cell: (row) => row.customer_name ?? noData,
    sorts: (row) => row.customer_name,
  },
  {
    id: 'stage',
    title: texts.stage,
    width: '116px',
    cell: (row) => <StateChip meaning={meanings[row.cycle_state]}>{texts.stages[row.cycle_state]}</StateChip>,
    sorts: (row) => row.cycle_state,
  },
  {
    id: 'lacks',
    title: texts.lacks,
    width: 'minmax(200px, 3fr)',
    cell: (row) => lacksOf(row),
    sorts: (row) => row.incomplete.length,
    from: 'tablet',
  },
  {
    id: 'marked',
    title: texts.marked,
    width: 'minmax(160px, 1fr)',
    cell: (row) => (row.marked_at === null ? noData : moment(row.marked_at)),
    sorts: (row) => row.marked_at,
    from: 'desk',
  },
];

function Sites(): ReactNode {
  const { period } = useContextChoice();
  const panel = usePanel();
  return (
    <Answered query={useQuery(readinessQuery(period))} rows={14}>
      {(rows) => (
        <Grid
          name={texts.table(month(period))}
          columns={columns}
          rows={rows}
          idOf={({ site }) => site}
          nameOf={({ site }) => site}
          open={(row) => {
            panel.show({
              title: `${row.site} ${row.customer_name ?? ''}`,
              content: <OneSite key={row.site} row={row} period={period} />,
            });
          }}
          empty={<Empty title={texts.none(month(period))} />}
        />
      )}
    </Answered>
  );
}

function OneSite({ row, period }: { readonly row: Readiness; readonly period: string }): ReactNode {
  const styles = useStyles();
  const me = useMe();
  const [isAsked, setIsAsked] = useState(false);
  return (
    <div className={styles.stack}>
      <div>
        <StateChip meaning={meanings[row.cycle_state]}>{texts.stages[row.cycle_state]}</StateChip>
      </div>
      {row.incomplete.length > 0 && (
        <ul className={styles.list}>
          {row.incomplete.map(({ kind, message, next }) => (
            <li key={kind + message}>
              {message} {next}
            </li>
          ))}
        </ul>
      )}
      {row.marked_at !== null && (
        <div>{texts.markedBy(row.is_ready === true, row.marked_by ?? '', moment(row.marked_at))}</div>
      )}
      {row.note !== null && <div>{texts.noteOf(row.note)}</div>}
      {may(me, 'site-readiness', 'change') && row.is_ready !== true && (
        <div>
          <Button
            appearance="primary"
            onClick={() => {
              setIsAsked(true);
            }}
          >
            {texts.markReady}
          </Button>
        </div>
      )}
      {isAsked && (
        <ReasonDialog
          title={texts.marking(row.site, month(period))}
          button={texts.markReady}
          said={texts.isMarked(row.site)}
          label={texts.note}
          hint={texts.noteHint}
          stale={['statements', 'home']}
          isOptional
          close={() => {
            setIsAsked(false);
          }}
          act={(note) => markSiteReady(period, row.site, note)}
        />
      )}
    </div>
  );
}

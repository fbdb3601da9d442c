import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Pnl } from '../../service/profit-and-loss.ts';
import { pnlTexts as texts } from '../../texts/profit-and-loss.ts';
import { month } from '../format.ts';
import { usePanel } from '../panel.tsx';
import { PlainTable } from '../table.tsx';

const useStyles = makeStyles({
  bars: { display: 'flex', flexDirection: 'column', gap: '4px', marginBottom: '8px' },
});

interface Notice {
  readonly text: string;
  readonly intent: 'info' | 'warning' | 'error';
  /** The sites that it is about, and what of each. */
  readonly rows: readonly { readonly site: string; readonly text: string }[];
}

/** What a reader of these figures has to know of them: a line each, with its sites a click away. */
export function PnlNotices({ pnl }: { readonly pnl: Pnl }): ReactNode {
  const styles = useStyles();
  const panel = usePanel();
  const notices = noticesOf(pnl);
  if (notices.length === 0) return null;
  return (
    <div className={styles.bars}>
      {notices.map(({ text, intent, rows }) => (
        <MessageBar key={text} intent={intent}>
          <MessageBarBody>{text}</MessageBarBody>
          <MessageBarActions>
            <Button
              size="small"
              aria-label={`${texts.show}: ${text}`}
              onClick={() => {
                panel.show({
                  title: texts.toLookAt,
                  content: (
                    <PlainTable
                      name={text}
                      rows={rows}
                      idOf={(row) => `${row.site} ${row.text}`}
                      columns={[
                        { id: 'site', title: texts.filters.site, cell: ({ site }) => site },
                        { id: 'text', title: text, cell: (row) => row.text },
                      ]}
                    />
                  ),
                });
              }}
            >
              {texts.show}
            </Button>
          </MessageBarActions>
        </MessageBar>
      ))}
    </div>
  );
}

function noticesOf({ updating, failed, waiting, notices }: Pnl): readonly Notice[] {
  const kinds = [...Map.groupBy(notices, ({ kind }) => kind)];
  const all: readonly Notice[] = [
    {
      text: texts.failed(failed.length),
      intent: 'error',
      rows: failed.map(({ site, reason }) => ({ site, text: reason })),
    },
    {
      text: texts.updating(updating.length),
      intent: 'info',
      rows: updating.map((site) => ({ site, text: '' })),
    },
    {
      text: texts.waiting(waiting.length),
      intent: 'info',
      rows: waiting.map(({ site, from }) => ({ site, text: month(from) })),
    },
    ...kinds.map(([kind, some]): Notice => ({
      text: (texts.notices[kind] ?? String)(new Set(some.map(({ site }) => site)).size),
      intent: 'warning',
      rows: some.map((notice) => ({ site: notice.site, text: month(notice.month) })),
    })),
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

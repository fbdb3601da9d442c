import { Button, makeStyles, Radio, RadioGroup, Select, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { groupings, type Pnl } from '../../service/profit-and-loss.ts';
import { lineTitles, pnlTexts as texts } from '../../texts/profit-and-loss.ts';
import { usePanel } from '../panel.tsx';
import { PlainTable } from '../table.tsx';
import { headLines, pnlViews, type PnlView } from './pnl-lines.ts';
import { usePnlView, type PnlLook } from './use-pnl-view.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: '4px 16px',
    minHeight: '36px',
    paddingBottom: '4px',
  },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  end: { marginLeft: 'auto' },
});

/** Trend or variance, what it is broken down by, and the rules of the rows. */
export function PnlToolbar(props: {
  readonly pnl: Pnl | undefined;
  /** One site is broken down by nothing. */
  readonly isOneSite?: boolean;
}): ReactNode {
  const { pnl, isOneSite = false } = props;
  const styles = useStyles();
  const panel = usePanel();
  const { view, by, row, change } = usePnlView();
  return (
    <div className={styles.bar}>
      <RadioGroup
        layout="horizontal"
        aria-label={texts.view}
        value={view}
        onChange={(_event, { value }) => {
          change({ view: value as PnlView });
        }}
      >
        {pnlViews.map((each) => (
          <Radio key={each} value={each} label={texts.views[each]} />
        ))}
      </RadioGroup>
      {!isOneSite && (
        <Select
          size="small"
          aria-label={texts.by}
          value={by}
          onChange={(_event, { value }) => {
            change({ by: value as PnlLook['by'] });
          }}
        >
          {(['none', ...groupings] as const).map((each) => (
            <option key={each} value={each}>
              {texts.groupings[each]}
            </option>
          ))}
        </Select>
      )}
      {!isOneSite && by !== 'none' && (
        <Select
          size="small"
          aria-label={texts.headRow}
          value={row}
          onChange={(_event, { value }) => {
            change({ row: value });
          }}
        >
          {headLines.map((each) => (
            <option key={each} value={each}>
              {lineTitles[each]}
            </option>
          ))}
        </Select>
      )}
      <span className={styles.hint}>{texts.hint}</span>
      <Button
        className={styles.end}
        appearance="subtle"
        size="small"
        disabled={pnl === undefined}
        onClick={() => {
          panel.show({ title: texts.rules, content: <Rules rules={pnl?.rules ?? []} /> });
        }}
      >
        {texts.rules}
      </Button>
    </div>
  );
}

function Rules({ rules }: Pick<Pnl, 'rules'>): ReactNode {
  return (
    <PlainTable
      name={texts.rulesOf}
      rows={rules}
      idOf={({ line }) => line}
      columns={[
        { id: 'line', title: texts.title, cell: ({ line }) => lineTitles[line] ?? line },
        { id: 'rule', title: texts.rulesOf, cell: ({ rule }) => rule },
      ]}
    />
  );
}

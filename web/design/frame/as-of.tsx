import {
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from '@fluentui/react-components';
import { ClockRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { loadsQuery, sourceNames } from '../../service/loads.ts';
import { frame } from '../../texts/frame.ts';
import { day, moment } from '../format.ts';
import { useScreen } from '../screen.ts';

const useStyles = makeStyles({
  button: { fontWeight: 400, whiteSpace: 'nowrap', minWidth: 0, paddingInline: '6px' },
  list: {
    display: 'grid',
    gridTemplateColumns: 'auto auto',
    columnGap: '24px',
    rowGap: '4px',
    margin: '8px 0 0',
    '& dd': { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
    '& dt': { color: tokens.colorNeutralForeground2 },
  },
  title: { fontWeight: 600 },
});

/** How old the oldest of the sources is; all of them on demand. */
export function AsOf(): ReactNode {
  const styles = useStyles();
  const screen = useScreen();
  const { data: loads = [] } = useQuery(loadsQuery);
  const [oldest] = [...loads].sort((one, other) => one.last.localeCompare(other.last));
  if (!oldest) return null;
  const text = frame.asOf(day(oldest.last));
  return (
    <Popover withArrow>
      <PopoverTrigger disableButtonEnhancement>
        <Button className={styles.button} appearance="subtle" icon={<ClockRegular />} aria-label={text}>
          {screen === 'desk' ? text : null}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={frame.asOfTitle}>
        <div className={styles.title}>{frame.asOfTitle}</div>
        <dl className={styles.list}>
          {loads.map(({ source, last }) => [
            <dt key={source}>{sourceNames[source] ?? source}</dt>,
            <dd key={`${source} at`}>{moment(last)}</dd>,
          ])}
        </dl>
      </PopoverSurface>
    </Popover>
  );
}

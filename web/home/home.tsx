import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useContextChoice } from '../design/context.ts';
import { month } from '../design/format.ts';
import { Page } from '../design/page.tsx';
import { below } from '../design/screen.ts';
import { may, useMe } from '../service/session.ts';
import { homeTexts as texts } from '../texts/home.ts';
import { DataAsOf } from './data-as-of.tsx';
import { MySites } from './my-sites.tsx';
import { NeedsMe } from './needs-me.tsx';
import { WhatChanged } from './what-changed.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(300px, 2fr) minmax(320px, 3fr)',
    gap: '8px 48px',
    [below.desk]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

/** What needs the person today, and how their sites do. */
export function Home(): ReactNode {
  const styles = useStyles();
  const me = useMe();
  const { period } = useContextChoice();
  return (
    <Page title={texts.title} state={month(period)}>
      <div className={styles.columns}>
        <div>
          <NeedsMe />
          <WhatChanged />
          {may(me, 'load', 'read') && <DataAsOf />}
        </div>
        {may(me, 'site', 'read') && <MySites />}
      </div>
    </Page>
  );
}

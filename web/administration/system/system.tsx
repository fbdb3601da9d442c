import type { ReactNode } from 'react';
import { useShown } from '../../design/grid/use-shown.tsx';
import { may, useMe } from '../../service/session.ts';
import { systemTexts as texts } from '../../texts/administration/system.ts';
import { Backups } from './backups.tsx';
import { DatabaseSize } from './database-size.tsx';
import { Health } from './health.tsx';
import { Reports } from './reports.tsx';
import { ServerLog } from './server-log.tsx';
import { SlowStatements } from './slow-statements.tsx';
import { StatementsByTime } from './statements-by-time.tsx';

type Face = keyof typeof texts.faces;

const rights: Readonly<Record<Face, string>> = {
  health: 'scheduled-job',
  reports: 'metric',
  capacity: 'metric',
  top: 'metric',
  slow: 'metric',
  log: 'metric',
  backups: 'backup',
};

/** How the servers and the database are: what is checked, how full it is, what takes time, what was logged. */
export function System(): ReactNode {
  const me = useMe();
  const allowed = (Object.keys(rights) as Face[]).filter((face) => may(me, rights[face], 'read'));
  const { face, choice } = useShown([allowed[0] ?? 'health', ...allowed.slice(1)], {
    name: texts.show,
    titles: texts.faces,
  });
  switch (face) {
    case 'health':
      return <Health>{choice}</Health>;
    case 'reports':
      return <Reports>{choice}</Reports>;
    case 'capacity':
      return <DatabaseSize>{choice}</DatabaseSize>;
    case 'top':
      return <StatementsByTime>{choice}</StatementsByTime>;
    case 'slow':
      return <SlowStatements>{choice}</SlowStatements>;
    case 'log':
      return <ServerLog>{choice}</ServerLog>;
    case 'backups':
      return <Backups>{choice}</Backups>;
  }
}

import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../design/page.tsx';
import { statementQuery } from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { StatementView } from './invoice.tsx';
import { StatementActions } from './statement-actions.tsx';

/** One statement as a page, to be linked to and printed, with what may be done with it. */
export function StatementPage(): ReactNode {
  const { statement } = useParams({ from: '/statements/$statement' });
  const { data } = useQuery(statementQuery(statement));
  return (
    <Page title={texts.one(statement)} actions={data && <StatementActions statement={data} />}>
      <StatementView id={statement} />
    </Page>
  );
}

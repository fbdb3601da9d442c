import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../design/page.tsx';
import { statementTexts as texts } from '../texts/statements.ts';
import { StatementView } from './invoice.tsx';

/** One statement as a page, to be linked to and printed. */
export function StatementPage(): ReactNode {
  const { statement } = useParams({ from: '/statements/$statement' });
  return (
    <Page title={texts.one(statement)}>
      <StatementView id={statement} />
    </Page>
  );
}

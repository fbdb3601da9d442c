import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { answers } from '../../texts/answers.ts';
import { Empty } from '../answered.tsx';
import { Page } from '../page.tsx';

/** Stands at an address that is no page. */
export function NoPage(): ReactNode {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <Page title={answers.notFoundTitle}>
      <Empty title={answers.notFound(path)}>
        <Link to="/">{answers.toHome}</Link>
      </Empty>
    </Page>
  );
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useContextChoice } from '../design/context.ts';
import { month } from '../design/format.ts';
import { facesOf, type FaceOf } from '../design/frame/faces.ts';
import { filtersOf } from '../design/grid/filters.ts';
import { Page } from '../design/page.tsx';
import { Tabs, useTab } from '../design/tabs.tsx';
import { useMe } from '../service/session.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { Disputes } from './disputes.tsx';
import { GenerateButton } from './generate-dialog.tsx';
import { Payments } from './payments.tsx';
import { ReadinessList } from './readiness.tsx';
import { Comparison, Performance } from './reports.tsx';
import { StatementList } from './statement-list.tsx';

type Face = FaceOf<'statements'>;

const contents: Readonly<Record<Face, () => ReactNode>> = {
  statements: () => <StatementList />,
  readiness: () => <ReadinessList />,
  disputes: () => <Disputes />,
  payments: () => <Payments />,
  comparison: () => <Comparison />,
  performance: () => <Performance />,
};

/** Statements of the period, what they wait for, what became of them, and how they compare. */
export function Statements(): ReactNode {
  const me = useMe();
  const { period } = useContextChoice();
  const isEveryMonth = filtersOf(useSearch({ strict: false }))['months'] === 'all';
  const faces = facesOf(me, 'statements');
  const face = useTab<Face>(faces);
  const isList = face === 'statements';
  return (
    <Page
      title={texts.title}
      state={isList && isEveryMonth ? texts.everyMonth : month(period)}
      tabs={<Tabs names={faces} titles={texts.tabs} />}
      isFilling
      actions={isList ? <ListActions period={period} isEveryMonth={isEveryMonth} /> : undefined}
    >
      {contents[face]()}
    </Page>
  );
}

function ListActions(props: { readonly period: string; readonly isEveryMonth: boolean }): ReactNode {
  const { period, isEveryMonth } = props;
  const navigate = useNavigate();
  return (
    <>
      <GenerateButton month={period} />
      <Button
        appearance="subtle"
        onClick={() => {
          const months = isEveryMonth ? undefined : 'all';
          void navigate({ to: '.', search: (before) => ({ ...before, months }), replace: true });
        }}
      >
        {isEveryMonth ? texts.onlyMonth(month(period)) : texts.everyMonth}
      </Button>
    </>
  );
}

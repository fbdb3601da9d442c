import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useContextChoice } from '../design/context.ts';
import { month } from '../design/format.ts';
import { filtersOf } from '../design/grid/filters.ts';
import { Page } from '../design/page.tsx';
import { Tabs, useTab } from '../design/tabs.tsx';
import { may, useMe } from '../service/session.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { Disputes } from './disputes.tsx';
import { GenerateButton } from './generate-dialog.tsx';
import { Payments } from './payments.tsx';
import { ReadinessList } from './readiness.tsx';
import { Comparison, Performance } from './reports.tsx';
import { StatementList } from './statement-list.tsx';

type Face = keyof typeof texts.tabs;

interface FaceParts {
  /** The rights that show it, each of them. */
  readonly rights: readonly (readonly [object: string, action: string])[];
  readonly content: () => ReactNode;
}

const parts: Readonly<Record<Face, FaceParts>> = {
  statements: { rights: [], content: () => <StatementList /> },
  readiness: { rights: [['site-readiness', 'read']], content: () => <ReadinessList /> },
  disputes: { rights: [['statement-dispute', 'read']], content: () => <Disputes /> },
  payments: { rights: [['receipt', 'read']], content: () => <Payments /> },
  comparison: { rights: [['review-threshold', 'read']], content: () => <Comparison /> },
  performance: { rights: [['profit-and-loss', 'read']], content: () => <Performance /> },
};

/** Statements of the period, what they wait for, what became of them, and how they compare. */
export function Statements(): ReactNode {
  const me = useMe();
  const { period } = useContextChoice();
  const isEveryMonth = filtersOf(useSearch({ strict: false }))['months'] === 'all';
  const faces = (Object.keys(parts) as Face[]).filter((face) =>
    parts[face].rights.every(([object, action]) => may(me, object, action)),
  );
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
      {parts[face].content()}
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

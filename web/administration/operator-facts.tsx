import { Button, Field, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { moment } from '../design/format.ts';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { ListFace } from '../design/grid/list-face.tsx';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { PlainTable } from '../design/table.tsx';
import {
  factHistoryQuery,
  operatorFactsQuery,
  setFact,
  type OperatorFact,
} from '../service/administration.ts';
import { may, useMe } from '../service/session.ts';
import { administrationTexts } from '../texts/administration.ts';
import { Facts } from '../design/grid/facts.tsx';

const { fact: texts, tabs } = administrationTexts;

const valuesOf = ({ values }: Pick<OperatorFact, 'values'>): string => values.join(', ');
const setBy = (row: OperatorFact): string => (row.is_set ? texts.here : texts.delivered);

const filters: readonly Filter<OperatorFact>[] = [
  { id: 'kind', title: texts.kind, valueOf: ({ kind }) => kind },
  { id: 'set', title: texts.set, valueOf: setBy },
];

const columns: readonly Column<OperatorFact>[] = [
  {
    id: 'name',
    title: texts.name,
    width: 'minmax(180px, 1fr)',
    cell: ({ name }) => name,
    sorts: ({ name }) => name,
  },
  { id: 'values', title: texts.values, width: 'minmax(120px, 1fr)', cell: valuesOf },
  {
    id: 'meaning',
    title: texts.meaning,
    width: 'minmax(160px, 3fr)',
    cell: ({ meaning }) => <span title={meaning}>{meaning}</span>,
    from: 'tablet',
  },
  { id: 'set', title: texts.set, width: '120px', cell: setBy, sorts: setBy, from: 'tablet' },
];

/** What counts at this operator: accounts by role, companies, percentages, limits; set with a reason. */
export function OperatorFacts(): ReactNode {
  return (
    <ListFace
      query={useQuery(operatorFactsQuery)}
      name={tabs.facts}
      word={texts.word}
      columns={columns}
      filters={filters}
      textOf={(row) => [row.name, row.meaning, ...row.values].join(' ')}
      idOf={({ name }) => name}
      titleOf={({ name }) => name}
      content={(row) => <Fact key={row.name} fact={row} />}
      empty={texts.empty}
    />
  );
}

type Change = 'save' | 'reset';

function Fact({ fact }: { readonly fact: OperatorFact }): ReactNode {
  const mayChange = may(useMe(), 'configuration', 'change');
  const [typed, setTyped] = useState(valuesOf(fact));
  const [pending, setPending] = useState<Change | null>(null);
  const values = typed
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return (
    <>
      <p>{fact.meaning}</p>
      <Facts
        facts={[
          [texts.kind, fact.kind],
          [texts.set, setBy(fact)],
        ]}
      />
      <Field label={texts.values} hint={texts.valuesHint}>
        <Textarea
          value={typed}
          readOnly={!mayChange}
          resize="vertical"
          onChange={(_event, { value }) => {
            setTyped(value);
          }}
        />
      </Field>
      <p>{texts.deliveredAs(fact.delivered.join(', '))}</p>
      {mayChange &&
        (['save', 'reset'] as const).map((change) => (
          <Button
            key={change}
            style={{ marginRight: '8px' }}
            appearance={change === 'save' ? 'primary' : 'secondary'}
            disabled={change === 'save' ? typed === valuesOf(fact) : !fact.is_set}
            onClick={() => {
              setPending(change);
            }}
          >
            {texts[change]}
          </Button>
        ))}
      <History name={fact.name} />
      {pending !== null && (
        <ReasonDialog
          title={pending === 'save' ? texts.saving(fact.name) : texts.resetting(fact.name)}
          button={texts[pending]}
          said={texts.saved}
          stale={['administration']}
          act={(reason) => setFact(fact.name, pending === 'save' ? values : null, reason)}
          close={() => {
            setPending(null);
          }}
        />
      )}
    </>
  );
}

function History({ name }: { readonly name: string }): ReactNode {
  return (
    <section>
      <h3>{texts.history}</h3>
      <Answered query={useQuery(factHistoryQuery(name))} rows={2}>
        {({ history }) =>
          history === null || history.length === 0 ? (
            <Empty title={texts.noHistory} />
          ) : (
            <PlainTable
              name={texts.history}
              rows={history}
              idOf={(row) => row.set_at}
              columns={[
                { id: 'when', title: texts.when, cell: (row) => moment(row.set_at) },
                { id: 'values', title: texts.values, cell: valuesOf },
                { id: 'who', title: texts.who, cell: (row) => row.set_by },
                { id: 'why', title: texts.why, cell: ({ reason }) => reason },
              ]}
            />
          )
        }
      </Answered>
    </section>
  );
}

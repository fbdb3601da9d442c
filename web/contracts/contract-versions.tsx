import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { moment, noData } from '../design/format.ts';
import { usePanel } from '../design/panel.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { PlainTable } from '../design/table.tsx';
import {
  comparedVersionsQuery,
  versionCostsQuery,
  versionsQuery,
  type ContractVersion,
  type TermChange,
} from '../service/contracts.ts';
import { may, useMe } from '../service/session.ts';
import { contractTexts as texts } from '../texts/contracts.ts';
import { Costs } from './costs.tsx';
import { fromWords, meaningOf } from './words.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', gap: '8px', alignItems: 'center', flexWrap: 'wrap', padding: '12px 0' },
  before: { color: tokens.colorNeutralForeground2, textDecorationLine: 'line-through' },
  after: { fontWeight: 600 },
});

/** Every version, newest first: who made and decided it, and what it changed; any two are compared. */
export function ContractVersions({ site }: { readonly site: string }): ReactNode {
  return (
    <Answered query={useQuery(versionsQuery(site))}>
      {(versions) => <Versions site={site} versions={versions} />}
    </Answered>
  );
}

function Versions(props: {
  readonly site: string;
  readonly versions: readonly ContractVersion[];
}): ReactNode {
  const { site, versions } = props;
  const { versionColumns: titles } = texts;
  const seesCosts = useSeesCosts();
  return (
    <>
      {versions.length > 1 && <Compare site={site} versions={versions} />}
      <PlainTable
        name={texts.faces.versions}
        rows={versions.toReversed()}
        idOf={({ number }) => String(number)}
        columns={[
          { id: 'number', title: titles.number, cell: ({ number }) => number },
          { id: 'from', title: titles.from, cell: ({ from }) => fromWords(from) },
          {
            id: 'state',
            title: titles.state,
            cell: ({ state }) => (
              <StateChip meaning={meaningOf(state)}>{texts.states[state] ?? state}</StateChip>
            ),
          },
          { id: 'origin', title: titles.origin, cell: ({ origin }) => texts.origins[origin] ?? origin },
          { id: 'made', title: titles.made, cell: (row) => `${row.made_by}, ${moment(row.made_at)}` },
          {
            id: 'decided',
            title: titles.decided,
            cell: (row) =>
              row.decided_by === null ? noData : `${row.decided_by}, ${moment(row.decided_at)}`,
          },
          { id: 'reason', title: titles.reason, cell: ({ reason }) => reason ?? noData },
          {
            id: 'changes',
            title: titles.changes,
            cell: ({ number, changes }) =>
              changes.length === 0 ? (
                noData
              ) : (
                <InPanel
                  name={`${texts.changesOf(number)}: ${String(changes.length)}`}
                  title={texts.changesOf(number)}
                  content={<Changes name={texts.changesOf(number)} changes={changes} />}
                >
                  {changes.length}
                </InPanel>
              ),
          },
          {
            id: 'costs',
            title: titles.costs,
            cell: ({ number, state }) =>
              !seesCosts || state === 'rejected' ? (
                noData
              ) : (
                <InPanel
                  name={texts.costsOf(number)}
                  title={texts.costsOf(number)}
                  content={<CostsOfVersion site={site} number={number} />}
                >
                  {texts.showCosts}
                </InPanel>
              ),
          },
        ]}
      />
    </>
  );
}

/** Whether one brings changes of contracts, or decides on them. */
function useSeesCosts(): boolean {
  const me = useMe();
  return may(me, 'contract', 'change') || may(me, 'contract', 'approve');
}

/** A button of a row that shows more of it at the side. */
function InPanel(props: {
  readonly name: string;
  readonly title: string;
  readonly content: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { name, title, content, children } = props;
  const panel = usePanel();
  return (
    <Button
      size="small"
      aria-label={name}
      onClick={() => {
        panel.show({ title, content });
      }}
    >
      {children}
    </Button>
  );
}

/** Last month as it is, and as it would be with a version, for who brought it and for who decides on it. */
function CostsOfVersion(props: { readonly site: string; readonly number: number }): ReactNode {
  return (
    <Answered query={useQuery(versionCostsQuery(props.site, props.number))} rows={4}>
      {(months) => <Costs months={months} />}
    </Answered>
  );
}

function Compare(props: { readonly site: string; readonly versions: readonly ContractVersion[] }): ReactNode {
  const { site, versions } = props;
  const styles = useStyles();
  const panel = usePanel();
  const numbers = versions.map(({ number }) => number);
  const [one, setOne] = useState(numbers.at(-2) ?? 1);
  const [other, setOther] = useState(numbers.at(-1) ?? 1);
  const choices = [
    [texts.compare, one, setOne],
    [texts.compareWith, other, setOther],
  ] as const;
  return (
    <div className={styles.bar}>
      {choices.map(([name, value, choose]) => [
        <span key={name}>{name}</span>,
        <Select
          key={`${name} choice`}
          aria-label={name}
          value={String(value)}
          onChange={(_event, { value: chosen }) => {
            choose(Number.parseInt(chosen, 10));
          }}
        >
          {numbers.map((number) => (
            <option key={number} value={number}>
              {texts.version(number)}
            </option>
          ))}
        </Select>,
      ])}
      <Button
        onClick={() => {
          panel.show({
            title: texts.compared(one, other),
            content: <Compared site={site} one={one} other={other} />,
          });
        }}
      >
        {texts.compare}
      </Button>
    </div>
  );
}

function Compared(props: { readonly site: string; readonly one: number; readonly other: number }): ReactNode {
  const { site, one, other } = props;
  return (
    <Answered query={useQuery(comparedVersionsQuery(site, one, other))}>
      {(changes) =>
        changes.length === 0 ? (
          <Empty title={texts.same} />
        ) : (
          <Changes name={texts.compared(one, other)} changes={changes} />
        )
      }
    </Answered>
  );
}

/** What differs, before and after. */
export function Changes(props: {
  readonly name: string;
  readonly changes: readonly TermChange[];
}): ReactNode {
  const { name, changes } = props;
  const styles = useStyles();
  const { changeColumns: titles } = texts;
  return (
    <PlainTable
      name={name}
      rows={changes}
      idOf={({ path, what }) => `${path} ${what}`}
      columns={[
        { id: 'what', title: titles.what, cell: ({ what }) => what },
        {
          id: 'before',
          title: titles.before,
          cell: ({ before }) => <span className={styles.before}>{before ?? texts.nothing}</span>,
        },
        {
          id: 'after',
          title: titles.after,
          cell: ({ after }) => <span className={styles.after}>{after ?? texts.nothing}</span>,
        },
      ]}
    />
  );
}

/** Versions that increases made. */
export function AppliedIncreases({ site }: { readonly site: string }): ReactNode {
  return (
    <section>
      <h2>{texts.increasesApplied}</h2>
      <Answered query={useQuery(versionsQuery(site))} rows={3}>
        {(versions) => {
          const applied = versions.filter(({ origin }) => origin === 'escalation').toReversed();
          const rows = applied.flatMap(({ number, from, changes }) =>
            changes.map((change) => ({ ...change, from, id: `${String(number)} ${change.path}` })),
          );
          return rows.length === 0 ? <Empty title={texts.noneApplied} /> : <Applied rows={rows} />;
        }}
      </Answered>
    </section>
  );
}

type AppliedRow = TermChange & { readonly id: string; readonly from: string };

function Applied({ rows }: { readonly rows: readonly AppliedRow[] }): ReactNode {
  const { increaseColumns: titles } = texts;
  return (
    <PlainTable
      name={texts.increasesApplied}
      rows={rows}
      idOf={({ id }) => id}
      columns={[
        { id: 'month', title: titles.month, cell: ({ from }) => fromWords(from) },
        { id: 'what', title: titles.what, cell: ({ what }) => what },
        { id: 'from', title: titles.from, align: 'end', cell: ({ before }) => before ?? texts.nothing },
        { id: 'to', title: titles.to, align: 'end', cell: ({ after }) => after ?? texts.nothing },
      ]}
    />
  );
}

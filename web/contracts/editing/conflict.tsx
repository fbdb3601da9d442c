import { MessageBar, MessageBarBody, MessageBarTitle, Radio, RadioGroup } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered } from '../../design/answered.tsx';
import { PlainTable } from '../../design/table.tsx';
import { newestFormQuery, type TermEdit, type TermForm } from '../../service/contracts.ts';
import { contractTexts as texts } from '../../texts/contracts.ts';

/** A value that two people changed. */
interface ContestedValue {
  readonly place: string;
  readonly what: string;
  readonly mine: string;
  readonly theirs: string;
}

/** The values of an edit that somebody else changed meanwhile. */
function contested(edit: TermEdit, read: TermForm, newest: TermForm): readonly ContestedValue[] {
  const before = valuesOf(read);
  const now = valuesOf(newest);
  return edit.values.flatMap(({ place, value }) => {
    const theirs = now.get(place);
    if (theirs === undefined || theirs.value === before.get(place)?.value || theirs.value === value)
      return [];
    return [{ place, what: theirs.what, mine: value, theirs: theirs.value }];
  });
}

function valuesOf({
  sections,
}: TermForm): ReadonlyMap<string, { readonly what: string; readonly value: string }> {
  return new Map(
    sections.flatMap(({ title, switch: place, is_on: isOn, fields, rows }) => [
      ...(place === null ? [] : [[place, { what: title, value: isOn ? 'yes' : 'no' }] as const]),
      ...fields.map((field) => {
        const row = rows.find((each) => each.place === field.row);
        const what = [title, row?.title, field.label].filter((part) => part !== undefined).join(', ');
        return [field.place, { what, value: field.value ?? '' }] as const;
      }),
    ]),
  );
}

/** Who changed the contract meanwhile, and value by value what was typed and what it says now; one is kept. */
export function Conflict(props: {
  readonly site: string;
  /** What the service says of it. */
  readonly message: string;
  readonly edit: TermEdit;
  /** The form as it was read. */
  readonly read: TermForm;
  /** Places whose new value is kept instead of what was typed. */
  readonly taken: ReadonlySet<string>;
  readonly take: (taken: ReadonlySet<string>) => void;
}): ReactNode {
  const { site, message, edit, read, taken, take } = props;
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{message}</MessageBarTitle> {texts.conflictHelp}
        </MessageBarBody>
      </MessageBar>
      <Answered query={useQuery(newestFormQuery(site, edit.from))} rows={3}>
        {(newest) => <Choices values={contested(edit, read, newest)} taken={taken} take={take} />}
      </Answered>
    </>
  );
}

function Choices(props: {
  readonly values: readonly ContestedValue[];
  readonly taken: ReadonlySet<string>;
  readonly take: (taken: ReadonlySet<string>) => void;
}): ReactNode {
  const { values, taken, take } = props;
  const { conflictColumns: titles } = texts;
  if (values.length === 0) return <p>{texts.conflictNone}</p>;
  return (
    <PlainTable
      name={texts.conflictTitle}
      rows={values}
      idOf={({ place }) => place}
      columns={[
        { id: 'what', title: titles.what, cell: ({ what }) => what },
        { id: 'mine', title: titles.mine, cell: ({ mine }) => mine },
        { id: 'theirs', title: titles.theirs, cell: ({ theirs }) => theirs },
        {
          id: 'keep',
          title: titles.keep,
          cell: ({ place, what }) => (
            <RadioGroup
              aria-label={texts.conflictOf(what)}
              value={taken.has(place) ? 'theirs' : 'mine'}
              onChange={(_event, { value }) => {
                const others = [...taken].filter((each) => each !== place);
                take(new Set(value === 'theirs' ? [...others, place] : others));
              }}
            >
              <Radio value="mine" label={texts.conflictMine} />
              <Radio value="theirs" label={texts.conflictTheirs} />
            </RadioGroup>
          ),
        },
      ]}
    />
  );
}

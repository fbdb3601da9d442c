import { Combobox, Field, Option } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { sitesQuery } from '../service/sites.ts';

/** Options that are offered at a time: more are found by typing. */
const offered = 50;

/** A site, found by number or name; empty where none is chosen. */
export function SiteField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly choose: (site: string) => void;
  readonly isRequired?: boolean;
  /** Sites that are not offered. */
  readonly without?: ReadonlySet<string>;
}): ReactNode {
  const { label, hint, value, choose, isRequired = false, without } = props;
  const { data: sites } = useQuery(sitesQuery);
  const [typed, setTyped] = useState(value);
  const fitting = useMemo(() => {
    const words = typed.trim().toLowerCase();
    return (sites ?? [])
      .filter(({ site }) => without?.has(site) !== true)
      .filter(({ site, name }) => `${site} ${name}`.toLowerCase().includes(words))
      .slice(0, offered);
  }, [sites, typed, without]);
  return (
    <Field label={label} hint={hint ?? null} required={isRequired}>
      <Combobox
        freeform
        value={typed}
        selectedOptions={value === '' ? [] : [value]}
        onChange={({ target }) => {
          setTyped(target.value);
          choose(/^\d+$/.test(target.value.trim()) ? target.value.trim() : '');
        }}
        onOptionSelect={(_event, { optionValue, optionText }) => {
          choose(optionValue ?? '');
          setTyped(optionText ?? '');
        }}
      >
        {fitting.map(({ site, name }) => (
          <Option key={site} value={site} text={`${site} ${name}`}>
            {`${site} ${name}`}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}

import { Field, Input } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import { sitesQuery } from '../service/sites.ts';

/** A site by its number; the browser offers those that fit what is typed, with their names. */
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
  const { data: sites = [] } = useQuery(sitesQuery);
  const list = useId();
  const chosen = sites.find(({ site }) => site === value);
  return (
    <Field label={label} hint={chosen?.name ?? hint ?? null} required={isRequired}>
      <Input
        list={list}
        value={value}
        onChange={(_event, typed) => {
          choose(typed.value.trim());
        }}
        input={{ inputMode: 'numeric' }}
        contentAfter={
          <datalist id={list}>
            {sites
              .filter(({ site }) => without?.has(site) !== true)
              .map(({ site, name }) => (
                <option key={site} value={site}>
                  {name}
                </option>
              ))}
          </datalist>
        }
      />
    </Field>
  );
}

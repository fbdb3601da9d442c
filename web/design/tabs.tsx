import { makeStyles, mergeClasses, Tab, TabList } from '@fluentui/react-components';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { below } from './screen.ts';
import { filtersOf } from './grid/filters.ts';

const useStyles = makeStyles({
  tabs: { padding: '0 12px', overflowX: 'auto', flexShrink: 0, [below.tablet]: { padding: 0 } },
});

/** The face of a page that its address says (`?tab=statements`): the first of those offered where it says none. */
export function useTab<Name extends string>(names: readonly Name[]): Name {
  const { tab } = filtersOf(useSearch({ strict: false }));
  const [first] = names;
  if (first === undefined) throw new Error('a page with tabs has at least one');
  return names.find((each) => each === tab) ?? first;
}

/** The faces of a page; which one is open stands in the address. */
export function Tabs<Name extends string>(props: {
  readonly titles: Readonly<Partial<Record<Name, string>>>;
  readonly names: readonly Name[];
}): ReactNode {
  const styles = useStyles();
  const navigate = useNavigate();
  const open = useTab(props.names);
  const list = useOpenInView(open);
  return (
    <div ref={list} className={mergeClasses(styles.tabs, 'not-printed')}>
      <TabList
        selectedValue={open}
        onTabSelect={(_event, { value }) => {
          void navigate({ to: '.', search: (before) => ({ ...before, tab: String(value) }), replace: true });
        }}
      >
        {props.names.map((name) => (
          <Tab key={name} value={name}>
            {props.titles[name] ?? name}
          </Tab>
        ))}
      </TabList>
    </div>
  );
}

/** Keeps the tab that is open in view where there are more than there is room for. */
function useOpenInView(open: string): React.RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const sizes = new ResizeObserver(() => {
      element.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    sizes.observe(element);
    return () => {
      sizes.disconnect();
    };
  }, [open]);
  return list;
}

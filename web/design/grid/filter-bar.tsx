import {
  Button,
  makeStyles,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  SearchBox,
  tokens,
} from '@fluentui/react-components';
import { ChevronDownRegular, DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { lists } from '../../texts/lists.ts';
import { below } from '../screen.ts';
import { chosenText, type Filter, type Filtered } from './filters.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px', padding: '4px 0 8px' },
  chips: {
    display: 'flex',
    gap: '8px',
    flexWrap: 'wrap',
    minWidth: 0,
    [below.tablet]: { flexWrap: 'nowrap', overflowX: 'auto', width: '100%' },
  },
  search: { width: '240px', [below.tablet]: { width: '100%', maxWidth: '100%' } },
  chip: { fontWeight: 400, minWidth: 0, paddingInline: '8px', whiteSpace: 'nowrap', flexShrink: 0 },
  count: { color: tokens.colorNeutralForeground2, marginLeft: 'auto', fontVariantNumeric: 'tabular-nums' },
  values: { maxHeight: '360px', overflowY: 'auto' },
  number: { fontVariantNumeric: 'tabular-nums' },
});

/** Search and filters of a list, as chips with counts. */
export function FilterBar<Row>(props: {
  readonly filtered: Filtered<Row>;
  readonly filters: readonly Filter<Row>[];
  /** How many rows there are, and what one is called: `sites`. */
  readonly all: number;
  readonly word: string;
  readonly children?: ReactNode;
}): ReactNode {
  const { filtered, filters, all, word, children } = props;
  const styles = useStyles();
  return (
    <div className={styles.bar} role="search" aria-label={lists.filters}>
      <SearchBox
        className={styles.search}
        placeholder={lists.search}
        aria-label={lists.search}
        value={filtered.typed}
        onChange={(_event, { value }) => {
          filtered.change({ q: value === '' ? undefined : value });
        }}
      />
      <div className={styles.chips}>
        {filters.map((filter) => (
          <FilterChip key={filter.id} filter={filter} filtered={filtered} />
        ))}
      </div>
      {filtered.isFiltered && (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          onClick={() => {
            filtered.change(
              Object.fromEntries(['q', ...filters.map(({ id }) => id)].map((id) => [id, undefined])),
            );
          }}
        >
          {lists.clear}
        </Button>
      )}
      {children}
      {filtered.isFiltered && <span className="only-printed">{chosenOf(filtered, filters)}</span>}
      <span className={styles.count} role="status">
        {lists.rows(filtered.shown.length, all, word)}
      </span>
    </div>
  );
}

/** What the list is narrowed to, in words: paper has no chips. */
function chosenOf<Row>(filtered: Filtered<Row>, filters: readonly Filter<Row>[]): string {
  const chosen = filters.flatMap(({ id, title, names }) => {
    const values = [...filtered.chosen(id)].map((value) => names?.[value] ?? value);
    return values.length === 0 ? [] : [`${title}: ${values.join(', ')}`];
  });
  const typed = filtered.typed.trim();
  return lists.filtered([...chosen, ...(typed === '' ? [] : [lists.searched(typed)])]);
}

function FilterChip<Row>(props: {
  readonly filter: Filter<Row>;
  readonly filtered: Filtered<Row>;
}): ReactNode {
  const { filter, filtered } = props;
  const styles = useStyles();
  const chosen = filtered.chosen(filter.id);
  // What is chosen can be taken back, though the other filters leave nothing of it.
  const offered = new Map([...[...chosen].map((value) => [value, 0] as const), ...filtered.counts(filter)]);
  const nameOf = (value: string): string => filter.names?.[value] ?? value;
  const text = chosen.size === 0 ? filter.title : `${filter.title}: ${[...chosen].map(nameOf).join(', ')}`;
  return (
    <Menu
      checkedValues={{ [filter.id]: [...chosen] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        filtered.change({ [filter.id]: chosenText(new Set(checkedItems)) });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={styles.chip}
          appearance={chosen.size === 0 ? 'outline' : 'primary'}
          icon={<ChevronDownRegular />}
          iconPosition="after"
          disabled={offered.size === 0}
        >
          {text}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList className={styles.values}>
          {[...offered].map(([value, count]) => (
            <MenuItemCheckbox
              key={value}
              name={filter.id}
              value={value}
              secondaryContent={{ className: styles.number, children: count }}
            >
              {nameOf(value)}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

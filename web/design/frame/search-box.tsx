import { Combobox, makeStyles, Option, OptionGroup, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { searchQuery } from '../../service/search.ts';
import { signOut, useChoose, useMe } from '../../service/session.ts';
import { frame } from '../../texts/frame.ts';
import type { FacedPlace } from './faces.ts';
import { month } from '../format.ts';
import type { Appearance } from '../theme.ts';
import { placesOf } from './places.ts';

const useStyles = makeStyles({
  box: { width: '100%', minWidth: 0 },
  list: { maxHeight: '70vh', minWidth: 'min(360px, 96vw)', maxWidth: '96vw' },
  hit: { minWidth: 0, overflow: 'hidden' },
  detail: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

/** Something that can be gone to or done. */
interface Choice {
  readonly group: string;
  readonly key: string;
  readonly text: string;
  readonly detail: string | null;
  readonly act: () => void;
}

/** Choices that are shown of a group: more are found by typing more. */
const mostOfGroup = 8;

/** Finds what the person may see or do, wherever one is; Ctrl-K leads into it. */
export function SearchBox(): ReactNode {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  useKeyToFocus(input);
  const { choices, isSearching } = useChoices(typed, isOpen);
  const choose = (choice: Choice | undefined): void => {
    choice?.act();
    setTyped('');
    input.current?.blur();
  };
  const enter = useEnter({ typed, choices, isSearching, choose });
  return (
    <div onKeyDownCapture={enter}>
      <Combobox
        input={{ ref: input }}
        listbox={{ className: styles.list }}
        className={styles.box}
        freeform
        inlinePopup
        appearance="filled-darker"
        placeholder={`${frame.search} (${frame.searchKeys})`}
        aria-label={frame.search}
        aria-keyshortcuts="Control+K"
        expandIcon={null}
        open={isOpen}
        value={typed}
        selectedOptions={[]}
        onOpenChange={(_event, { open }) => {
          setIsOpen(open);
        }}
        onChange={(event) => {
          setTyped(event.target.value);
          setIsOpen(true);
        }}
        onOptionSelect={(_event, { optionValue }) => {
          choose(choices.find(({ key }) => key === optionValue));
        }}
      >
        {optionsOf(choices, styles)}
        {choices.length === 0 && (
          <Option disabled value="" text="">
            {isSearching ? frame.searching : frame.nothingFits(typed)}
          </Option>
        )}
      </Combobox>
    </div>
  );
}

function optionsOf(choices: readonly Choice[], styles: ReturnType<typeof useStyles>): ReactNode {
  return [...Map.groupBy(choices, ({ group }) => group)].map(([group, some]) => (
    <OptionGroup key={group} label={group}>
      {some.slice(0, mostOfGroup).map(({ key, text, detail }) => (
        <Option key={key} value={key} text={text}>
          <div className={styles.hit}>
            {text}
            {detail !== null && <div className={styles.detail}>{detail}</div>}
          </div>
        </Option>
      ))}
    </OptionGroup>
  ));
}

/** What was typed, what fits it, and what choosing does. */
interface Entered {
  readonly typed: string;
  readonly choices: readonly Choice[];
  readonly isSearching: boolean;
  readonly choose: (choice: Choice | undefined) => void;
}

/** Enter before the answer has come means the first that it will bring, and not what the list showed before. */
function useEnter({ typed, choices, isSearching, choose }: Entered): (event: KeyboardEvent) => void {
  const [entered, setEntered] = useState<string | null>(null);
  const goToFirst = useEffectEvent(() => {
    setEntered(null);
    if (typed === entered) choose(choices[0]);
  });
  useEffect(() => {
    if (entered !== null && !isSearching) goToFirst();
  }, [entered, isSearching]);
  return (event) => {
    const isEnter = event.key === 'Enter' && typed.trim() !== '';
    if (!isEnter || (!isSearching && hasActive(event.target as HTMLElement))) return;
    event.preventDefault();
    event.stopPropagation();
    setEntered(typed);
  };
}

function hasActive(input: HTMLElement): boolean {
  return document.getElementById(input.getAttribute('aria-activedescendant') ?? '') !== null;
}

function fits({ text }: Choice, typed: string): boolean {
  const words = typed.trim().toLowerCase().split(/\s+/);
  return words.every((word) => text.toLowerCase().includes(word));
}

function useKeyToFocus(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => {
      removeEventListener('keydown', focus);
    };
  }, [input]);
}

/** Milliseconds of calm after which what was typed is asked: a number of four digits is asked once. */
const calm = 150;

function useCalm(typed: string): string {
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      setText(typed.trim());
    }, calm);
    return () => {
      clearTimeout(timer);
    };
  }, [typed]);
  return text;
}

/** What fits: what the service finds, and the screens and commands of the app, which the app knows. */
function useChoices(
  typed: string,
  isOpen: boolean,
): { readonly choices: readonly Choice[]; readonly isSearching: boolean } {
  const calmText = useCalm(typed);
  const { data: hits = [], isFetching } = useQuery(searchQuery(isOpen ? calmText : ''));
  const go = useGo();
  const own = useOwnChoices(isOpen).filter((choice) => fits(choice, typed));
  const present = typed.trim() === '' ? [] : hits;
  const fitting = present.map(({ kind, title, detail, month: of, link }) => ({
    group: frame.groups[kind],
    key: `${kind} ${link}`,
    text: title,
    detail: detailOf(of, detail),
    act: () => {
      go(link);
    },
  }));
  return { choices: [...fitting, ...own], isSearching: isFetching || calmText !== typed.trim() };
}

function detailOf(of: string | null, detail: string | null): string | null {
  const parts = [of === null ? null : month(of), detail].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

function useGo(): (link: string) => void {
  const router = useRouter();
  return (link) => {
    const [to = '/', search = ''] = link.split('?');
    void router.navigate({ to, search: Object.fromEntries(new URLSearchParams(search)) });
  };
}

function useOwnChoices(isOpen: boolean): readonly Choice[] {
  const router = useRouter();
  const me = useMe();
  const go = useGo();
  const choose = useChoose();
  const { data: screensOf } = useQuery({
    queryKey: ['screens'],
    queryFn: async () => (await import('./screens.ts')).screensOf,
    enabled: isOpen,
    staleTime: Infinity,
  });
  const places = placesOf(me, new Set(Object.keys(router.routesByPath)));
  const to = (text: string, link: string): Choice => ({
    group: frame.groupPlaces,
    key: link,
    text,
    detail: null,
    act: () => {
      go(link);
    },
  });
  const command = (key: string, text: string, act: () => void): Choice => {
    return { group: frame.groupCommands, key, text, detail: null, act };
  };
  return [
    ...places.map(({ path, name }) => to(frame.places[name], path)),
    ...places.flatMap(({ name }) =>
      isFaced(name) ? (screensOf?.(me, name) ?? []).map(({ title, link }) => to(title, link)) : [],
    ),
    ...(Object.keys(frame.themes) as Appearance[]).map((each) =>
      command(`appearance ${each}`, `${frame.theme}: ${frame.themes[each]}`, () => {
        choose({ appearance: each });
      }),
    ),
    command('sign-out', frame.signOut, () => void signOut()),
  ];
}

function isFaced(name: string): name is FacedPlace {
  return ['contracts', 'statements', 'data', 'administration'].includes(name);
}

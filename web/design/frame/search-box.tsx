import { Combobox, makeStyles, Option, OptionGroup, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { may, useMe } from '../../service/session.ts';
import { signOut } from '../../service/sign-out.ts';
import { sitesQuery } from '../../service/sites.ts';
import { frame } from '../../texts/frame.ts';
import { useAppearance, type Appearance } from '../theme.ts';
import { placesOf } from './places.ts';

const useStyles = makeStyles({
  box: { width: '100%', minWidth: 0 },
  keys: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Something that can be gone to or done. */
interface Hit {
  readonly group: string;
  readonly key: string;
  readonly text: string;
  readonly act: () => void;
}

/** Hits that are shown of a group: more are found by typing more. */
const hitsOfGroup = 8;

/** Finds places, sites and commands, wherever one is; Ctrl-K leads into it. */
export function SearchBox(): ReactNode {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  useKeyToFocus(input);
  const hits = useHits(isOpen).filter(({ key, text }) => fits(`${key} ${text}`, typed));
  const groups = [...new Set(hits.map(({ group }) => group))];
  return (
    <Combobox
      input={{ ref: input }}
      className={styles.box}
      freeform
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
        hits.find(({ key }) => key === optionValue)?.act();
        setTyped('');
        input.current?.blur();
      }}
    >
      {groups.map((group) => (
        <OptionGroup key={group} label={group}>
          {hits
            .filter((hit) => hit.group === group)
            .slice(0, hitsOfGroup)
            .map(({ key, text }) => (
              <Option key={key} value={key} text={text}>
                {text}
              </Option>
            ))}
        </OptionGroup>
      ))}
      {hits.length === 0 && (
        <Option disabled value="" text="">
          {frame.nothingFits(typed)}
        </Option>
      )}
    </Combobox>
  );
}

function fits(text: string, typed: string): boolean {
  const words = typed.trim().toLowerCase().split(/\s+/);
  return words.every((word) => text.toLowerCase().includes(word));
}

function useKeyToFocus(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
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

function useHits(isOpen: boolean): readonly Hit[] {
  const router = useRouter();
  const me = useMe();
  const [, choose] = useAppearance();
  const { data: sites = [] } = useQuery({ ...sitesQuery, enabled: isOpen && may(me, 'site', 'read') });
  const places = placesOf(me, new Set(Object.keys(router.routesByPath)));
  return [
    ...places.map(({ path, name }) => ({
      group: frame.groupPlaces,
      key: path,
      text: frame.places[name],
      act: () => void router.navigate({ to: path }),
    })),
    ...sites.map(({ site, name }) => ({
      group: frame.groupSites,
      key: `/sites/${site}`,
      text: `${site} ${name}`,
      act: () => void router.navigate({ to: '/sites/$site', params: { site } }),
    })),
    ...(Object.keys(frame.themes) as Appearance[]).map((each) => ({
      group: frame.groupCommands,
      key: `appearance ${each}`,
      text: `${frame.theme}: ${frame.themes[each]}`,
      act: () => {
        choose(each);
      },
    })),
    { group: frame.groupCommands, key: 'sign-out', text: frame.signOut, act: () => void signOut() },
  ];
}

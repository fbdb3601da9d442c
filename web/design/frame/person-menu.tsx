import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemLink,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { PulseRegular, SignOutRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { signOut, useChoose, useMe } from '../../service/session.ts';
import { frame } from '../../texts/frame.ts';
import { moment } from '../format.ts';
import { useSay } from '../toasts.tsx';
import type { Appearance } from '../theme.ts';

const useStyles = makeStyles({
  button: { minWidth: 0, padding: '2px' },
  who: { padding: '8px 12px', maxWidth: '280px' },
  name: { fontWeight: 600 },
  quiet: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});

/** Who is signed in, how the app looks, and the way out. */
export function PersonMenu(): ReactNode {
  const styles = useStyles();
  const { name, person, roles, session, choices } = useMe();
  const choose = useChoose();
  const say = useSay();
  return (
    <Menu
      checkedValues={{ appearance: [choices.appearance] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const [chosen] = checkedItems;
        if (chosen !== undefined) choose({ appearance: chosen as Appearance });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button className={styles.button} appearance="subtle" aria-label={frame.person(name ?? person)}>
          <Avatar name={name ?? person} size={28} color="brand" aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.who}>
          <div className={styles.name}>{name ?? person}</div>
          <div className={styles.quiet}>{person}</div>
          <div className={styles.quiet}>{roles.join(', ')}</div>
          <div className={styles.quiet}>{frame.signedInUntil(moment(session.ends_at))}</div>
        </div>
        <MenuDivider />
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{frame.theme}</MenuGroupHeader>
            {(Object.keys(frame.themes) as Appearance[]).map((each) => (
              <MenuItemRadio key={each} name="appearance" value={each}>
                {frame.themes[each]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItemLink icon={<PulseRegular />} href="/status">
            {frame.status}
          </MenuItemLink>
          <MenuItem icon={<SignOutRegular />} onClick={() => void signOut().catch(say.refused)}>
            {frame.signOut}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

import {
  Button,
  Combobox,
  makeStyles,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Option,
  OptionGroup,
  Popover,
  PopoverSurface,
  PopoverTrigger,
} from '@fluentui/react-components';
import { BuildingMultipleRegular, CalendarMonthRegular, ScalesRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useMe, useToday } from '../../service/session.ts';
import { sitesQuery, type Site } from '../../service/sites.ts';
import { frame } from '../../texts/frame.ts';
import { comparisons, useContextChoice, type Comparison } from '../context.ts';
import { month, monthAfter } from '../format.ts';

const useStyles = makeStyles({
  chip: { fontWeight: 400, whiteSpace: 'nowrap', minWidth: 0, paddingInline: '8px', flexShrink: 0 },
  months: { maxHeight: '320px', overflowY: 'auto' },
});

/** Sites · period · compare with: what every page works with. */
export function ContextChips(): ReactNode {
  return (
    <>
      <SitesChip />
      <PeriodChip />
      <ComparisonChip />
    </>
  );
}

/** Months that can be chosen before and after the one that counts as this. */
const monthsAround = { before: 23, after: 12 } as const;

function PeriodChip(): ReactNode {
  const styles = useStyles();
  const { period, change } = useContextChoice();
  const { today } = useToday();
  const count = monthsAround.before + monthsAround.after + 1;
  const months = Array.from({ length: count }, (_, at) =>
    monthAfter(today.slice(0, 7), monthsAround.after - at),
  );
  return (
    <Menu
      checkedValues={{ period: [period] }}
      onCheckedValueChange={(_event, { checkedItems: [chosen] }) => {
        if (chosen !== undefined) change({ period: chosen });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={styles.chip}
          icon={<CalendarMonthRegular />}
          aria-label={`${frame.period}: ${month(period)}`}
        >
          {month(period)}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList className={styles.months}>
          {months.map((each) => (
            <MenuItemRadio key={each} name="period" value={each}>
              {month(each)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function ComparisonChip(): ReactNode {
  const styles = useStyles();
  const { against, change } = useContextChoice();
  return (
    <Menu
      checkedValues={{ against: [against] }}
      onCheckedValueChange={(_event, { checkedItems: [chosen] }) => {
        if (chosen !== undefined) change({ against: chosen as Comparison });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={styles.chip}
          icon={<ScalesRegular />}
          aria-label={`${frame.compare}: ${frame.comparisons[against]}`}
        >
          {frame.comparisons[against]}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {comparisons.map((each) => (
            <MenuItemRadio key={each} name="against" value={each}>
              {frame.comparisons[each]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** Value of the option for all sites: no site and no district is called so. */
const everywhere = '*';

function SitesChip(): ReactNode {
  const styles = useStyles();
  const me = useMe();
  const { at, change } = useContextChoice();
  const [isOpen, setIsOpen] = useState(false);
  const { data: sites = [] } = useQuery({ ...sitesQuery, enabled: isOpen || at !== null });
  const text = textOf(at, sites, me.sites);
  return (
    <Popover
      open={isOpen}
      trapFocus
      onOpenChange={(_event, { open }) => {
        setIsOpen(open);
      }}
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button
          className={styles.chip}
          icon={<BuildingMultipleRegular />}
          aria-label={`${frame.siteSet}: ${text}`}
        >
          {text}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={frame.siteSet}>
        <SiteChoice
          sites={sites}
          choose={(chosen) => {
            change({ at: chosen });
            setIsOpen(false);
          }}
        />
      </PopoverSurface>
    </Popover>
  );
}

function SiteChoice(props: {
  readonly sites: readonly Site[];
  readonly choose: (at: string) => void;
}): ReactNode {
  const { sites, choose } = props;
  const [typed, setTyped] = useState('');
  const fits = (text: string): boolean => text.toLowerCase().includes(typed.trim().toLowerCase());
  const districts = [...new Set(sites.flatMap(({ district }) => district ?? []))].sort();
  return (
    <Combobox
      placeholder={frame.siteSet}
      aria-label={frame.siteSet}
      freeform
      defaultOpen
      inlinePopup
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
      }}
      onOptionSelect={(_event, { optionValue }) => {
        if (optionValue !== undefined) choose(optionValue === everywhere ? '' : optionValue);
      }}
    >
      <Option value={everywhere}>{frame.everySite}</Option>
      <OptionGroup label={frame.siteSet}>
        {districts.filter(fits).map((name) => (
          <Option key={name} value={`district:${name}`}>
            {name}
          </Option>
        ))}
      </OptionGroup>
      <OptionGroup label={frame.groupSites}>
        {sites
          .filter(({ site, name }) => fits(`${site} ${name}`))
          .slice(0, 50)
          .map(({ site, name }) => (
            <Option key={site} value={site} text={`${site} ${name}`}>
              {`${site} ${name}`}
            </Option>
          ))}
      </OptionGroup>
    </Combobox>
  );
}

function textOf(at: string | null, sites: readonly Site[], count: number): string {
  const district = /^district:(.*)$/.exec(at ?? '')?.[1];
  if (district !== undefined) return frame.inDistrict(district);
  if (at !== null && at !== '') {
    const name = sites.find(({ site }) => site === at)?.name;
    return name === undefined ? at : `${at} ${name}`;
  }
  if (count === 0) return frame.nowhere;
  return count === 1 ? frame.oneSite : frame.allSites(count);
}

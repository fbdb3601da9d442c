import { Select } from '@fluentui/react-components';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { filtersOf } from '../../design/grid/filters.ts';
import { may, useMe } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { AccountMappings } from './accounts.tsx';
import { FormerLines } from './former-lines.tsx';
import { MappedAccounts } from './mapped-accounts.tsx';
import { ProfileMappings } from './profiles.tsx';

const { mapping: texts } = administrationTexts;

type Kind = keyof typeof texts.kinds;

interface KindParts {
  readonly right: readonly [object: string, action: string];
  readonly content: (choice: ReactNode) => ReactNode;
}

const parts: Readonly<Record<Kind, KindParts>> = {
  accounts: {
    right: ['profit-and-loss', 'read'],
    content: (choice) => <AccountMappings>{choice}</AccountMappings>,
  },
  mapped: { right: ['budget', 'read'], content: (choice) => <MappedAccounts>{choice}</MappedAccounts> },
  profiles: { right: ['budget', 'read'], content: (choice) => <ProfileMappings>{choice}</ProfileMappings> },
  former: { right: ['takeover', 'read'], content: (choice) => <FormerLines>{choice}</FormerLines> },
};

/** What stands for what: accounts for rows of the P&L, job profiles for job codes, old lines for components. */
export function Mappings(): ReactNode {
  const me = useMe();
  const navigate = useNavigate();
  const chosen = filtersOf(useSearch({ strict: false }))['mapping'];
  const kinds = (Object.keys(parts) as Kind[]).filter((kind) => may(me, ...parts[kind].right));
  const kind = kinds.find((each) => each === chosen) ?? kinds[0];
  if (kind === undefined) return null;
  return parts[kind].content(
    <Select
      aria-label={texts.choose}
      value={kind}
      onChange={(_event, { value }) => {
        void navigate({ to: '.', search: (before) => ({ ...before, mapping: value }), replace: true });
      }}
    >
      {kinds.map((each) => (
        <option key={each} value={each}>
          {texts.kinds[each]}
        </option>
      ))}
    </Select>,
  );
}

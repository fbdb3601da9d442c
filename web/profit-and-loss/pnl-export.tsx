import {
  Button,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useExportLimit } from '../design/grid/export-limit.ts';
import type { PnlLook } from '../design/profit-and-loss/use-pnl-view.ts';
import { useSay } from '../design/toasts.tsx';
import { downloadPnl, pnlFormats, type Pnl, type PnlSelection } from '../service/profit-and-loss.ts';
import { pnlTexts as texts } from '../texts/profit-and-loss.ts';

/** Takes what is shown away as a file, and says before what that is. */
export function PnlExport(props: {
  readonly pnl: Pnl;
  readonly selection: PnlSelection;
  readonly look: Pick<PnlLook, 'view' | 'by'>;
}): ReactNode {
  const { pnl, selection, look } = props;
  const { view, by } = look;
  const [say, limit] = [useSay(), useExportLimit()];
  const exporting = useMutation({ mutationFn: downloadPnl, onError: say.refused });
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />} disabled={exporting.isPending}>
          {texts.export}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader style={{ display: 'block', height: 'auto' }}>
              {texts.exports(pnl.sites.length, selection.from.slice(0, 4), texts.views[view])}
              {limit !== undefined && <div style={{ fontWeight: 400 }}>{limit}</div>}
            </MenuGroupHeader>
            {pnlFormats.map((format) => (
              <MenuItem
                key={format}
                onClick={() => {
                  exporting.mutate({ ...selection, view, by: by === 'none' ? undefined : by, format });
                }}
              >
                {texts.formats[format]}
              </MenuItem>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

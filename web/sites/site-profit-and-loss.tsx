import type { ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { useContextChoice } from '../design/context.ts';
import { usePanel } from '../design/panel.tsx';
import { PnlGrid } from '../design/profit-and-loss/pnl-grid.tsx';
import { isBlank } from '../design/profit-and-loss/pnl-lines.ts';
import { PnlNotices } from '../design/profit-and-loss/pnl-notices.tsx';
import { panelOf } from '../design/profit-and-loss/pnl-panel.tsx';
import { PnlToolbar } from '../design/profit-and-loss/pnl-toolbar.tsx';
import { usePnl } from '../design/profit-and-loss/use-pnl.ts';
import { usePnlView } from '../design/profit-and-loss/use-pnl-view.ts';
import { pnlTexts } from '../texts/profit-and-loss.ts';
import { siteTexts } from '../texts/sites.ts';

/** The P&L of a site in the year of the context. */
export function SiteProfitAndLoss({ site }: { readonly site: string }): ReactNode {
  const { period, against } = useContextChoice();
  const { view } = usePnlView();
  const panel = usePanel();
  const year = period.slice(0, 4);
  const selection = { from: `${year}-01`, to: `${year}-12`, against, site };
  const query = usePnl(selection);
  return (
    <>
      <PnlToolbar pnl={query.data} isOneSite />
      <Answered query={query} rows={11}>
        {(pnl) =>
          isBlank(pnl) ? (
            <Empty title={siteTexts.noProfitAndLoss(year)} />
          ) : (
            <>
              <PnlNotices pnl={pnl} />
              <PnlGrid
                name={pnlTexts.table(`${site}, ${year}`)}
                pnl={pnl}
                view={view}
                breakdown={null}
                period={period}
                open={(cell) => {
                  panel.show(panelOf(cell, selection));
                }}
              />
            </>
          )
        }
      </Answered>
    </>
  );
}

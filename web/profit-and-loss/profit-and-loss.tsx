import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { useContextChoice } from '../design/context.ts';
import { FilterBar } from '../design/grid/filter-bar.tsx';
import { Page } from '../design/page.tsx';
import { usePanel } from '../design/panel.tsx';
import { PnlGrid } from '../design/profit-and-loss/pnl-grid.tsx';
import { isBlank } from '../design/profit-and-loss/pnl-lines.ts';
import { PnlNotices } from '../design/profit-and-loss/pnl-notices.tsx';
import { panelOf } from '../design/profit-and-loss/pnl-panel.tsx';
import { PnlToolbar } from '../design/profit-and-loss/pnl-toolbar.tsx';
import { usePnl } from '../design/profit-and-loss/use-pnl.ts';
import { usePnlView } from '../design/profit-and-loss/use-pnl-view.ts';
import { pnlGroupsQuery, type PnlSelection } from '../service/profit-and-loss.ts';
import { sitesQuery } from '../service/sites.ts';
import { pnlTexts as texts } from '../texts/profit-and-loss.ts';
import { PnlCharts } from './pnl-charts.tsx';
import { PnlExport } from './pnl-export.tsx';
import { useChosenSites } from './pnl-filters.ts';

/** The P&L of the year of the period, over the sites that were chosen: every figure opens what is behind it. */
export function ProfitAndLoss(): ReactNode {
  const { at, period, against } = useContextChoice();
  const { view, by, row } = usePnlView();
  const { data: sites = [] } = useQuery(sitesQuery);
  const [isMore, setIsMore] = useState(false);
  const { filtered, filtersOf, all, selection: chosen } = useChosenSites(sites, at);
  const filters = filtersOf(isMore);
  const year = period.slice(0, 4);
  const selection: PnlSelection = {
    from: `${year}-01`,
    to: `${year}-12`,
    against,
    ...chosen,
  };
  const isNone = filtered.isFiltered && filtered.shown.length === 0;
  const query = usePnl(isNone ? { ...selection, site: undefined } : selection);
  // Asked for beside the sums of all sites: whoever looks at groups does not wait for one and then for the other.
  useQuery({
    ...pnlGroupsQuery({ ...selection, by: by === 'none' ? 'site' : by, lines: row }),
    enabled: by !== 'none' && !isNone,
  });
  const panel = usePanel();
  return (
    <Page
      title={texts.title}
      state={year}
      actions={query.data && <PnlExport pnl={query.data} selection={selection} look={{ view, by }} />}
    >
      <FilterBar filtered={filtered} filters={filters} all={all} word={texts.site}>
        {!isMore && (
          <Button
            appearance="subtle"
            onClick={() => {
              setIsMore(true);
            }}
          >
            {texts.moreFilters}
          </Button>
        )}
      </FilterBar>
      <PnlToolbar pnl={query.data} />
      {isNone ? (
        <Empty title={texts.noSite} />
      ) : (
        <Answered query={query} rows={11}>
          {(pnl) =>
            isBlank(pnl) ? (
              <Empty title={texts.empty(year)}>{texts.emptyNext}</Empty>
            ) : (
              <>
                <PnlNotices pnl={pnl} />
                <PnlGrid
                  name={texts.table(year)}
                  pnl={pnl}
                  view={view}
                  breakdown={by === 'none' ? null : { selection, by, row }}
                  period={period}
                  open={(cell) => {
                    panel.show(panelOf(cell, selection));
                  }}
                />
                <PnlCharts pnl={pnl} year={year} />
              </>
            )
          }
        </Answered>
      )}
    </Page>
  );
}

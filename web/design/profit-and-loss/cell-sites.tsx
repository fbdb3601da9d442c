import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  pnlGroupsQuery,
  type PnlCell,
  type PnlGroups,
  type PnlSelection,
} from '../../service/profit-and-loss.ts';
import { sitesQuery } from '../../service/sites.ts';
import { explanationTexts as texts, pnlTexts } from '../../texts/profit-and-loss.ts';
import { Answered } from '../answered.tsx';
import { PlainTable } from '../table.tsx';
import { CellExplanation } from './explanation.tsx';
import { PnlFigure } from './pnl-cell.tsx';

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground2, margin: '0 0 8px' },
  site: { font: 'inherit', padding: 0, minWidth: 0, textAlign: 'left', justifyContent: 'flex-start' },
  back: { marginBottom: '8px', paddingLeft: 0 },
});

/** A figure of several sites: what each adds to it, and one step further, how that came about. */
export function CellSites(props: {
  /** The sites that the figure is of, and its month. */
  readonly selection: PnlSelection;
  readonly month: string;
  readonly line: string;
}): ReactNode {
  const { selection, month, line } = props;
  const styles = useStyles();
  const [site, setSite] = useState<string | null>(null);
  const ofSites = { ...selection, by: 'site', lines: line } as const;
  const query = useQuery(pnlGroupsQuery(ofSites));
  return (
    <Answered query={query}>
      {(first) => {
        const only = first.count === 1 ? first.groups[0]?.name : undefined;
        const shown = site ?? only ?? null;
        if (shown === null)
          return (
            <>
              <p className={styles.hint}>{texts.sitesHint}</p>
              <SiteTable page={first} choose={setSite} />
              {first.next !== null && <MoreSites ofSites={ofSites} after={first.next} choose={setSite} />}
            </>
          );
        return (
          <Explained
            site={shown}
            back={
              only === undefined
                ? () => {
                    setSite(null);
                  }
                : undefined
            }
          >
            <CellExplanation site={shown} month={month} line={line} />
          </Explained>
        );
      }}
    </Answered>
  );
}

function Explained(props: {
  readonly site: string;
  readonly back: (() => void) | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const { site, back, children } = props;
  const styles = useStyles();
  const nameOf = useSiteNames();
  if (back === undefined) return children;
  return (
    <>
      <Button className={styles.back} appearance="transparent" icon={<ArrowLeftRegular />} onClick={back}>
        {texts.back}
      </Button>
      <p className={styles.hint}>{nameOf(site)}</p>
      {children}
    </>
  );
}

/** The sites behind those that are shown, once they are ofSites for. */
function MoreSites(props: {
  readonly ofSites: Parameters<typeof pnlGroupsQuery>[0];
  readonly after: string;
  readonly choose: (site: string) => void;
}): ReactNode {
  const { ofSites, after, choose } = props;
  const [isShown, setIsShown] = useState(false);
  const query = useQuery({ ...pnlGroupsQuery({ ...ofSites, after }), enabled: isShown });
  if (!isShown)
    return (
      <Button
        appearance="transparent"
        onClick={() => {
          setIsShown(true);
        }}
      >
        {texts.moreSites}
      </Button>
    );
  return (
    <Answered query={query}>
      {(page) => (
        <>
          <SiteTable page={page} choose={choose} />
          {page.next !== null && <MoreSites ofSites={ofSites} after={page.next} choose={choose} />}
        </>
      )}
    </Answered>
  );
}

function SiteTable(props: { readonly page: PnlGroups; readonly choose: (site: string) => void }): ReactNode {
  const { page, choose } = props;
  const styles = useStyles();
  const nameOf = useSiteNames();
  const rows = page.groups.flatMap(({ name, rows: [row] }) => {
    const [cell] = row?.months ?? [];
    return cell === undefined ? [] : [{ site: name, cell }];
  });
  const figureOf =
    (view: 'trend' | 'variance') =>
    ({ cell }: { readonly cell: PnlCell }): ReactNode => <PnlFigure cell={cell} view={view} />;
  return (
    <>
      <PlainTable
        name={texts.sites}
        rows={rows}
        idOf={({ site }) => site}
        columns={[
          {
            id: 'site',
            title: texts.sites,
            cell: ({ site }) => (
              <Button
                className={styles.site}
                appearance="transparent"
                onClick={() => {
                  choose(site);
                }}
              >
                {nameOf(site)}
              </Button>
            ),
          },
          { id: 'trend', title: pnlTexts.views.trend, align: 'end', cell: figureOf('trend') },
          { id: 'variance', title: pnlTexts.views.variance, align: 'end', cell: figureOf('variance') },
        ]}
      />
    </>
  );
}

function useSiteNames(): (site: string) => string {
  const { data: sites = [] } = useQuery(sitesQuery);
  return (number) => {
    const site = sites.find((each) => each.site === number);
    return site === undefined ? number : `${number} ${site.name}`;
  };
}

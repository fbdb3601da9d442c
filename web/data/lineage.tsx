import { Field, makeStyles, mergeClasses, Select, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { Answered } from '../design/answered.tsx';
import { filtersOf } from '../design/grid/filters.ts';
import { lineageQuery, type Lineage } from '../service/data.ts';
import { sourceNames } from '../service/loads.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { feedName } from '../texts/sources.ts';
import { placed, size, type PlacedStep } from './lineage-places.ts';

const useStyles = makeStyles({
  bar: { maxWidth: '420px', padding: '12px 0' },
  quiet: { color: tokens.colorNeutralForeground2 },
  room: { overflowX: 'auto', position: 'relative' },
  picture: { position: 'relative' },
  lines: { position: 'absolute', inset: 0, pointerEvents: 'none' },
  line: { fill: 'none', stroke: tokens.colorNeutralStroke1 },
  head: {
    position: 'absolute',
    top: 0,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  step: {
    position: 'absolute',
    font: 'inherit',
    textAlign: 'left',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: '2px 8px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chosen: { borderTopColor: tokens.colorBrandStroke1, borderLeft: `4px solid ${tokens.colorBrandStroke1}` },
});

/** Where a picture starts that was not asked for one thing: all of it at once says little. */
const usual = 'pnl';

/** Sources and feeds as people say them; tables, views and questions have no other name. */
function titleOf({ kind, name }: Pick<Lineage['steps'][number], 'kind' | 'name'>): string {
  if (kind === 'source') return sourceNames[name] ?? name;
  return kind === 'feed' ? feedName(name) : name;
}

/** How data gets from sources through feeds and tables to views and questions, as a picture. */
export function LineagePage(): ReactNode {
  const styles = useStyles();
  const navigate = useNavigate();
  const of = filtersOf(useSearch({ strict: false }))['of'] ?? usual;
  const choose = (name: string): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, of: name }), replace: true });
  };
  const all = useQuery(lineageQuery());
  const query = useQuery(lineageQuery(of));
  return (
    <>
      <div className={styles.bar}>
        <Field label={texts.lineageOf} hint={texts.lineageHelp}>
          <Select
            value={of}
            onChange={(_event, { value }) => {
              choose(value);
            }}
          >
            {Object.entries(texts.lineageKinds).map(([kind, title]) => (
              <optgroup key={kind} label={title}>
                {all.data?.steps
                  .filter((step) => step.kind === kind)
                  .map((one) => (
                    <option key={one.step} value={one.name}>
                      {titleOf(one)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </Select>
        </Field>
      </div>
      <Answered query={query}>{(lineage) => <Picture lineage={lineage} of={of} choose={choose} />}</Answered>
    </>
  );
}

function Picture(props: {
  readonly lineage: Lineage;
  readonly of: string;
  readonly choose: (name: string) => void;
}): ReactNode {
  const { lineage, of, choose } = props;
  const styles = useStyles();
  const { steps, kinds, width, height } = useMemo(() => placed(lineage), [lineage]);
  const places = new Map(steps.map((step) => [step.step, step]));
  return (
    <div className={styles.room} role="region" aria-label={texts.lineagePicture(of)} tabIndex={0}>
      <div className={styles.picture} style={{ width, height }}>
        <svg className={styles.lines} width={width} height={height} aria-hidden>
          {lineage.flows.map(({ from, to }) => {
            const ends = [places.get(from), places.get(to)];
            return <Line key={`${from} ${to}`} from={ends[0]} to={ends[1]} className={styles.line} />;
          })}
        </svg>
        {kinds.map(({ kind, x }) => (
          <div key={kind} className={styles.head} style={{ left: x }}>
            {texts.lineageKinds[kind] ?? kind}
          </div>
        ))}
        {steps.map(({ step, kind, name, about, x, y }) => (
          <button
            key={step}
            type="button"
            className={mergeClasses(styles.step, name === of && styles.chosen)}
            style={{ left: x, top: y, width: size.step, height: size.height }}
            title={`${name}: ${about}`}
            onClick={() => {
              choose(name);
            }}
          >
            {titleOf({ kind, name })}
          </button>
        ))}
      </div>
    </div>
  );
}

function Line(props: {
  readonly from: PlacedStep | undefined;
  readonly to: PlacedStep | undefined;
  readonly className: string;
}): ReactNode {
  const { from, to, className } = props;
  // From table to table there is no room for a line; choosing one of them shows the other.
  if (from === undefined || to === undefined || to.x <= from.x) return null;
  const [x, y] = [from.x + size.step, from.y + size.height / 2];
  const [toX, toY] = [to.x, to.y + size.height / 2];
  const half = (toX - x) / 2;
  const points = [x, y, x + half, y, toX - half, toY, toX, toY].map(String);
  const [a, b, c, d, e, f, g, h] = points;
  return (
    <path
      className={className}
      d={`M${a ?? ''} ${b ?? ''} C${c ?? ''} ${d ?? ''} ${e ?? ''} ${f ?? ''} ${g ?? ''} ${h ?? ''}`}
    />
  );
}

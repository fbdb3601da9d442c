import { makeStyles, MessageBar, MessageBarBody, Spinner, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refused } from '../../design/answered.tsx';
import { Figure } from '../../design/figure.tsx';
import { month as monthTitle } from '../../design/format.ts';
import { PlainTable } from '../../design/table.tsx';
import type { PreviewedTerms } from '../../service/contracts.ts';
import { contractTexts as texts } from '../../texts/contracts.ts';
import { Changes } from '../contract-versions.tsx';
import { refusedTerms, withoutPlaces } from './refused-terms.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  title: { display: 'flex', gap: '8px', alignItems: 'center', fontSize: tokens.fontSizeBase400, margin: 0 },
  small: { fontSize: tokens.fontSizeBase300, fontWeight: 600, margin: '0 0 4px' },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

/** What the change would do, as the service works it out: in words, what the check says, and last month's cost. */
export function EditEffect(props: {
  readonly query: UseQueryResult<PreviewedTerms>;
  readonly isAsked: boolean;
}): ReactNode {
  const { query, isAsked } = props;
  const styles = useStyles();
  return (
    <section className={styles.stack} aria-label={texts.effect}>
      <h2 className={styles.title}>
        {texts.effect}
        {query.isFetching && <Spinner size="extra-tiny" />}
      </h2>
      {!isAsked && <p className={styles.quiet}>{texts.effectNone}</p>}
      {isAsked && query.error && <RefusedEdit cause={query.error} />}
      {isAsked && query.error === null && query.data && <Preview preview={query.data} />}
    </section>
  );
}

/** Values that cannot be terms are marked at their fields; here is what is wrong with them. */
function RefusedEdit({ cause }: { readonly cause: Error }): ReactNode {
  if (refusedTerms(cause).size === 0) return <Refused cause={cause} />;
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{withoutPlaces(cause.message)}</MessageBarBody>
    </MessageBar>
  );
}

function Preview({ preview }: { readonly preview: PreviewedTerms }): ReactNode {
  const styles = useStyles();
  return (
    <>
      {preview.is_draft && (
        <MessageBar intent="warning">
          <MessageBarBody>{texts.blocked}</MessageBarBody>
        </MessageBar>
      )}
      {preview.findings.map(({ code, path, message, grade }) => (
        <MessageBar key={code + path} intent={grade === 'warning' ? 'warning' : 'error'} layout="multiline">
          <MessageBarBody>{message}</MessageBarBody>
        </MessageBar>
      ))}
      <Changes name={texts.effectTerms} changes={preview.changes} />
      {preview.is_waiting && <p className={styles.quiet}>{texts.willWait}</p>}
      {preview.months.map((month) => (
        <Cost key={month.month} month={month} />
      ))}
    </>
  );
}

function Cost({ month }: { readonly month: PreviewedTerms['months'][number] }): ReactNode {
  const styles = useStyles();
  const { costColumns: titles } = texts;
  const name = texts.cost(monthTitle(month.month));
  const rows = [
    ...month.lines.map((line, at) => ({ ...line, id: String(at), isTotal: false })),
    { title: texts.total, before: month.before, after: month.after, id: 'total', isTotal: true },
  ];
  return (
    <div>
      <h3 className={styles.small}>{name}</h3>
      {month.reasons.map(({ code, message }) => (
        <p key={code + message} className={styles.quiet}>
          {message}
        </p>
      ))}
      {month.reasons.length === 0 && (
        <PlainTable
          name={name}
          rows={rows}
          idOf={({ id }) => id}
          isStrong={({ isTotal }) => isTotal}
          columns={[
            { id: 'line', title: titles.line, cell: ({ title }) => title },
            {
              id: 'before',
              title: titles.before,
              align: 'end',
              cell: ({ before }) => <Figure value={before} />,
            },
            { id: 'after', title: titles.after, align: 'end', cell: ({ after }) => <Figure value={after} /> },
          ]}
        />
      )}
    </div>
  );
}

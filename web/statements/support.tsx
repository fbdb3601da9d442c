import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered } from '../design/answered.tsx';
import { useSay } from '../design/toasts.tsx';
import { downloadReport, reportFormats, supportQuery, type SupportingReport } from '../service/billing.ts';
import { may, useMe } from '../service/session.ts';
import { statementTexts } from '../texts/statements.ts';

const { support: texts } = statementTexts;

const useStyles = makeStyles({
  title: { fontSize: tokens.fontSizeBase300, fontWeight: 600, margin: '0 0 4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  report: { display: 'flex', gap: '4px 12px', alignItems: 'center', flexWrap: 'wrap' },
  name: { flex: 1, minWidth: '160px' },
});

/** The supporting reports that the contract requires, as the customer gets them. */
export function Support({ statement }: { readonly statement: string }): ReactNode {
  const styles = useStyles();
  const isShown = may(useMe(), 'contract', 'read');
  const query = useQuery({ ...supportQuery(statement), enabled: isShown });
  if (!isShown) return null;
  return (
    <section className="not-printed">
      <h3 className={styles.title}>{texts.title}</h3>
      <Answered query={query} rows={2}>
        {(reports) =>
          reports.length === 0 ? (
            <div className={styles.quiet}>{texts.none}</div>
          ) : (
            reports.map((report) => <Report key={report.kind} statement={statement} report={report} />)
          )
        }
      </Answered>
    </section>
  );
}

function Report(props: { readonly statement: string; readonly report: SupportingReport }): ReactNode {
  const { statement, report } = props;
  const styles = useStyles();
  const say = useSay();
  const { kind, title, period, rows } = report;
  return (
    <div className={styles.report}>
      <div className={styles.name}>
        {title}
        <div className={styles.quiet}>{[period, texts.rows(rows.length)].join(', ')}</div>
      </div>
      {reportFormats.map((format) => (
        <Button
          key={format}
          size="small"
          aria-label={texts.download(title, texts.formats[format])}
          onClick={() => {
            downloadReport(statement, kind, format).catch(say.refused);
          }}
        >
          {texts.formats[format]}
        </Button>
      ))}
    </div>
  );
}

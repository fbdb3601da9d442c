import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { day, noData } from '../design/format.ts';
import { below } from '../design/screen.ts';
import { PlainTable } from '../design/table.tsx';
import type { Contract, WholeContract } from '../service/contracts.ts';
import { contractTexts as texts } from '../texts/contracts.ts';
import { fromWords } from './words.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(260px, 2fr)',
    gap: '16px 40px',
    paddingTop: '12px',
    [below.desk]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  stack: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: 0 },
  card: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: '12px 16px',
  },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: '0 0 8px' },
  sentences: { margin: 0, paddingLeft: '18px', lineHeight: '24px' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '6px 16px',
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0 },
  },
  notes: { whiteSpace: 'pre-wrap', margin: 0 },
});

/** The terms as a controller of the customer would read them: sentences by component, and what it bills by. */
export function ContractTerms({ whole }: { readonly whole: WholeContract }): ReactNode {
  const styles = useStyles();
  const notes = whole.terms.notes ?? '';
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        {whole.findings.length > 0 && <Findings whole={whole} />}
        {whole.words.map(({ component, title, sentences }) => (
          <section key={component} className={styles.card} aria-label={title}>
            <h2 className={styles.title}>{title}</h2>
            <ul className={styles.sentences}>
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className={styles.stack}>
        <Facts whole={whole} />
        <section>
          <h2 className={styles.title}>{texts.rates}</h2>
          <Rates rates={whole.rates} />
        </section>
        {notes !== '' && (
          <section>
            <h2 className={styles.title}>{texts.notes}</h2>
            <p className={styles.notes}>{notes}</p>
          </section>
        )}
      </div>
    </div>
  );
}

function Facts({ whole }: { readonly whole: WholeContract }): ReactNode {
  const styles = useStyles();
  const { facts: names } = texts;
  const { contract, due_rule: due, marks } = whole;
  const facts: readonly (readonly [string, string])[] = [
    [names.version, versionWords(contract)],
    [names.billing, texts.arrears[contract.billing_type] ?? contract.billing_type],
    [names.terms, contract.payment_terms],
    [names.due, due],
    [names.order, contract.purchase_order ?? noData],
    [names.opens, day(contract.opens_on)],
    [names.closes, day(contract.closes_on)],
    [names.marks, marks.length === 0 ? noData : marks.join(', ')],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
    </dl>
  );
}

function versionWords({ number, from_month: from, origin }: Contract): string {
  return [String(number), texts.from(fromWords(from)), (texts.origins[origin] ?? origin).toLowerCase()].join(
    ', ',
  );
}

function Rates({ rates }: Pick<WholeContract, 'rates'>): ReactNode {
  const { rateColumns: titles } = texts;
  return (
    <PlainTable
      name={texts.rates}
      rows={rates.map((rate, at) => ({ ...rate, id: String(at) }))}
      idOf={({ id }) => id}
      columns={[
        { id: 'what', title: titles.what, cell: ({ what }) => what },
        { id: 'rate', title: titles.rate, align: 'end', cell: ({ rate }) => rate },
        { id: 'from', title: titles.from, cell: (row) => day(row.starts_on) },
        { id: 'to', title: titles.to, cell: (row) => day(row.ends_on) },
      ]}
    />
  );
}

function Findings({ whole: { findings } }: { readonly whole: WholeContract }): ReactNode {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {texts.findings}
        {findings.map(({ code, path, message }) => (
          <div key={code + path}>{message}</div>
        ))}
      </MessageBarBody>
    </MessageBar>
  );
}

import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  text: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    margin: '0 0 12px',
  },
  title: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300 },
});

/** The text of a statement or of its plan, as the database wrote it. */
export function SqlText(props: { readonly name: string; readonly children: string }): ReactNode {
  const styles = useStyles();
  return (
    <section>
      <h3 className={styles.title}>{props.name}</h3>
      <pre className={styles.text}>{props.children}</pre>
    </section>
  );
}

import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { readStatementBecause } from '../service/statements.ts';
import { answers } from '../texts/answers.ts';
import { statementTexts as texts } from '../texts/statements.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '480px', paddingTop: '12px' },
  button: { alignSelf: 'start' },
});

/** Executives and finance say why they read a single statement; the trail keeps it. */
export function AskReason({ id, message }: { readonly id: string; readonly message: string }): ReactNode {
  const styles = useStyles();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        readStatementBecause(id, reason.trim());
        void queries.invalidateQueries({ queryKey: ['statements', 'one', id] });
      }}
    >
      <div>{message}</div>
      <Field label={answers.reason} hint={answers.reasonHint} required>
        <Input
          value={reason}
          onChange={(_event, { value }) => {
            setReason(value);
          }}
        />
      </Field>
      <Button type="submit" appearance="primary" className={styles.button} disabled={reason.trim() === ''}>
        {texts.readIt}
      </Button>
    </form>
  );
}

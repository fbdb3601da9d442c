import { Button } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSay } from '../design/toasts.tsx';
import { removeLine, type Statement } from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';
import { useAct } from '../design/dialogs/use-act.ts';

/** Takes a line out that was added by hand, while the statement was not sent. */
export function RemoveLine(props: {
  readonly statement: Statement;
  readonly line: string;
  readonly title: string;
}): ReactNode {
  const { statement, line, title } = props;
  const [queries, say] = [useQueryClient(), useSay()];
  const navigate = useNavigate();
  const removing = useAct({
    mutationFn: () => removeLine(statement.statement_id, line),
    onSuccess: ({ statement_id: id }) => {
      say.done(texts.lineRemoved);
      void navigate({ to: '/statements/$statement', params: { statement: id } });
    },
    onError: say.refused,
    onSettled: () => queries.invalidateQueries({ queryKey: ['statements'] }),
  });
  if (!statement.offers.includes('change-line')) return null;
  return (
    <Button
      size="small"
      className="not-printed"
      aria-label={texts.removeLine(title)}
      disabled={removing.isPending}
      onClick={() => {
        removing.mutate();
      }}
    >
      {texts.remove}
    </Button>
  );
}

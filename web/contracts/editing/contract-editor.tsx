import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useBlocker, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Answered } from '../../design/answered.tsx';
import { Page } from '../../design/page.tsx';
import { below } from '../../design/screen.ts';
import { previewQuery, termFormQuery, type Finding, type TermForm } from '../../service/contracts.ts';
import { useToday } from '../../service/session.ts';
import { contractTexts as texts } from '../../texts/contracts.ts';
import { EditEffect } from './edit-effect.tsx';
import { refusedTerms } from './refused-terms.ts';
import { SaveDialog } from './save-dialog.tsx';
import { TermSection } from './term-section.tsx';
import { useTermEdit, type TermEditing } from './use-term-edit.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(320px, 2fr)',
    gap: '16px 32px',
    alignItems: 'start',
    [below.desk]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  stack: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: 0 },
  month: { maxWidth: '240px' },
  side: { position: 'sticky', top: '8px', [below.desk]: { position: 'static' } },
});

/** Milliseconds of rest after which typing is taken to be over. */
const rest = 600;

/** The terms of a contract as a form; what a change does stands beside it before it is saved. */
export function ContractEditor(): ReactNode {
  const { site } = useParams({ from: '/contracts/$site/edit' });
  const { today } = useToday();
  const [from, setFrom] = useState(today.slice(0, 7));
  const query = useQuery(termFormQuery(site, from));
  return (
    <Answered query={query} rows={12}>
      {(form) => <Editor key={from} site={site} form={form} from={from} setFrom={setFrom} />}
    </Answered>
  );
}

function Editor(props: {
  readonly site: string;
  readonly form: TermForm;
  readonly from: string;
  readonly setFrom: (month: string) => void;
}): ReactNode {
  const { site, form, from, setFrom } = props;
  const styles = useStyles();
  const editing = useTermEdit(form);
  const [isSaving, setIsSaving] = useState(false);
  const edit = useMemo(
    () => ({ from, seen: form.number, is_draft: false, ...editing.edit }),
    [from, form.number, editing.edit],
  );
  const settled = useSettled(edit);
  const isAsked = editing.count > 0;
  const preview = useQuery({
    ...previewQuery(site, settled),
    enabled: settled.values.length + settled.removed.length > 0,
    placeholderData: (before) => before,
  });
  const messageAt = isAsked
    ? messagesOf(preview.data?.findings ?? [], refusedTerms(preview.error))
    : () => undefined;
  useBlocker({
    shouldBlockFn: () => isAsked && !window.confirm(texts.leave),
    enableBeforeUnload: isAsked,
  });
  const actions = (
    <Actions
      editing={editing}
      save={() => {
        setIsSaving(true);
      }}
    />
  );
  return (
    <Page title={texts.editTitle(site)} state={texts.version(form.number)} actions={actions}>
      <div className={styles.columns}>
        <div className={styles.stack}>
          <FromMonth from={from} setFrom={setFrom} isFixed={isAsked} />
          {form.sections.map((section) => (
            <TermSection key={section.component} section={section} editing={editing} messageAt={messageAt} />
          ))}
        </div>
        <div className={styles.side}>
          <EditEffect query={preview} isAsked={isAsked} />
        </div>
      </div>
      {isSaving && (
        <SaveDialog
          site={site}
          edit={edit}
          isDraft={preview.data?.is_draft === true}
          read={form}
          drop={editing.drop}
          close={() => {
            setIsSaving(false);
          }}
        />
      )}
    </Page>
  );
}

function Actions(props: { readonly editing: TermEditing; readonly save: () => void }): ReactNode {
  const { editing, save } = props;
  return (
    <>
      <Button appearance="primary" disabled={editing.count === 0} onClick={save}>
        {texts.save(editing.count)}
      </Button>
      <Button disabled={editing.count === 0} onClick={editing.forget}>
        {texts.discard}
      </Button>
    </>
  );
}

/** The first service month of the change: the terms that are edited are those in effect then. */
function FromMonth(props: {
  readonly from: string;
  readonly setFrom: (month: string) => void;
  readonly isFixed: boolean;
}): ReactNode {
  const { from, setFrom, isFixed } = props;
  const styles = useStyles();
  return (
    <Field label={texts.fromMonth} className={styles.month}>
      <Input
        type="month"
        value={from}
        disabled={isFixed}
        onChange={(_event, { value }) => {
          if (value !== '') setFrom(value);
        }}
      />
    </Field>
  );
}

/** What the check says of a place; findings name rows without the sign that places have. */
function messagesOf(
  findings: readonly Finding[],
  refused: ReadonlyMap<string, string>,
): (place: string) => string | undefined {
  const byPath = new Map([...findings.map(({ path, message }) => [path, message] as const), ...refused]);
  return (place) => byPath.get(place.replaceAll('[#', '['));
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, rest);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}

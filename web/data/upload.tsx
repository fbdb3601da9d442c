import { Button, Field, makeStyles, Select, Spinner } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Answered, Refused } from '../design/answered.tsx';
import { ReasonField } from '../design/dialogs/ask-dialog.tsx';
import { freshnessQuery, loadFile, type SourceFreshness } from '../service/data.ts';
import { sourceNames } from '../service/loads.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { OutcomeOfLoad } from './load-outcome.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '560px', paddingTop: '12px' },
  buttons: { display: 'flex', gap: '8px', alignItems: 'center' },
});

/** Sends a file: what it would change is shown before it is loaded, and what became of it after. */
export function Upload(): ReactNode {
  return (
    <Answered query={useQuery(freshnessQuery)}>{(sources) => <UploadForm sources={sources} />}</Answered>
  );
}

function UploadForm({ sources }: { readonly sources: readonly SourceFreshness[] }): ReactNode {
  const styles = useStyles();
  const queries = useQueryClient();
  const feeds = sources.flatMap(({ source, feeds: all }) => all.map((feed) => ({ ...feed, source })));
  const [feed, setFeed] = useState(feeds[0]?.feed ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState('');
  const sending = useMutation({
    mutationFn: (isDryRun: boolean) => {
      if (file === null) throw new Error('there is a file once a button can be pressed');
      return loadFile(file, { feed, isDryRun, reason: reason.trim() });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['data'] }),
  });
  return (
    <div className={styles.form}>
      <p>{texts.uploadHelp}</p>
      <WhatAndFile
        feeds={feeds}
        feed={feed}
        setFeed={setFeed}
        setFile={(chosen) => {
          setFile(chosen);
          sending.reset();
        }}
      />
      <ReasonField
        label={texts.reason}
        hint={texts.reasonHint}
        isRequired={false}
        value={reason}
        change={setReason}
      />
      <div className={styles.buttons}>
        {([true, false] as const).map((isDryRun) => (
          <Button
            key={String(isDryRun)}
            appearance={isDryRun ? 'secondary' : 'primary'}
            disabled={file === null || sending.isPending}
            onClick={() => {
              sending.mutate(isDryRun);
            }}
          >
            {isDryRun ? texts.uploadTry : texts.uploadLoad}
          </Button>
        ))}
        {sending.isPending && <Spinner size="tiny" />}
      </div>
      {sending.error && <Refused cause={sending.error} />}
      {sending.data && (
        <section aria-label={texts.uploadOutcome}>
          <OutcomeOfLoad outcome={sending.data} />
        </section>
      )}
    </div>
  );
}

function WhatAndFile(props: {
  readonly feeds: readonly { readonly feed: string; readonly title: string; readonly source: string }[];
  readonly feed: string;
  readonly setFeed: (feed: string) => void;
  readonly setFile: (file: File | null) => void;
}): ReactNode {
  const { feeds, feed, setFeed, setFile } = props;
  return (
    <>
      <Field label={texts.uploadFeed} required>
        <Select
          value={feed}
          onChange={(_event, { value }) => {
            setFeed(value);
          }}
        >
          {feeds.map(({ feed: name, title, source }) => (
            <option key={name} value={name}>
              {`${sourceNames[source] ?? source}: ${name} (${title})`}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={texts.uploadFile} hint={texts.uploadFileHint} required>
        {(field) => (
          <input
            {...field}
            type="file"
            accept=".csv,.gz,text/csv,application/gzip"
            onChange={({ target }) => {
              setFile(target.files?.[0] ?? null);
            }}
          />
        )}
      </Field>
    </>
  );
}

import { Button, Checkbox, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Answered } from '../design/answered.tsx';
import { ReasonField } from '../design/dialogs/ask-dialog.tsx';
import { freshnessQuery, workbookFeed, type SourceFreshness } from '../service/data.ts';
import { sourceNames } from '../service/loads.ts';
import { useSendFiles, type Despite } from '../service/uploads.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { feedName } from '../texts/sources.ts';
import { SentFiles } from './sent-files.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '560px', paddingTop: '12px' },
  buttons: { display: 'flex', gap: '8px', alignItems: 'center' },
  drop: {
    padding: '16px',
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
  },
});

/** Sends files: what each would change is shown before it is loaded, and what became of it after. */
export function Upload(): ReactNode {
  return (
    <Answered query={useQuery(freshnessQuery)}>
      {(sources) => (
        <>
          <UploadForm sources={sources} />
          <SentFiles />
        </>
      )}
    </Answered>
  );
}

/** What the names of files say that they are; what they hold is checked by the service. */
function feedOf(files: readonly File[], feeds: readonly { readonly feed: string }[]): string | undefined {
  const names = files.map(({ name }) => name.toLowerCase());
  const says = (name: string, feed: string): boolean =>
    feed === workbookFeed ? name.endsWith('.xlsm') : name.startsWith(feed);
  return feeds
    .map(({ feed }) => feed)
    .filter((feed) => names.length > 0 && names.every((name) => says(name, feed)))
    .toSorted((one, other) => other.length - one.length)[0];
}

function UploadForm({ sources }: { readonly sources: readonly SourceFreshness[] }): ReactNode {
  const styles = useStyles();
  const feeds = sources.flatMap(({ source, feeds: all }) => all.map((feed) => ({ ...feed, source })));
  const [feed, setFeed] = useState(feeds[0]?.feed ?? '');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [reason, setReason] = useState('');
  const [despite, setDespite] = useState<readonly Despite[]>([]);
  const send = useSendFiles();
  return (
    <div className={styles.form}>
      <p>{texts.uploadHelp}</p>
      <FileChoice
        hint={texts.uploadFileHint}
        choose={(chosen) => {
          setFiles(chosen);
          setFeed(feedOf(chosen, feeds) ?? feed);
        }}
      />
      <Field label={texts.uploadFeed} required>
        <Select
          value={feed}
          onChange={(_event, { value }) => {
            setFeed(value);
          }}
        >
          {feeds.map(({ feed: name, title, source }) => (
            <option key={name} value={name}>
              {`${sourceNames[source] ?? source}: ${feedName(name)} (${title})`}
            </option>
          ))}
        </Select>
      </Field>
      <DespiteBoxes ticked={despite} change={setDespite} />
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
            disabled={files.length === 0}
            onClick={() => {
              send(files.map((file) => ({ file, feed, isDryRun, despite, reason: reason.trim() })));
            }}
          >
            {isDryRun ? texts.uploadTry : texts.uploadLoad(files.length)}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** What a file may be loaded despite; the refusals name these boxes. */
function DespiteBoxes(props: {
  readonly ticked: readonly Despite[];
  readonly change: (ticked: readonly Despite[]) => void;
}): ReactNode {
  const { ticked, change } = props;
  return (
    <Field label={texts.uploadDespiteTitle} hint={texts.uploadDespiteHint}>
      <div role="group" aria-label={texts.uploadDespiteTitle}>
        {(Object.keys(texts.uploadDespite) as Despite[]).map((each) => (
          <div key={each}>
            <Checkbox
              label={texts.uploadDespite[each]}
              checked={ticked.includes(each)}
              onChange={(_event, { checked }) => {
                const others = ticked.filter((one) => one !== each);
                change(checked === true ? [...others, each] : others);
              }}
            />
          </div>
        ))}
      </div>
    </Field>
  );
}

/** Files are chosen, or dropped where they are chosen. */
export function FileChoice({
  hint,
  choose,
}: {
  readonly hint: string;
  readonly choose: (files: readonly File[]) => void;
}): ReactNode {
  const styles = useStyles();
  return (
    <Field label={texts.uploadFile} hint={hint} required>
      {(field) => (
        <input
          {...field}
          className={styles.drop}
          type="file"
          multiple
          accept=".csv,.gz,.xlsm,text/csv,application/gzip"
          onChange={({ target }) => {
            choose([...(target.files ?? [])]);
          }}
        />
      )}
    </Field>
  );
}

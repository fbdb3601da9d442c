import { Button, Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { AskDialog, CloseButton, DialogRefusal, ReasonField } from '../design/dialogs/ask-dialog.tsx';
import { useSay } from '../design/toasts.tsx';
import { templatesQuery } from '../service/contract-settings.ts';
import { writeContract, type ListedContract, type WrittenContract } from '../service/contracts.ts';
import { may, useMe, useToday } from '../service/session.ts';
import { answers } from '../texts/answers.ts';
import { contractSettingTexts, contractTexts } from '../texts/contracts.ts';
import { Changes } from './contract-versions.tsx';
import { SiteField } from './site-field.tsx';
import { useAct } from '../design/dialogs/use-act.ts';

const { written: texts } = contractSettingTexts;

interface Sites {
  /** Those that have one already. */
  readonly contracts: readonly ListedContract[];
}

/** Writes the first contract of a site, for whoever may. */
export function NewContract({ contracts }: Sites): ReactNode {
  const mayWrite = may(useMe(), 'contract', 'change');
  if (!mayWrite) return null;
  return (
    <DialogButton
      appearance="primary"
      title={texts.new}
      dialog={(close) => <Dialog contracts={contracts} close={close} />}
    />
  );
}

/** What it begins with. */
const origins = ['defaults', 'template', 'site'] as const;

interface Draft {
  readonly site: string;
  readonly origin: (typeof origins)[number];
  readonly template: string;
  readonly like: string;
  readonly asOf: string;
  readonly reason: string;
}

function Dialog({ contracts, close }: Sites & { readonly close: () => void }): ReactNode {
  const { today } = useToday();
  const navigate = useNavigate();
  const [queries, say] = [useQueryClient(), useSay()];
  const [draft, setDraft] = useState<Draft>({
    site: '',
    origin: 'defaults',
    template: '',
    like: '',
    asOf: today.slice(0, 7),
    reason: '',
  });
  const { site, asOf, reason } = draft;
  const template = draft.origin === 'template' ? draft.template : '';
  const like = draft.origin === 'site' ? draft.like : '';
  const isWaiting = isIncomplete(draft);
  const writing = useAct({
    mutationFn: (isTrial: boolean) =>
      writeContract({ site, asOf, template, like }, { reason: reason.trim(), isTrial }),
    onSuccess: ({ is_draft: isDraft }, isTrial) => {
      if (isTrial) return;
      say.done(isDraft ? texts.isDraft : texts.isWaiting);
      void queries.invalidateQueries({ queryKey: ['contracts'] });
      void navigate({ to: isDraft ? '/contracts/$site/edit' : '/contracts/$site', params: { site } });
    },
  });
  return (
    <AskDialog
      title={texts.title}
      close={close}
      actions={
        <>
          <CloseButton close={close}>{answers.cancel}</CloseButton>
          {([true, false] as const).map((isTrial) => (
            <Button
              key={String(isTrial)}
              appearance={isTrial ? 'secondary' : 'primary'}
              disabled={isWaiting || writing.isPending}
              onClick={() => {
                writing.mutate(isTrial);
              }}
            >
              {isTrial ? texts.preview : texts.write}
            </Button>
          ))}
        </>
      }
    >
      <DraftFields
        draft={draft}
        change={(part) => {
          setDraft((before) => ({ ...before, ...part }));
        }}
        contracts={contracts}
      />
      <DialogRefusal cause={writing.error} />
      {writing.data && <Preview contract={writing.data} />}
    </AskDialog>
  );
}

/** A site, and what it begins with, have to be chosen. */
function isIncomplete({ site, origin, template, like }: Draft): boolean {
  const begins = { defaults: true, template: template !== '', site: like !== '' };
  return site === '' || !begins[origin];
}

function DraftFields(
  props: Sites & { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void },
): ReactNode {
  const { draft, change, contracts } = props;
  return (
    <>
      <SiteField
        label={contractTexts.columns.site}
        value={draft.site}
        choose={(site) => {
          change({ site });
        }}
        isRequired
        without={new Set(contracts.map((each) => each.site))}
      />
      <Field label={texts.begins}>
        <RadioGroup
          value={draft.origin}
          onChange={(_event, { value }) => {
            change({ origin: origins.find((each) => each === value) ?? 'defaults' });
          }}
        >
          {origins.map((each) => (
            <Radio key={each} value={each} label={texts.origins[each]} />
          ))}
        </RadioGroup>
      </Field>
      {draft.origin === 'template' && (
        <TemplateField
          value={draft.template}
          choose={(template) => {
            change({ template });
          }}
        />
      )}
      {draft.origin === 'site' && (
        <SiteField
          label={texts.like}
          value={draft.like}
          choose={(like) => {
            change({ like });
          }}
          isRequired
        />
      )}
      <Field label={texts.asOf} hint={texts.asOfHint}>
        <Input
          type="month"
          value={draft.asOf}
          onChange={(_event, { value }) => {
            change({ asOf: value });
          }}
        />
      </Field>
      <ReasonField
        label={answers.reason}
        hint={answers.reasonHint}
        isRequired={false}
        value={draft.reason}
        change={(reason) => {
          change({ reason });
        }}
      />
    </>
  );
}

function TemplateField(props: {
  readonly value: string;
  readonly choose: (name: string) => void;
}): ReactNode {
  const { value, choose } = props;
  const { data: templates = [] } = useQuery(templatesQuery);
  return (
    <Field label={texts.template} required>
      <Select
        value={value}
        onChange={(_event, typed) => {
          choose(typed.value);
        }}
      >
        <option value="">{contractSettingTexts.choose}</option>
        {templates
          .filter((row) => row.retired_at === null)
          .map(({ name, summary }) => (
            <option key={name} value={name}>
              {summary === null ? name : `${name}: ${summary}`}
            </option>
          ))}
      </Select>
    </Field>
  );
}

function Preview({ contract }: { readonly contract: WrittenContract }): ReactNode {
  const { changes, findings, is_draft: isDraft } = contract;
  return (
    <div role="status">
      <p>{isDraft ? texts.wouldBeDraft : texts.wouldWait}</p>
      {changes.length > 0 && <Changes name={texts.terms} changes={changes} />}
      <ul>
        {findings.map(({ code, path, message }) => (
          <li key={code + path}>{message}</li>
        ))}
      </ul>
    </div>
  );
}

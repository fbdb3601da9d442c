import { Button, Field, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { DateField } from '../design/dialogs/date-field.tsx';
import { DialogButton } from '../design/dialogs/dialog-button.tsx';
import { Answered, Empty } from '../design/answered.tsx';
import { day } from '../design/format.ts';
import { filtersOf } from '../design/grid/filters.ts';
import { ReasonDialog } from '../design/dialogs/reason-dialog.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { PlainTable } from '../design/table.tsx';
import { accessReviewsQuery, openReview, type AccessReview } from '../service/administration.ts';
import { may, useMe, useToday } from '../service/session.ts';
import { administrationTexts } from '../texts/administration.ts';
import { ReviewLines } from './review-lines.tsx';

const { review: texts, tabs } = administrationTexts;

/** Reviews of who holds which role; one of them with its lines. */
export function AccessReviews(): ReactNode {
  const query = useQuery(accessReviewsQuery);
  const navigate = useNavigate();
  const chosen = filtersOf(useSearch({ strict: false }))['review'];
  const choose = (review: string | undefined): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, review }) });
  };
  return (
    <Answered query={query}>
      {(reviews) =>
        chosen === undefined ? (
          <>
            <OpenReview />
            {reviews.length === 0 ? (
              <Empty title={texts.empty} />
            ) : (
              <Reviews reviews={reviews} choose={choose} />
            )}
          </>
        ) : (
          <>
            <div>
              <Button
                appearance="subtle"
                onClick={() => {
                  choose(undefined);
                }}
              >
                {texts.back}
              </Button>
            </div>
            <ReviewLines review={chosen} />
          </>
        )
      }
    </Answered>
  );
}

function Reviews(props: {
  readonly reviews: readonly AccessReview[];
  readonly choose: (review: string) => void;
}): ReactNode {
  const { reviews, choose } = props;
  return (
    <PlainTable
      name={tabs['access-reviews']}
      rows={reviews}
      idOf={(row) => row.access_review_id}
      columns={[
        {
          id: 'kind',
          title: texts.kind,
          cell: (row) => (
            <Button
              size="small"
              onClick={() => {
                choose(row.access_review_id);
              }}
            >
              {texts.kinds[row.kind] ?? row.kind}
            </Button>
          ),
        },
        { id: 'period', title: texts.period, cell: (row) => day(row.period_on) },
        { id: 'due', title: texts.due, cell: (row) => day(row.due_on) },
        { id: 'lines', title: texts.lines, align: 'end', cell: (row) => row.line_count },
        { id: 'undecided', title: texts.undecided, align: 'end', cell: ({ undecided }) => undecided },
        {
          id: 'state',
          title: texts.state,
          cell: (row) =>
            row.is_overdue ? (
              <StateChip meaning="bad">{texts.overdue}</StateChip>
            ) : row.undecided === 0 ? (
              <StateChip meaning="closed">{texts.done}</StateChip>
            ) : null,
        },
      ]}
    />
  );
}

function OpenReview(): ReactNode {
  const me = useMe();
  const { today } = useToday();
  const [kind, setKind] = useState('quarter');
  const [of, setOf] = useState(today);
  if (!may(me, 'access-review', 'execute')) return null;
  return (
    <div style={{ padding: '12px 0' }}>
      <DialogButton
        title={texts.open}
        dialog={(close) => (
          <ReasonDialog
            title={texts.opening}
            button={texts.open}
            said={texts.opened}
            stale={['administration', 'home']}
            isOptional
            act={() => openReview(kind, of)}
            close={close}
          >
            <Field label={texts.kind}>
              <Select
                value={kind}
                onChange={(_event, { value }) => {
                  setKind(value);
                }}
              >
                {Object.entries(texts.kinds).map(([name, title]) => (
                  <option key={name} value={name}>
                    {title}
                  </option>
                ))}
              </Select>
            </Field>
            <DateField type="date" label={texts.day} value={of} change={setOf} />
          </ReasonDialog>
        )}
      />
    </div>
  );
}

import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Answered, Empty } from '../design/answered.tsx';
import { useContextChoice } from '../design/context.ts';
import { filtersOf } from '../design/grid/filters.ts';
import { usePanel } from '../design/panel.tsx';
import { Figure } from '../design/figure.tsx';
import { answerQuery, questionsQuery, type Question } from '../service/data.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { AnswerTable } from './answer-table.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px', paddingTop: '12px' },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
    gap: '12px 16px',
    alignItems: 'start',
  },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  figure: { fontSize: tokens.fontSizeBase600, fontWeight: 600 },
  answer: { display: 'flex', flexDirection: 'column', gap: '8px', paddingTop: '16px' },
});

/** A question with its parameters, the answer, and the rows behind it. */
export function Questions(): ReactNode {
  return (
    <Answered query={useQuery(questionsQuery)}>
      {(questions) =>
        questions.length === 0 ? <Empty title={texts.noQuestions} /> : <Asking questions={questions} />
      }
    </Answered>
  );
}

function Asking({ questions }: { readonly questions: readonly Question[] }): ReactNode {
  const styles = useStyles();
  const navigate = useNavigate();
  const chosen = filtersOf(useSearch({ strict: false }))['question'];
  const question = questions.find(({ name }) => name === chosen) ?? questions[0];
  if (question === undefined) return null;
  return (
    <div className={styles.form}>
      <Field label={texts.question}>
        <Select
          value={question.name}
          onChange={(_event, { value }) => {
            void navigate({ to: '.', search: (before) => ({ ...before, question: value }), replace: true });
          }}
        >
          {questions.map(({ name, summary }) => (
            <option key={name} value={name}>
              {`${name}: ${summary}`}
            </option>
          ))}
        </Select>
      </Field>
      <QuestionForm key={question.name} question={question} />
    </div>
  );
}

function QuestionForm({ question }: { readonly question: Question }): ReactNode {
  const styles = useStyles();
  const { at, period } = useContextChoice();
  const ofContext = { month: period, from: period, to: period, site: at?.split(',')[0] } as Readonly<
    Record<string, string | undefined>
  >;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      question.parameters.map(({ name, is_required: isRequired, default: usual, example, choices }) => [
        name,
        (isRequired ? (ofContext[name] ?? usual ?? choices?.[0] ?? example) : usual) ?? '',
      ]),
    ),
  );
  const [sent, setSent] = useState<Readonly<Record<string, string>> | null>(null);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setSent(typed);
      }}
    >
      <div className={styles.fields}>
        {question.parameters.map((parameter) => (
          <Parameter
            key={parameter.name}
            parameter={parameter}
            value={typed[parameter.name] ?? ''}
            change={(value) => {
              setTyped((before) => ({ ...before, [parameter.name]: value }));
            }}
          />
        ))}
      </div>
      <div>
        <Button type="submit" appearance="primary">
          {texts.ask}
        </Button>
      </div>
      {sent !== null && <Answer question={question} parameters={sent} />}
    </form>
  );
}

function Parameter(props: {
  readonly parameter: Question['parameters'][number];
  readonly value: string;
  readonly change: (value: string) => void;
}): ReactNode {
  const { parameter, value, change } = props;
  const { description, is_required: isRequired, choices, takes } = parameter;
  const hear = (_event: unknown, { value: now }: { readonly value: string }): void => {
    change(now);
  };
  return (
    <Field label={isRequired ? description : texts.optional(description)} hint={choices ? null : takes}>
      {choices ? (
        <Select value={value} onChange={hear}>
          {!isRequired && <option value="" />}
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </Select>
      ) : (
        <Input value={value} onChange={hear} />
      )}
    </Field>
  );
}

function Answer(props: {
  readonly question: Question;
  readonly parameters: Readonly<Record<string, string>>;
}): ReactNode {
  const { question, parameters } = props;
  const styles = useStyles();
  const panel = usePanel();
  const query = useQuery(answerQuery('ask', question.name, parameters));
  return (
    <section className={styles.answer} aria-label={texts.answer}>
      <Answered query={query}>
        {({ value = null, rows = [], message }) => (
          <>
            {question.answers === 'figure' && (
              <div className={styles.figure}>
                <Figure value={value} kind="plain" />
              </div>
            )}
            {message !== undefined && <p className={styles.quiet}>{message}</p>}
            {question.answers === 'rows' &&
              (rows.length === 0 ? (
                <Empty title={texts.noAnswer} />
              ) : (
                <AnswerTable name={texts.answer} rows={rows} />
              ))}
            <div>
              <Button
                onClick={() => {
                  panel.show({
                    title: texts.explain,
                    content: <Behind question={question.name} parameters={parameters} />,
                  });
                }}
              >
                {texts.explain}
              </Button>
            </div>
          </>
        )}
      </Answered>
    </section>
  );
}

function Behind(props: {
  readonly question: string;
  readonly parameters: Readonly<Record<string, string>>;
}): ReactNode {
  const query = useQuery(answerQuery('explain', props.question, props.parameters));
  return (
    <Answered query={query}>
      {({ rows = [] }) =>
        rows.length === 0 ? (
          <Empty title={texts.noAnswer} />
        ) : (
          <AnswerTable name={texts.explain} rows={rows} />
        )
      }
    </Answered>
  );
}

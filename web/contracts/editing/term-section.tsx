import { Button, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { FieldShape, TermList, TermSection as Section } from '../../service/contracts.ts';
import { contractTexts as texts } from '../../texts/contracts.ts';
import { TermInput } from './term-input.tsx';
import type { TermEditing } from './use-term-edit.ts';

const useStyles = makeStyles({
  card: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: '12px 16px',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
  },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: '12px',
    flexWrap: 'wrap',
  },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: 0 },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
    gap: '12px 16px',
    alignItems: 'start',
  },
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    margin: 0,
    minWidth: 0,
    border: 'none',
    borderLeft: `3px solid ${tokens.colorNeutralStroke2}`,
    padding: '0 0 0 12px',
  },
  legend: { fontWeight: 600, padding: 0, marginBottom: '4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What the section and its rows share. */
interface Sheet {
  readonly section: Section;
  readonly editing: TermEditing;
  /** What the check says of a place. */
  readonly messageAt: (place: string) => string | undefined;
}

/** The fields of the contract itself or of one component, with its rows; a component is switched on and off. */
export function TermSection(sheet: Sheet): ReactNode {
  const styles = useStyles();
  const { section, editing } = sheet;
  const { title, switch: place, is_on: wasOn } = section;
  const isOn = place === null || (editing.values.get(place) ?? (wasOn ? 'yes' : 'no')) === 'yes';
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {place !== null && (
          <Switch
            label={texts.switchedOn}
            labelPosition="before"
            aria-label={`${title}: ${texts.switchedOn}`}
            checked={isOn}
            onChange={(_event, { checked }) => {
              editing.type(place, checked ? 'yes' : 'no');
            }}
          />
        )}
      </div>
      {isOn && <Inside {...sheet} row="" list="" />}
    </section>
  );
}

/** The fields at a place, and the lists in it: of the section itself, or of one of its rows. */
function Inside(props: Sheet & { readonly row: string; readonly list: string }): ReactNode {
  const { section, editing, messageAt, row, list } = props;
  const styles = useStyles();
  const added = editing.added.find(({ place }) => place === row);
  const fields =
    added === undefined
      ? section.fields.filter((field) => field.row === row)
      : added.list.fields.map((shape) => newField(shape, row));
  return (
    <>
      {fields.length > 0 && (
        <div className={styles.fields}>
          {fields.map((field) => (
            <TermInput
              key={field.place}
              shape={field}
              unit={field.unit}
              value={editing.values.get(field.place) ?? field.value ?? ''}
              message={messageAt(field.place)}
              change={(value) => {
                editing.type(field.place, value);
              }}
            />
          ))}
        </div>
      )}
      {childLists(section.lists, list).map((child) => (
        <Rows key={child.list} {...props} child={child} />
      ))}
    </>
  );
}

function newField(shape: FieldShape & { readonly name: string }, row: string) {
  return { ...shape, place: `${row}.${shape.name}`, value: null, unit: null };
}

function Rows(props: Sheet & { readonly row: string; readonly child: TermList }): ReactNode {
  const { section, editing, messageAt, row, child } = props;
  const rows = [
    ...section.rows.filter((each) => each.list === child.list && each.row === row),
    ...editing.added
      .filter((each) => each.list.list === child.list && each.row === row)
      .map(({ place }) => ({ place, title: texts.newRow(child.label) })),
  ];
  return (
    <>
      {rows.map(({ place, title }) => (
        <Row key={place} {...{ section, editing, messageAt }} row={place} list={child.list} title={title} />
      ))}
      <div>
        <Button
          size="small"
          icon={<AddRegular />}
          onClick={() => {
            editing.add(child, row);
          }}
        >
          {texts.addRow(child.label)}
        </Button>
      </div>
    </>
  );
}

function Row(
  props: Sheet & { readonly row: string; readonly list: string; readonly title: string },
): ReactNode {
  const { editing, row, title, messageAt } = props;
  const styles = useStyles();
  if (editing.removed.has(row))
    return (
      <div className={styles.head}>
        <span className={styles.quiet}>{texts.removedRow(title)}</span>
        <Button
          size="small"
          onClick={() => {
            editing.restore(row);
          }}
        >
          {texts.keepRow}
        </Button>
      </div>
    );
  const message = messageAt(row);
  return (
    <fieldset className={styles.row}>
      <legend className={styles.legend}>{title}</legend>
      {message !== undefined && <div role="alert">{message}</div>}
      <Inside {...props} />
      <div>
        <Button
          size="small"
          appearance="subtle"
          icon={<DeleteRegular />}
          onClick={() => {
            editing.remove(row);
          }}
        >
          {texts.removeRow(title)}
        </Button>
      </div>
    </fieldset>
  );
}

/** Lists that stand directly in a row of a list, or in the section itself. */
function childLists(lists: readonly TermList[], of: string): readonly TermList[] {
  const inside = lists.filter(({ list }) => of === '' || list.startsWith(`${of}.`));
  return inside.filter(({ list }) => !inside.some((other) => list.startsWith(`${other.list}.`)));
}

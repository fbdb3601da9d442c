import { refusal } from '../../../kernel/errors.ts';
import { requireRight, type Principal } from '../acting.ts';
import { describeRelations, type DescribedRelation } from '../privacy/dictionary.ts';

/** A table or a view in the list of the dictionary. */
export interface ListedRelation extends Omit<DescribedRelation, 'columns'> {
  readonly columns: number;
  /** Columns with personal data. */
  readonly personal: number;
  /** Columns that the words looked for are in. */
  readonly matching: readonly string[];
}

const reading = { object: 'catalogue', action: 'read' } as const;

/** Tables and views with what they hold; those that a text is in, or a column of theirs. */
export async function listDictionary(
  { caller, database }: Principal,
  { schema, search = '' }: { readonly schema?: string | undefined; readonly search?: string | undefined },
): Promise<ListedRelation[]> {
  await requireRight(caller, reading);
  const word = search.toLowerCase();
  const has = (...texts: readonly string[]): boolean =>
    texts.some((text) => text.toLowerCase().includes(word));
  const relations = await describeRelations(database, { schema: schema ?? null, relation: null });
  return relations.flatMap(({ columns, ...described }) => {
    const matching = columns.filter(({ column, comment }) => word !== '' && has(column, comment));
    if (matching.length === 0 && !has(described.relation, described.comment)) return [];
    return [
      {
        ...described,
        columns: columns.length,
        personal: columns.filter(({ isPersonal }) => isPersonal).length,
        matching: matching.map(({ column }) => column),
      },
    ];
  });
}

/** A table or a view with its columns. Refuses with SECURITY_RELATION_UNKNOWN. */
export async function readDictionary(
  { caller, database }: Principal,
  relation: string,
): Promise<DescribedRelation> {
  await requireRight(caller, reading);
  const [described] = await describeRelations(database, { schema: null, relation });
  if (!described) throw refusal('SECURITY_RELATION_UNKNOWN', { relation });
  return described;
}

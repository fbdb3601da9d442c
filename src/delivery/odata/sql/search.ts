import { sql, type RawBuilder } from 'kysely';
import type { SearchTree } from '../grammar/syntax.ts';
import type { Scope } from './scope.ts';
import { unsupported } from './typed.ts';

/** `$search`: the words occur in a text of the row, whatever the case. */
export function searchCondition(tree: SearchTree, scope: Scope): RawBuilder<boolean> {
  switch (tree.kind) {
    case 'term':
      return termCondition(tree.text, scope);
    case 'not':
      return sql<boolean>`(not ${searchCondition(tree.operand, scope)})`;
    case 'and':
      return sql<boolean>`(${searchCondition(tree.left, scope)} and ${searchCondition(tree.right, scope)})`;
    case 'or':
      return sql<boolean>`(${searchCondition(tree.left, scope)} or ${searchCondition(tree.right, scope)})`;
  }
}

function termCondition(term: string, scope: Scope): RawBuilder<boolean> {
  const texts =
    scope.entity === null
      ? [...scope.made.values()].filter(({ kind }) => kind === 'text').map((column) => column.sql)
      : [...scope.entity.properties.values()]
          .filter(({ type }) => type.kind === 'text')
          .map(({ name }) => scope.column(name));
  if (texts.length === 0) throw unsupported('$search on a set without text properties');
  const parts = texts.map((text) => sql<boolean>`strpos(lower(${text}), lower(${term}::text)) > 0`);
  return sql<boolean>`coalesce(${sql.join(parts, sql` or `)}, false)`;
}

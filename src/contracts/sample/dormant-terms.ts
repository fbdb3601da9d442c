import { JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import { describedTerms } from '../exports/description/described-terms.ts';
import type { Node, Nodes } from '../exports/description/field.ts';

/** Terms in the shape of the exports with every component switched off, and the usual values elsewhere. */
export function dormantTerms(id: string): JsonObject {
  return {
    ...dormantFields(describedTerms),
    id,
    paymentTerms: 'Due in 30 Days',
    billingType: 'Arrears',
    incrementMonth: 'January',
    deviationAmount: new JsonNumber('2500.0'),
    deviationPercentage: new JsonNumber('10.0'),
  };
}

function dormantFields(fields: Nodes): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, node]) => [name, dormantValue(node)]));
}

/** What stands in a field that says nothing. */
function dormantValue(node: Node): Json {
  if (node.is === 'block') return dormantFields(node.fields);
  if (node.is === 'list' || node.kind === 'codes') return [];
  if (node.kind === 'group') return new JsonNumber('1');
  if (node.kind === 'figure') return new JsonNumber('0.0');
  return node.kind === 'flag' ? false : null;
}

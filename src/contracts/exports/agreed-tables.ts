import { termTables } from './term-rows.ts';

/**
 * Tables with what was agreed, for whoever shows where figures come from. `terms` belong to a version each; the others
 * change what its figures are in a month: clauses, values of indexes and readings of escalators. `imported` says of
 * which files versions are; people enter them too.
 */
export const agreedTables = {
  imported: 'contracts.received_export',
  versions: 'contracts.version',
  terms: termTables.filter((table) => table !== 'version').map((table) => `contracts.${table}`),
  others: [
    'contracts.clause',
    'contracts.clause_step',
    'contracts.index_value',
    'contracts.escalator_reading',
  ],
} as const;

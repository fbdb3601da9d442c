import { findingCatalogue, type FindingCode } from './finding-catalogue.ts';

/**
 * What the import saw (contract-corpus.md 5). `silent` is kept and not told, `warning` is told, `blocked` keeps the
 * contract as a draft that cannot bill, `rejected` takes nothing in but the file itself.
 */
export type Grade = 'silent' | 'warning' | 'blocked' | 'rejected';

export interface Finding {
  readonly grade: Grade;
  readonly code: FindingCode;
  /** Block and field, for example `revenueShare.thresholdStructures[1].tiers[2].amount`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

/** Makes the finding `code` of the catalogue with its holes filled. */
export function finding(
  code: FindingCode,
  path: string,
  parameters: Readonly<Record<string, string | number>> = {},
): Finding {
  const [grade, says] = findingCatalogue[code];
  const message = says.replaceAll(/\{(\w+)\}/g, (_hole, name: string) => String(parameters[name] ?? ''));
  return { grade, code, path, message };
}

/** Writes a path as people read it: list places from 1. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${String(step + 1)}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

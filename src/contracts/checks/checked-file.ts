import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { readFacts, type OperatorFacts } from '../../platform/operator/index.ts';
import { checkTerms } from '../exports/check-terms.ts';
import type { ExportFile } from '../exports/export-file.ts';
import { digestOf, type ExportedTerms } from '../exports/exported-terms.ts';
import type { Finding, Grade } from '../exports/finding.ts';
import { noticeOddities } from '../exports/notice-oddities.ts';
import { readExport } from '../exports/read-export.ts';
import { checkChoices } from './check-choices.ts';
import { readTermChoices, type TermChoices } from './term-choices.ts';

/** What becomes of a file of terms. */
export type Outcome = 'imported' | 'unchanged' | 'draft' | 'rejected';

/** A file as it was read, before anything is compared with it. */
export interface Read {
  readonly file: ExportFile;
  readonly site: string | null;
  readonly customerName: string | null;
  readonly exportedIn: Month | null;
  readonly original: ExportedTerms | null;
  readonly digest: string;
  readonly findings: readonly Finding[];
  readonly outcome: Outcome;
}

/** What terms are checked by, beside the rules of each field. */
export interface TermRules {
  readonly facts: OperatorFacts;
  readonly choices: TermChoices;
}

/** Reads what terms are checked by. As the owner. */
export async function readRules(database: Queryable): Promise<TermRules> {
  return { facts: await readFacts(database), choices: await readTermChoices(database) };
}

/** What a file says, with everything that is found in it. */
export function readFile(
  file: ExportFile,
  { isStrict, facts, choices }: TermRules & { readonly isStrict: boolean },
): Read {
  const { site, customerName, exportedIn, original, findings } = readExport(file);
  const all = [
    ...findings,
    ...(original === null
      ? []
      : [
          ...checkTerms(original),
          ...checkChoices(original, choices, site),
          ...noticeOddities(original, facts),
        ]),
  ];
  const graded = all.map((one): Finding =>
    isStrict && one.grade === 'blocked' ? { ...one, grade: 'rejected' } : one,
  );
  const has = (grade: Grade): boolean => graded.some((one) => one.grade === grade);
  return {
    file,
    site,
    customerName,
    exportedIn,
    original,
    findings: graded,
    digest: original === null ? '' : digestOf(original),
    outcome: original === null || has('rejected') ? 'rejected' : has('blocked') ? 'draft' : 'imported',
  };
}

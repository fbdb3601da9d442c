import type { Json } from '../../kernel/exact-json.ts';
import { isWithin, ranges } from '../ranges.ts';
import { capital } from './description/described-at.ts';
import { figuresIn } from './description/figures.ts';
import { finding, type Finding } from './finding.ts';
import type { ExportedTerms } from './exported-terms.ts';

/** Figures that no contract has, switched on or not: the tables do not take them (operations.md 7 and 9.4). */
export function checkRanges(terms: ExportedTerms): Finding[] {
  return figuresIn(terms as unknown as Json).flatMap(({ path, field, value, range }) => {
    if (isWithin(range, value.value)) return [];
    const { least, most } = range;
    const parameters = { what: capital(field.label), value: value.text };
    if (range === ranges.percent) return [finding('PERCENT_OUT_OF_RANGE', path, parameters)];
    const limits = { least: least.toString(), most: most.toString() };
    return [finding('OUT_OF_RANGE', path, { ...parameters, ...limits })];
  });
}

import type { Input, Line } from '../line.ts';

/**
 * What stands in an explanation for a value that a clause changed: by the place where the component says that the
 * value stands, what to write in its stead.
 */
export type Replacements = Map<string, (input: Input) => Input[]>;

/** The lines with the inputs that clauses changed led back to the clauses; a line without such is the same. */
export function explainedByClauses(lines: readonly Line[], replaced: Replacements): Line[] {
  if (replaced.size === 0) return [...lines];
  return lines.map((line) => {
    const inputs = line.explanation.inputs.flatMap((input) => replaced.get(placeOf(input))?.(input) ?? input);
    return { ...line, explanation: { ...line.explanation, inputs } };
  });
}

/** Where a value stands, as a key: the path of a term, or the job and measure of hours. */
function placeOf({ from }: Input): string {
  if (from.kind === 'terms') return from.path;
  if (from.kind !== 'facts' || from.question !== 'labor') return '';
  return laborPlace(from.parameters.jobCode ?? '', from.parameters.measure ?? '');
}

export function laborPlace(jobCode: string, measure: string): string {
  return `labor ${jobCode} ${measure}`;
}

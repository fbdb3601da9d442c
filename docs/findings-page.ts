/** What the page needs to know of a finding: its grade and what it says. */
type Catalogue = Readonly<Record<string, readonly [grade: string, says: string]>>;

const meanings: readonly (readonly [grade: string, means: string])[] = [
  ['rejected', 'Only the file itself is kept; the command exits with 1.'],
  ['blocked', 'The contract is kept as a draft that cannot bill; with `--strict` it is rejected.'],
  ['warning', 'Imported as it is, and worth a look.'],
  ['silent', 'Taken in and not told.'],
];

/** Everything that an import of contracts may find, by grade. */
export function findingsPage(catalogue: Catalogue): string {
  const sections = meanings.flatMap(([grade, means]) => [
    `## ${grade}`,
    '',
    means,
    '',
    '| code | says |',
    '| --- | --- |',
    ...Object.entries(catalogue)
      .filter(([, [its]]) => its === grade)
      .map(([code, [, says]]) => `| ${code} | ${says} |`),
    '',
  ]);
  const introduction = [
    '# Contract findings',
    '',
    'What `daybook contracts import` may find in an export, and what to do. Words in braces stand for the value,',
    'place or site in question. Codes in parentheses are classes of the corpus of real exports.',
    'Generated from `src/contracts/exports/finding-catalogue.ts` by `npm run fix`.',
    '',
  ];
  return [...introduction, ...sections].join('\n');
}

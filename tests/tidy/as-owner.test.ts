import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone } from './findings.ts';
import { readTree } from './tree.ts';

const PAGE = 'docs/reference/as-owner.md';

/** A comment and the function that it stands above. */
const DESCRIBED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export )?(?:async )?function\*? ?(\w+)/g;
const AS_OWNER = /\b(?:as|needs)[\s*]+the[\s*]+owner\b/i;

/** Functions that say of themselves that they work as the owner, as `name path`. */
function ownersIn(path: string, text: string): string[] {
  return [...text.matchAll(DESCRIBED)]
    .filter(([, comment = '']) => AS_OWNER.test(comment))
    .map(([, , name = '']) => `${name} ${path}`);
}

/** Rows of the page, and the reasons that it explains. */
function listedIn(page: string): { rows: { owner: string; reason: string }[]; reasons: Set<string> } {
  return {
    rows: [...page.matchAll(/^\| `(\w+)` +\| `([^`]+)` +\| (\w+) +\|$/gm)].map(
      ([, name = '', path = '', reason = '']) => ({ owner: `${name} ${path}`, reason }),
    ),
    reasons: new Set([...page.matchAll(/^- \*\*(\w+)\*\*: /gm)].map(([, reason = '']) => reason)),
  };
}

function findings(owners: readonly string[], page: string): string[] {
  const { rows, reasons } = listedIn(page);
  const listed = rows.map(({ owner }) => owner);
  return [
    ...owners.filter((owner) => !listed.includes(owner)).map((owner) => `${owner} is not in ${PAGE}`),
    ...listed
      .filter((owner) => !owners.includes(owner))
      .map((owner) => `${owner} does not work as the owner`),
    ...rows
      .filter(({ reason }) => !reasons.has(reason))
      .map(({ owner, reason }) => `${owner}: ${reason} is not a reason of the page`),
  ];
}

test('a planted function, row and reason are seen', () => {
  const code =
    '/**\n * Reads it. Ask as\n * the owner.\n */\nexport async function planted(): Promise<void> {}';
  assert.deepEqual(ownersIn('src/a.ts', code), ['planted src/a.ts']);
  assert.deepEqual(ownersIn('src/a.ts', code.replace('owner', 'caller')), []);
  const page = '- **keeping**: x\n\n| `gone` | `src/a.ts` | keeping |\n| `planted` | `src/a.ts` | habit |\n';
  assert.deepEqual(findings(['planted src/a.ts', 'other src/b.ts'], page), [
    `other src/b.ts is not in ${PAGE}`,
    'gone src/a.ts does not work as the owner',
    'planted src/a.ts: habit is not a reason of the page',
  ]);
});

test('what works as the owner is listed with a reason', async () => {
  const tree = await readTree();
  const page = tree.find(({ path }) => path === PAGE)?.text ?? '';
  const owners = tree
    .filter(({ path }) => path.startsWith('src/') && path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap(({ path, text }) => ownersIn(path, text));
  assert.ok(owners.length > 40, 'there is something to look at');
  assertNone(findings(owners, page));
});

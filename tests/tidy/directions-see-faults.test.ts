// Every rule about who may import whom has a forbidden import planted, and dependency-cruiser has to name it; the
// allowed imports that come closest to a forbidden one stand beside them, and it must say nothing of those.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plant } from './planted-project.ts';

type Forbidden = readonly [rule: string, from: string, to: string];

const forbidden: readonly Forbidden[] = [
  ['sources-stays-in-its-place', 'src/sources/a.ts', 'src/warehouse/index.ts'],
  ['warehouse-stays-in-its-place', 'src/warehouse/a.ts', 'src/contracts/index.ts'],
  ['contracts-stays-in-its-place', 'src/contracts/a.ts', 'src/warehouse/index.ts'],
  ['billing-stays-in-its-place', 'src/billing/a.ts', 'src/forecasting/index.ts'],
  ['forecasting-stays-in-its-place', 'src/forecasting/a.ts', 'src/billing/index.ts'],
  ['delivery-stays-in-its-place', 'src/delivery/a.ts', 'src/sources/index.ts'],
  ['database-below-later-rooms', 'src/platform/database/a.ts', 'src/platform/security/index.ts'],
  ['security-below-later-rooms', 'src/platform/security/a.ts', 'src/platform/quality/index.ts'],
  ['quality-below-later-rooms', 'src/platform/quality/a.ts', 'src/platform/operations/index.ts'],
  ['database-by-its-front-door', 'src/warehouse/b.ts', 'src/platform/database/a.ts'],
  ['security-by-its-front-door', 'src/warehouse/c.ts', 'src/platform/security/a.ts'],
  ['quality-by-its-front-door', 'src/warehouse/d.ts', 'src/platform/quality/a.ts'],
  ['operations-by-its-front-door', 'src/warehouse/e.ts', 'src/platform/operations/a.ts'],
  ['sources-are-strangers', 'src/sources/legion/a.ts', 'src/sources/workday/index.ts'],
  ['sources-are-strangers', 'src/sources/came-later/a.ts', 'src/sources/workday/index.ts'],
  ['sources-are-strangers', 'src/sources/legion/b.ts', 'src/sources/intake/a.ts'],
  ['sources-are-strangers', 'src/sources/great-plains/a.ts', 'src/sources/sample/a.ts'],
  [
    'source-tests-write-their-input-with-the-sample',
    'src/sources/legion/a.test.ts',
    'src/sources/workday/index.ts',
  ],
  ['sources-by-their-front-door', 'src/sources/intake/b.ts', 'src/sources/legion/a.ts'],
  ['sources-by-their-front-door', 'src/sources/catalogue.ts', 'src/sources/site-master/a.ts'],
  ['through-the-front-door', 'src/delivery/b.ts', 'src/billing/a.ts'],
  ['through-the-front-door', 'src/commands/load.ts', 'src/sources/intake/a.ts'],
  ['through-the-front-door', 'src/main.ts', 'src/warehouse/a.ts'],
  ['only-main-knows-the-commands', 'src/delivery/c.ts', 'src/commands/load.ts'],
  ['nobody-imports-main', 'src/commands/start.ts', 'src/main.ts'],
  ['platform-below-stages', 'src/platform/operations/b.ts', 'src/warehouse/index.ts'],
  ['configuration-below-the-rooms', 'src/platform/configuration.ts', 'src/platform/database/index.ts'],
  ['configuration-below-the-rooms', 'src/platform/configuration/a.ts', 'src/platform/security/index.ts'],
  ['kernel-imports-nothing-of-ours', 'src/kernel/a.ts', 'src/platform/configuration.ts'],
  ['pg-in-one-room', 'src/warehouse/f.ts', 'pg'],
  ['pg-in-one-room', 'src/warehouse/g.ts', 'pg-copy-streams'],
  ['fastify-in-one-room', 'src/billing/b.ts', 'fastify'],
  ['bundler-in-a-program-of-its-own', 'src/commands/serving/b.ts', 'vite'],
  ['no-development-packages', 'src/warehouse/h.ts', 'fast-check'],
  ['everything-resolves', 'src/warehouse/i.ts', 'src/warehouse/nowhere.ts'],
  ['web-is-a-client', 'web/service/a.ts', 'src/kernel/decimal.ts'],
  ['nobody-imports-the-web', 'src/delivery/d.ts', 'web/service/b.ts'],
  ['web-texts-stays-in-its-place', 'web/texts/a.ts', 'web/service/b.ts'],
  ['web-service-stays-in-its-place', 'web/service/c.ts', 'web/design/a.tsx'],
  ['web-design-stays-in-its-place', 'web/design/b.tsx', 'web/sites/a.tsx'],
  ['places-are-strangers', 'web/home/a.tsx', 'web/sites/a.tsx'],
  ['web-runs-in-browsers', 'web/service/d.ts', 'node:fs'],
  ['packages-of-the-web', 'src/delivery/e.ts', 'react'],
  ['no-circular', 'src/warehouse/j.ts', 'src/warehouse/k.ts'],
];

const allowed: readonly (readonly [from: string, to: string])[] = [
  ['src/main.ts', 'src/commands/load.ts'],
  ['src/commands/load.ts', 'src/delivery/index.ts'],
  ['src/commands/load.ts', 'src/platform/database/index.ts'],
  ['src/billing/c.ts', 'src/warehouse/index.ts'],
  ['src/billing/c.ts', 'src/contracts/index.ts'],
  ['src/billing/d.test.ts', 'fast-check'],
  ['src/sources/legion/c.ts', 'src/sources/feed.ts'],
  ['src/sources/legion/c.test.ts', 'src/sources/sample/a.ts'],
  ['src/sources/sample/b.ts', 'src/sources/legion/index.ts'],
  ['src/sources/intake/c.ts', 'src/platform/database/index.ts'],
  ['src/platform/configuration.ts', 'src/platform/configuration/b.ts'],
  ['src/platform/database/c.ts', 'pg'],
  ['src/platform/security/c.ts', 'src/platform/database/index.ts'],
  ['src/delivery/http/c.ts', 'fastify'],
  ['web/sites/b.tsx', 'web/design/a.tsx'],
  ['web/design/c.tsx', 'web/service/b.ts'],
  ['web/service/e.ts', 'web/texts/b.ts'],
  ['web/design/c.tsx', 'react'],
];

/** Closes the circle; dependency-cruiser names a circle once, by the import that it meets first. */
const backward = ['src/warehouse/k.ts', 'src/warehouse/j.ts'] as const;

const orphan = 'src/warehouse/alone.ts';

test('dependency-cruiser sees every forbidden import and every orphan, and no allowed import', async () => {
  const project = await plant({ ...planted(), [orphan]: 'export {};\n' });
  try {
    const { stdout, all } = await project.run('depcruise', 'src', 'web', '--output-type', 'json');
    assert.ok(stdout.startsWith('{'), all);
    const { summary } = JSON.parse(stdout) as { summary: Summary };
    assert.ok(summary.totalCruised > forbidden.length, `only ${summary.totalCruised} modules were looked at`);
    const rules = (from: string, to: string): string[] =>
      summary.violations
        .filter((each) => each.from === from && leadsTo(each.to, to))
        .map(({ rule }) => rule.name);
    for (const [rule, from, to] of forbidden)
      assert.ok(rules(from, to).includes(rule), `${rule}: ${from} → ${to}`);
    for (const [from, to] of allowed) assert.deepEqual(rules(from, to), [], `${from} → ${to}`);
    assert.deepEqual(
      summary.violations.filter(({ rule }) => rule.name === 'no-orphans').map(({ from }) => from),
      [orphan],
    );
  } finally {
    await project.remove();
  }
});

interface Summary {
  readonly totalCruised: number;
  readonly violations: readonly { rule: { name: string }; from: string; to: string }[];
}

/** Files that import what the two lists say. Whatever they import is there, but for the one that must not be. */
function planted(): Record<string, string> {
  const imports = new Map<string, string[]>();
  const edges = [
    ...forbidden.map(([, importing, imported]) => [importing, imported] as const),
    ...allowed,
    backward,
  ];
  for (const [from, to] of edges) {
    imports.set(from, [...(imports.get(from) ?? []), to]);
    if (isOurs(to) && !to.endsWith('/nowhere.ts')) imports.set(to, imports.get(to) ?? []);
  }
  return Object.fromEntries([...imports].map(([path, targets]) => [path, moduleText(path, targets)]));
}

function moduleText(path: string, targets: readonly string[]): string {
  const up = '../'.repeat(path.split('/').length - 1);
  const lines = targets.map((to) => `import '${isOurs(to) ? up + to : to}';`);
  return `${lines.join('\n')}\nexport {};\n`;
}

function isOurs(target: string): boolean {
  return /^(src|web)\//.test(target);
}

function leadsTo(resolved: string, target: string): boolean {
  if (target.startsWith('node:')) return resolved === target.slice('node:'.length);
  return isOurs(target)
    ? resolved.endsWith(target)
    : new RegExp(`node_modules/(@types/)?${target}/`).test(resolved);
}

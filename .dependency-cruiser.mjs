// Who may import whom (ARCHITECTURE.md, "Directions of import"). With TypeScript 7 this checker reads
// 0 modules and exits 0: tests/tidy plants forbidden imports, and `npm run check` refuses 0 modules.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const enters = {
  // stage: the other stages it may enter, by the front door
  sources: [],
  warehouse: [],
  contracts: [],
  billing: ['warehouse', 'contracts'],
  forecasting: ['warehouse', 'contracts'],
  delivery: ['warehouse', 'contracts', 'billing', 'forecasting'],
};
const stages = Object.keys(enters).join('|');

// Each may know the ones before it.
const rooms = ['logs', 'workbooks', 'database', 'security', 'operator', 'quality', 'operations'];

// Every folder of src/sources is a source, but for the rooms that serve them all.
const serving = ['reading', 'intake', 'sample', 'use-cases'];
const sources = readdirSync(join(import.meta.dirname, 'src/sources'), { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() && !serving.includes(entry.name) ? [entry.name] : []))
  .join('|');

const isTest = String.raw`\.test\.ts$`;
const frontDoor = String.raw`/index\.ts$`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const stageRules = Object.entries(enters).map(([stage, others]) =>
  rule(
    `${stage}-stays-in-its-place`,
    others.length > 0 ? `${stage} may enter only ${others.join(' and ')}` : `${stage} enters no other stage`,
    { path: `^src/${stage}/` },
    { path: `^src/(${stages})/`, pathNot: [stage, ...others].map((name) => `^src/${name}/`) },
  ),
);

const roomRules = rooms.flatMap((room, at) => [
  rule(
    `${room}-by-its-front-door`,
    `platform/${room} is entered by its index.ts only`,
    { path: '^src/', pathNot: `^src/platform/${room}/` },
    { path: `^src/platform/${room}/`, pathNot: frontDoor },
  ),
  ...(at + 1 < rooms.length
    ? [
        rule(
          `${room}-below-later-rooms`,
          `the rooms of the platform stand on each other in the order ${rooms.join(', ')}`,
          { path: `^src/platform/${room}/` },
          { path: rooms.slice(at + 1).map((later) => `^src/platform/${later}/`) },
        ),
      ]
    : []),
]);

const sourceRules = [
  rule(
    'sources-are-strangers',
    'a source knows the declaration of a feed (sources/feed.ts) and itself; never another source',
    { path: `^src/sources/(${sources})/`, pathNot: isTest },
    { path: '^src/sources/', pathNot: ['^src/sources/$1/', String.raw`^src/sources/feed\.ts$`] },
  ),
  rule(
    'source-tests-write-their-input-with-the-sample',
    'a test of a source may also use the sample, which writes files of every source',
    { path: `^src/sources/(${sources})/.*${isTest}` },
    {
      path: '^src/sources/',
      pathNot: ['^src/sources/$1/', String.raw`^src/sources/feed\.ts$`, '^src/sources/sample/'],
    },
  ),
  rule(
    'sources-by-their-front-door',
    'the rest of the stage enters a source by its index.ts only',
    { path: '^src/sources/', pathNot: `^src/sources/(${sources})/` },
    { path: `^src/sources/(${sources})/`, pathNot: frontDoor },
  ),
];

const compositionRules = [
  rule(
    'through-the-front-door',
    'a stage is entered by its index.ts only',
    { path: '^src/([^/]+)' },
    { path: `^src/(${stages})/`, pathNot: ['^src/$1/', frontDoor] },
  ),
  rule(
    'only-main-knows-the-commands',
    'main.ts and commands/ put the program together; nothing else knows a command',
    { path: '^src/', pathNot: [String.raw`^src/main\.ts$`, '^src/commands/'] },
    { path: '^src/commands/' },
  ),
  rule(
    'nobody-imports-main',
    'main.ts runs the program when it is imported',
    { path: '^src/' },
    { path: String.raw`^src/main\.ts$` },
  ),
  rule(
    'platform-below-stages',
    'the platform knows the kernel only',
    { path: '^src/platform/' },
    { path: '^src/', pathNot: '^src/(platform|kernel)/' },
  ),
  rule(
    'configuration-below-the-rooms',
    'the configuration is read before any room of the platform exists',
    { path: String.raw`^src/platform/configuration(\.ts$|/)` },
    { path: '^src/platform/', pathNot: '^src/platform/configuration/' },
  ),
  rule(
    'kernel-imports-nothing-of-ours',
    'the kernel is the bottom of the house',
    { path: '^src/kernel/' },
    { path: '^src/', pathNot: '^src/kernel/' },
  ),
];

// The web app is a client of the services, in an order of its own: texts, service, design, then the places of the user.
const webFolders = ['texts', 'service', 'design'];
const webRules = [
  rule(
    'web-is-a-client',
    'the web app speaks to the services over HTTP; it imports nothing of src, nor src of it',
    { path: '^web/', pathNot: isTest },
    { path: '^(src|tests|bench|docs|db)/' },
  ),
  rule(
    'nobody-imports-the-web',
    'the server hands out what was built of web/',
    { path: '^src/' },
    { path: '^web/' },
  ),
  ...webFolders.map((folder, at) =>
    rule(
      `web-${folder}-stays-in-its-place`,
      `web/${folder} may enter only ${webFolders.slice(0, at).join(' and ') || 'itself'}`,
      { path: `^web/${folder}/`, pathNot: isTest },
      { path: '^web/', pathNot: webFolders.slice(0, at + 1).map((each) => `^web/${each}/`) },
    ),
  ),
  rule(
    'places-are-strangers',
    'a place of the user knows texts, service and design, and no other place',
    { path: `^web/(?!${webFolders.join('|')})([^/]+)/`, pathNot: isTest },
    { path: '^web/', pathNot: ['^web/$1/', ...webFolders.map((each) => `^web/${each}/`)] },
  ),
  rule(
    'web-runs-in-browsers',
    'a browser has no modules of Node',
    { path: '^web/', pathNot: isTest },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'packages-of-the-web',
    'React and what stands on it run in browsers only',
    { path: '^src/' },
    { path: 'node_modules/(@types/)?(react|react-dom|@fluentui|@tanstack|@revolist)/' },
  ),
];

const packageRules = [
  rule(
    'pg-in-one-room',
    'only platform/database speaks to PostgreSQL (pg-boss, the job queue, is no driver)',
    { path: '^src/', pathNot: '^src/platform/database/' },
    { path: 'node_modules/(@types/)?pg[^/]*/', pathNot: 'node_modules/pg-boss/' },
  ),
  rule(
    'fastify-in-one-room',
    'only delivery/http speaks HTTP',
    { path: '^src/', pathNot: '^src/delivery/http/' },
    { path: 'node_modules/@?fastify[^/]*/' },
  ),
  rule(
    'bundler-in-a-program-of-its-own',
    'what the bundler takes of memory would stay with the server',
    { path: '^src/' },
    { path: 'node_modules/(vite|rolldown)/' },
  ),
  rule(
    'no-development-packages',
    'the package runs without development packages; only types and tests may come from a development package',
    { path: '^src/', pathNot: isTest },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'everything-resolves',
    'an import that resolves to nothing is not checked by any other rule',
    {},
    {
      couldNotResolve: true,
    },
  ),
];

const shapeRules = [
  rule('no-circular', 'a cycle has no bottom to start reading from', {}, { circular: true }),
  rule(
    'no-orphans',
    'a file that nobody imports and that imports nothing is not part of the product',
    { orphan: true, path: '^(src|web)/', pathNot: isTest },
    {},
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...stageRules,
    ...roomRules,
    ...sourceRules,
    ...compositionRules,
    ...webRules,
    ...packageRules,
    ...shapeRules,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['node', 'import', 'types'] },
  },
};

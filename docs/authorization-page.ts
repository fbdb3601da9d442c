import type { Matrix, Privilege } from '../src/platform/security/index.ts';

const scopeWords: Readonly<Record<Privilege['scope'], string>> = {
  all: 'everywhere',
  own: 'own sites',
  district: 'own district',
  region: 'own region',
  hierarchy: 'own hierarchy',
  self: 'own deeds',
};

/** The rights as a page, from the tables of a migrated database. */
export function authorizationPage(matrix: Matrix): string {
  return [
    '# Authorization',
    '',
    'Who may do what, generated from the tables of schema `security` by `npm run db:dump`; `authorization.json` has',
    'the same for programs. What is not listed is denied. How it is enforced:',
    '[decision 0016](../decisions/0016-rights-in-the-database.md). Change it with `daybook rights set`; look it up',
    'with `daybook rights` and `daybook users show`.',
    '',
    `${String(matrix.roles.length)} roles, ${String(matrix.objects.length)} objects, ` +
      `${String(matrix.privileges.length)} rights.`,
    '',
    ...roles(matrix),
    ...objects(matrix),
    ...conflicts(matrix),
    ...personalData(matrix),
  ].join('\n');
}

function roles({ roles: listed, jobProfiles }: Matrix): string[] {
  return [
    '## Roles',
    '',
    'Each is also a PostgreSQL role. A person may hold several and has the union of their rights.',
    '',
    '| role | called | in PostgreSQL | who | work | given by | held |',
    '|---|---|---|---|---|---|---|',
    ...listed.map(({ role, title, databaseRole, says, work, givenBy, isTemporaryOnly, needsStepUp }) => {
      const held = [...(isTemporaryOnly ? ['until a date only'] : []), ...(needsStepUp ? ['step-up'] : [])];
      const givers = givenBy.map((giver) => `\`${giver}\``).join(', ');
      return `| \`${role}\` | ${title} | \`${databaseRole}\` | ${says} | ${work} | ${givers} | ${held.join(', ')} |`;
    }),
    '',
    '### Job profiles of Workday',
    '',
    '| profile | role | column that names the sites |',
    '|---|---|---|',
    ...jobProfiles.map(
      ({ jobProfile, role, siteColumn }) => `| ${jobProfile} | \`${role}\` | ${siteColumn} |`,
    ),
    '',
  ];
}

function objects({ objects: listed, privileges }: Matrix): string[] {
  const sections = listed.map(({ object, says, tables }) => {
    const rights = privileges.filter((right) => right.object === object);
    const rows = [...Map.groupBy(rights, ({ action }) => action)].map(([action, holders]) => {
      const byScope = [...Map.groupBy(holders, ({ scope }) => scope)].map(
        ([scope, held]) => `${scopeWords[scope]}: ${held.map(({ role }) => `\`${role}\``).join(', ')}`,
      );
      return `| ${action} | ${byScope.join('; ')} |`;
    });
    const names = tables.map((table) => `\`${table}\``).join(', ');
    const notes = [...new Set(rights.flatMap(({ note }) => (note === null ? [] : [note])))];
    return [
      `### ${object}`,
      '',
      `${says}. ${tables.length > 0 ? `Tables: ${names}.` : 'It has no tables.'}`,
      '',
      ...(rows.length > 0 ? ['| action | who |', '|---|---|', ...rows, ''] : ['No matching people.', '']),
      ...notes.map((note) => `- ${note}`),
      '',
    ];
  });
  return ['## Objects', '', ...sections.flat()];
}

function conflicts({ roleConflicts, dutyConflicts }: Matrix): string[] {
  const byReason = [...Map.groupBy(roleConflicts, ({ reason }) => reason)];
  return [
    '## Segregation of duties',
    '',
    'Roles that one person may not hold at once. An attempt is recorded and not carried out.',
    '',
    ...byReason.map(
      ([reason, pairs]) =>
        `- ${reason}: ${pairs.map(({ role, otherRole }) => `\`${role}\` and \`${otherRole}\``).join(', ')}`,
    ),
    '',
    'Duties that one person may not perform on the same thing:',
    '',
    '| first | then not | on the same | why |',
    '|---|---|---|---|',
    ...dutyConflicts.map(
      ({ firstDuty, secondDuty, within, reason }) =>
        `| ${firstDuty} | ${secondDuty} | ${within} | ${reason} |`,
    ),
    '',
  ];
}

function personalData({ personal }: Matrix): string[] {
  return [
    '## Personal data',
    '',
    '| table | column | class | stored as |',
    '|---|---|---|---|',
    ...personal.map(
      ({ relation, column, class: kind, isSealed }) =>
        `| \`${relation}\` | ${column} | ${kind} | ${isSealed ? 'pseudonym; value encrypted apart' : 'text'} |`,
    ),
    '',
  ];
}

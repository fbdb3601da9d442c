/** What no field may hold, or what a program on the way may take for something else; eight or more of each kind. */
export const hostile: readonly string[] = [
  ...[
    '\u0000',
    'a\u0000b',
    '\u001b[2J',
    '\u0007',
    '\u009b31m',
    '\u202e0170',
    '\u2028',
    '\ufffe',
    '\u{1f4a3}',
  ],
  ...['1e400', '-1e400', '1e-400', '0x10', '0b1', 'Infinity', 'NaN', '-0', '--1', '1..0', '٣', '１'],
  ...[
    '9'.repeat(400),
    `0.${'0'.repeat(400)}1`,
    'x'.repeat(70_000),
    '\\N',
    '\\.',
    '\\',
    "';--",
    '{}',
    'null',
    '[]',
  ],
  ...[
    '=cmd|"/c calc"!A1',
    '@SUM(1)',
    '$1',
    '%s%n',
    '$' + '{x}',
    '{file}',
    '../../x',
    'TRAILER',
    'true',
    'NULL',
  ],
  ...[
    '9999-12-31',
    '0000-00-00',
    '10000-01-01',
    '2025-02-30',
    '999999',
    '000000',
    '24:00',
    '2025-01-01T25:61',
  ],
];

/** What the database says against a value, in its own words: nobody should read that. */
export const ofDatabase =
  /invalid byte|SQLSTATE|violates|syntax for type|out of range for type|Unicode (low|high) surrogate/;

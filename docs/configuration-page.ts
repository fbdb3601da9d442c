import {
  configurationVariables,
  readConfiguration,
  type Configuration,
} from '../src/platform/configuration.ts';

interface Setting {
  readonly takes: string;
  readonly option: string;
  readonly means: string;
}

/** Words for each setting; a setting without an entry here does not pass the type check. */
const settings: Readonly<Record<keyof Configuration, Setting>> = {
  databaseUrl: {
    takes: '`postgres://user:password@host:5432/database`',
    option: '',
    means:
      'PostgreSQL 17 or newer of your own. Not set: the embedded server, which Daybook starts and stops itself.',
  },
  dataDir: {
    takes: 'a folder',
    option: '`--data`',
    means: 'Holds the embedded database, its password and log, the sample, and uploads on their way.',
  },
  port: {
    takes: '0 to 65535',
    option: '`--port`',
    means:
      'Port of the web address on 127.0.0.1; 0 lets the machine choose. The embedded server chooses its own port.',
  },
  intakeToken: {
    takes: 'text, 16 characters or more',
    option: '',
    means: 'Secret that callers of `POST /intake/<feed>` send. Not set: this door is shut.',
  },
  maxFailingPercent: {
    takes: '0 to 100',
    option: '`--max-failing-percent` of `load`',
    means: 'A file with a larger percentage of failing records is refused.',
  },
  timeZone: {
    takes: 'an IANA name such as `America/New_York`',
    option: '',
    means: "The operator's time zone: times without one are read in it, and it decides what day it is.",
  },
};

/** The settings as a page: variable, option, default, meaning. */
export function configurationPage(): string {
  const rows = Object.entries(configurationVariables).map(([key, variable]) => {
    const setting = key as keyof Configuration;
    const { takes, option, means } = settings[setting];
    return `| \`${variable}\` | ${option} | ${takes} | ${defaultOf(setting)} | ${means} |`;
  });
  return [
    '# Configuration',
    '',
    'An option of the command line wins over the environment, the environment over the default; an empty value',
    'counts as not set. A value that cannot be used is refused with `CONFIGURATION_INVALID`, which names the variable',
    'and never repeats its value. `daybook doctor` prints what is in force, secrets masked.',
    'Made from `src/platform/configuration.ts` by `npm run fix`.',
    '',
    '| variable | option | takes | default | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function defaultOf(setting: keyof Configuration): string {
  // The folder is shown as it is typed; the configuration holds it as an absolute path of the machine at hand.
  if (setting === 'dataDir') return '`./data`';
  const value = readConfiguration({}, {})[setting];
  return value === undefined ? 'not set' : `\`${String(value)}\``;
}

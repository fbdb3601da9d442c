import type { Database } from '../../platform/database/index.ts';
import { startStatistics } from '../../platform/operations/index.ts';
import type { Weakness } from './weak-settings.ts';

/** What a server of one's own leaves weaker than the embedded one, for `daybook doctor`. As the owner. */
export async function weakServer(owner: Database): Promise<Weakness[]> {
  const [server] = await owner.query<{
    user: string;
    isNarrow: boolean;
    hasDefaults: boolean;
    open: readonly string[];
  }>(
    `select current_user as "user",
       pg_get_viewdef('information_schema.tables'::regclass) ~ 'has_schema_privilege' as "isNarrow",
       has_function_privilege('public', 'pg_catalog.pg_advisory_lock(bigint)', 'execute') as "hasDefaults",
       array(select format('%I', datname) from pg_database
         where datallowconn and datname <> current_database()
           and has_database_privilege('public', oid, 'connect') order by datname) as open`,
  );
  const weak: Weakness[] = [];
  if (server?.isNarrow === false)
    weak.push({
      what: 'SQL clients',
      says:
        `list tables that they cannot open: ${server.user} is not a superuser, and only a superuser may narrow ` +
        'information_schema; reading is not affected',
    });
  if (server?.hasDefaults === true)
    weak.push({
      what: 'SQL logins',
      says:
        `may take advisory locks, create large objects and hold connections: ${server.user} is not a superuser, and ` +
        'only a superuser can revoke that from everybody; give logins to a replica (docs/operate/people-and-rights.md)',
    });
  const open = server?.open ?? [];
  if (open.length > 0)
    weak.push({
      what: 'other databases',
      says:
        `${open.slice(0, 5).join(', ')}${open.length > 5 ? ` and ${String(open.length - 5)} more` : ''} on this ` +
        'server let every login connect, including the personal logins here; as their owner: ' +
        `\`revoke connect, temporary on database ${open[0] ?? ''} from public\``,
    });
  weak.push(...(await uncountedStatements(owner)), ...(await brokenRules(owner)));
  return weak;
}

/** Whether `daybook database` has something to tell. */
async function uncountedStatements(owner: Database): Promise<Weakness[]> {
  const state = await startStatistics(owner);
  if (state === 'on') return [];
  const load =
    `\`alter system set shared_preload_libraries = 'pg_stat_statements'\` (with what stands there already), ` +
    'restart the server, and then ';
  return [
    {
      what: 'slow statements',
      says:
        `are not counted; as a superuser of the server: ${state === 'not loaded' ? load : ''}` +
        '`create extension pg_stat_statements schema public` in this database',
    },
  ];
}

/** Rules that rows from before they were made break. */
async function brokenRules(owner: Database): Promise<Weakness[]> {
  const rules = await owner.query<{ relation: string; rule: string; broken: string; example: string }>(
    'select relation, rule, broken, example from security.broken_rules() where broken > 0',
  );
  return rules.map(({ relation, rule, broken, example }) => ({
    what: 'rule of a table',
    says:
      `${broken} rows of ${relation} are older than the rule “${rule.replaceAll('_', ' ')}” and break it, for ` +
      `example ${example}; correct their source and load or import it again`,
  }));
}

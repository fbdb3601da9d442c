import type { Database } from '../../platform/database/index.ts';
import type { Weakness } from './weak-settings.ts';

/** What a server of one's own leaves weaker than the embedded one, for `daybook doctor`. As the owner. */
export async function weakServer(owner: Database): Promise<Weakness[]> {
  const [server] = await owner.query<{ user: string; isNarrow: boolean }>(
    `select current_user as "user",
       pg_get_viewdef('information_schema.tables'::regclass) ~ 'has_schema_privilege' as "isNarrow"`,
  );
  const weak: Weakness[] = [];
  if (server?.isNarrow === false)
    weak.push({
      what: 'SQL clients',
      says:
        `list tables that they cannot open: ${server.user} is not a superuser, and only a superuser may narrow ` +
        'information_schema; reading is not affected',
    });
  return weak;
}

import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';

/**
 * The statement of a site and month that stands, where it was sent and its month is completed; revising it opens the
 * month again. Undefined where it was not, or was billed in advance, before there was any revenue. As the owner: who
 * sends a report need not see statements.
 */
export async function sentStatement(
  database: Queryable,
  { site, month }: { readonly site: string; readonly month: Month },
): Promise<{ readonly statement: string; readonly sentOn: string } | undefined> {
  const [sent] = await database.query<{ statement: string; sentOn: string }>(
    `select statement.statement_id as statement, (
       select to_char(max(changed_at), 'YYYY-MM-DD') from billing.statement_change as change
       where change.statement_id = statement.statement_id and to_state = 'Sent') as "sentOn"
     from billing.statement join contracts.version on version_id = contract_version_id
     where statement.site_id = $1 and service_month = $2::date and is_standing and statement.state = 'Sent'
       and billing_type = 'Arrears'`,
    [site, firstDay(month)],
  );
  return sent;
}

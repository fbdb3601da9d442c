import type { Queryable } from '../../platform/database/index.ts';
import type { AccountTitles } from './description/codecs.ts';

/** The titles of the accounts that contracts list, as exports write them. */
export async function accountTitles(database: Queryable): Promise<AccountTitles> {
  const rows = await database.query<{ list: string; code: string; title: string }>(
    'select list, code, title from contracts.ledger_title',
  );
  const titles = new Map(rows.map(({ list, code, title }) => [`${list} ${code}`, title]));
  return (list, code) => titles.get(`${list} ${code}`) ?? '';
}

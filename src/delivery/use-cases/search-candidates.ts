import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { questions } from '../../warehouse/index.ts';

// What a search looks through, as far as the caller of the transaction sees it.

/** Something that may be found: what it is called, where it is, and what it is found by. */
export interface Candidate {
  /** The number or name that is its own: whoever types it means this one. */
  readonly key: string;
  readonly title: string;
  readonly detail: string | null;
  /** The month that it is of; null: of none. */
  readonly month: Month | null;
  /** Address in the web app. */
  readonly link: string;
  /** Further words that it is found by. */
  readonly text: string;
}

/** A site, as it is found. */
export interface Site {
  readonly site: string;
  readonly name: string;
  readonly place: string;
  readonly people: string;
}

/** Every site that may be seen. */
export async function sitesOf(transaction: Queryable): Promise<Site[]> {
  return transaction.query<Site>(
    `select site_id as site, coalesce(site_name, '') as name, concat_ws(', ', city, state, district) as place,
       concat_ws(' ', account_manager, district_manager) as people
     from api.site order by site_id`,
  );
}

/** A site with its district and managers. */
export function siteItself({ site, name, place, people }: Site): Candidate {
  return {
    key: site,
    title: `${site} ${name}`,
    detail: place === '' ? null : place,
    month: null,
    text: `${place} ${people}`,
    link: `/sites/${site}`,
  };
}

/** The forecast of a site, of a month or as it is usually opened. */
export function forecastOf({ site, name, place }: Site, month: Month | null): Candidate {
  return {
    key: site,
    title: `${site} ${name}`,
    detail: null,
    month,
    text: place,
    link: `/forecast/${site}${month === null ? '' : `?month=${month}`}`,
  };
}

/** The P&L of a site, of a month or of the one chosen last. */
export function pnlOf({ site, name, place }: Site, month: Month | null): Candidate {
  return {
    key: site,
    title: `${site} ${name}`,
    detail: null,
    month,
    text: place,
    link: `/profit-and-loss?at=${site}${month === null ? '' : `&period=${month}`}`,
  };
}

/** The newest version of each contract. */
export async function contractsOf(transaction: Queryable): Promise<Candidate[]> {
  const rows = await transaction.query<{ site: string; customer: string; terms: string | null }>(
    `select distinct on (site_id) site_id as site, coalesce(customer_name, '') as customer,
       nullif(concat_ws(', ', billing_type, payment_terms), '') as terms
     from api.contract order by site_id, version_number desc`,
  );
  return rows.map(({ site, customer, terms }) => ({
    key: site,
    title: `${site} ${customer}`,
    detail: terms,
    month: null,
    text: '',
    link: `/contracts/${site}`,
  }));
}

/** Statements that are looked for: the words that must occur, the month, and how many at most. */
interface StatementsLookedFor {
  readonly words: readonly string[];
  readonly month: Month | null;
  readonly most: number;
}

/** The newest first; only those that fit are read, because there are as many as sites and months. */
export async function statementsOf(
  transaction: Queryable,
  { words, month, most }: StatementsLookedFor,
): Promise<Candidate[]> {
  const rows = await transaction.query<{
    id: string;
    site: string;
    customer: string;
    month: Month;
    state: string;
    text: string;
  }>(
    `select statement_id::text as id, site_id as site, customer, month, state, concat_ws(' ', numbers, total) as text
     from (
       select statement_id, site_id, to_char(service_month, 'YYYY-MM') as month, state, total, service_month,
         coalesce((select customer_name from contracts.contract where contract.site_id = statement.site_id), '')
           as customer,
         coalesce((select string_agg(number, ' ') from api.invoice
           where invoice.statement_id = statement.statement_id), '') as numbers
       from api.statement) as statement
     where ($2::date is null or service_month = $2)
       and concat_ws(' ', statement_id, site_id, customer, numbers, month, state, total) ilike all ($1::text[])
     order by statement_id::text = any ($3::text[]) desc, service_month desc, site_id
     limit $4`,
    [
      words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`),
      month === null ? null : `${month}-01`,
      words,
      most,
    ],
  );
  return rows.map(({ id, site, customer, state, text, month: of }) => ({
    key: id,
    title: `Statement ${id}, ${site} ${customer}`,
    detail: state,
    month: of,
    text: `${text} ${state} ${of}`,
    link: `/statements/${id}`,
  }));
}

/** A question by its name and what it answers. */
export function questionItself({ name, summary }: (typeof questions)[number]): Candidate {
  return {
    key: name,
    title: name,
    detail: summary,
    month: null,
    text: summary,
    link: `/data?tab=questions&question=${name}`,
  };
}

/** Facts of the operator by name and meaning. */
export async function settingsOf(transaction: Queryable): Promise<Candidate[]> {
  const rows = await transaction.query<{ name: string; meaning: string }>(
    'select fact as name, meaning from api.operator_fact order by fact',
  );
  return rows.map(({ name, meaning }) => ({
    key: name,
    title: name,
    detail: meaning,
    month: null,
    text: meaning,
    link: `/administration?tab=facts&q=${name}`,
  }));
}

/** People by name and sign-in. */
export async function peopleOf(transaction: Queryable): Promise<Candidate[]> {
  const rows = await transaction.query<{ id: string; name: string }>(
    `select user_id as id, coalesce(display_name, '') as name from api.person order by user_id`,
  );
  return rows.map(({ id, name }) => ({
    key: id,
    title: name === '' ? id : name,
    detail: name === '' ? null : id,
    month: null,
    text: id,
    link: `/administration?tab=people&q=${encodeURIComponent(id)}`,
  }));
}

import type { Connection } from '../../platform/database/index.ts';
import { decimal, inGroups } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import type { StagedRows } from './staged-rows.ts';
import { targetOf, type CrossCheck } from './targets.ts';

/** Something a load was allowed with, but someone should look at. */
export interface Warning {
  readonly rule: string;
  readonly message: string;
}

/** A month that loses more than this part of its rows is told: 20 %. */
const shrinkPercentMax = 20;

/** Warns when the slices of a month hold far fewer rows than before. Counts are rows. */
export function shrunkenMonth(
  feed: string,
  month: string,
  rows: { before: number; after: number },
): Warning[] {
  if (rows.after * 100 >= rows.before * (100 - shrinkPercentMax)) return [];
  return [
    {
      rule: 'month shrinks',
      message:
        `${feed} ${month.slice(0, 7)}: ${String(rows.after)} rows arrived for sites and days that had ` +
        `${String(rows.before)}. Ask the source whether the file is complete; load the complete file to correct it.`,
    },
  ];
}

const crossCheck: Readonly<
  Record<CrossCheck, (transaction: Connection, staged: StagedRows) => Promise<Warning[]>>
> = {
  'unmapped accounts': unmappedAccounts,
  'balanced documents': async (transaction, staged) => {
    await refuseUnbalanced(transaction, staged);
    return [];
  },
  'days and deposits': workbookChecks,
  'unusual days': unusualDays,
  'overrides ended': endedOverrides,
};

/** The cross-checks of a feed on its staged rows (operations.md section 7: account mapping, debits = credits). */
export async function crossChecks(transaction: Connection, staged: StagedRows): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const check of targetOf(staged.feed).checks ?? [])
    warnings.push(...(await crossCheck[check](transaction, staged)));
  return warnings;
}

/** So many fields of sites are named; the others are counted. */
const fieldsNamed = 10;

/** What was set here in place of a list until that list came: whoever set it would not know. */
async function endedOverrides(transaction: Connection, { feed }: StagedRows): Promise<Warning[]> {
  const ended = await transaction.query<{ site: string; field: string }>(
    `select site_id as site, field from warehouse.site_override
     where ended_reason = 'list' and ended_at = transaction_timestamp() order by 1, 2`,
  );
  if (ended.length === 0) return [];
  const named = ended.slice(0, fieldsNamed).map(({ site, field }) => `${site} ${field.replaceAll('_', '-')}`);
  const more = ended.length > fieldsNamed ? ` and ${String(ended.length - fieldsNamed)} more` : '';
  return [
    {
      rule: 'overrides ended',
      message:
        `${feed} now says what counts where something else was set here: ${named.join(', ')}${more}. ` +
        'If the list is wrong, have it corrected at its source, or set it again with daybook sites set.',
    },
  ];
}

async function unmappedAccounts(transaction: Connection, { tables }: StagedRows): Promise<Warning[]> {
  const unmapped = await transaction.query<{ account_id: string; account_name: string }>(
    'select account_id, account_name from warehouse.unmapped_accounts($1)',
    [tables.map(({ table }) => table)],
  );
  return unmapped.map((account) => ({
    rule: 'unmapped account',
    message:
      `Account ${account.account_id} ${account.account_name} has none of the eight summary categories, ` +
      'so its money is in the row UNMAPPED of the P&L. Give it IS_SUMMARY_CATEGORY in the chart of ' +
      `accounts and load the chart, or run \`daybook accounts map ${account.account_id} --to CATEGORY\`.`,
  }));
}

/** So many days are told one by one; the others are counted. */
const unusualMax = 10;

/** Days on which a site has far more revenue than it ever had (operations.md 4.3, X07). */
async function unusualDays(transaction: Connection, { feed, slice, tables }: StagedRows): Promise<Warning[]> {
  const target = targetOf(feed);
  if (target.kind !== 'fact') return [];
  // Single records that are taken in again are no days.
  if (slice === 'row') return [];
  const days = await transaction.query<Record<'site' | 'day' | 'total' | 'highest' | 'days', string>>(
    'select site, day, total, highest, days from warehouse.unusual_days($1, $2)',
    [tables.map(({ table }) => table), target.table],
  );
  if (days.length === 0) return [];
  const named = days
    .slice(0, unusualMax)
    .map(
      ({ site, day, total, highest }) =>
        `site ${site} on ${day} ${inGroups(total)} (highest before ${inGroups(highest)})`,
    );
  const more = days.length > unusualMax ? `, and ${String(days.length - unusualMax)} more` : '';
  return [
    {
      rule: 'unusually high',
      message:
        `${feed} has unusually high revenue: ${named.join(', ')}${more}. Ask the site to confirm it; if a figure is ` +
        'wrong, load the corrected file.',
    },
  ];
}

/** Refuses a ledger file with a document that holds both sides and does not balance: WAREHOUSE_LEDGER_UNBALANCED. */
async function refuseUnbalanced(transaction: Connection, staged: StagedRows): Promise<void> {
  // Single records that are loaded again are not documents.
  if (staged.slice === 'row') return;
  const [first] = await transaction.query<{
    month: string;
    document: string | null;
    debits: string;
    credits: string;
    documents: string;
  }>('select month, document, debits, credits, documents from warehouse.unbalanced_documents($1)', [
    staged.tables.map(({ table }) => table),
  ]);
  if (!first) return;
  const { month, document, debits, credits, documents } = first;
  throw refusal('WAREHOUSE_LEDGER_UNBALANCED', {
    month,
    document: document === null ? 'the month as a whole' : `document ${document}`,
    debits: inGroups(debits),
    credits: inGroups(credits),
    difference: inGroups(decimal(debits).minus(decimal(credits)).toString()),
    documents,
  });
}

/** Missing days (X08) and the deposit control (X12) of the site and month that a workbook brought. */
async function workbookChecks(transaction: Connection, staged: StagedRows): Promise<Warning[]> {
  const warnings: Warning[] = [];
  const staging = staged.tables[0]?.table ?? '';
  const gaps = await transaction.query<{ site: string; month: string; days: string }>(
    'select site, month, days from warehouse.workbook_gaps($1)',
    [staging],
  );
  for (const { site, month, days } of gaps) {
    warnings.push({
      rule: 'days missing',
      message:
        `Site ${site}, ${month}: no figures for day ${days}. ` +
        'Enter them and send the workbook again if they are missing.',
    });
  }
  const [site] = staged.sites;
  const [month] = staged.months.keys();
  if (site === undefined || month === undefined) return warnings;
  const [control] = await transaction.query<{ state: string; difference: string; ledger: string }>(
    `select state, difference::text, ledger_balance::text as ledger from warehouse.deposit_control($1, $2::date)`,
    [site, month],
  );
  if (control?.state === 'differs') {
    warnings.push({
      rule: 'deposits differ',
      message:
        `Site ${site}, ${month.slice(0, 7)}: deposits do not match the ledger by ${control.difference} ` +
        `(the account of deposited revenue holds ${control.ledger}). ` +
        `See: daybook explain deposit-control --site ${site} --month ${month.slice(0, 7)}`,
    });
  }
  return warnings;
}

import { decimal, sum, toText, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Connection } from '../../platform/database/index.ts';
import { billWithin } from './bill.ts';
import type { BilledStatement, BillOptions } from './run.ts';

/** A statement whose facts or terms changed since it was made, so that it would now be another one. */
export interface OutdatedStatement {
  readonly statementId: string;
  readonly site: string;
  readonly month: Month;
  readonly state: string;
  /** Total in money, two decimals, as it was made. */
  readonly total: string;
  /** The same from what is known now, and by how much it differs; null when it cannot be calculated now. */
  readonly now: string | null;
  readonly difference: string | null;
  /** What differs, or why it cannot be calculated. */
  readonly why: string;
}

interface StoredStatement {
  readonly statementId: string;
  readonly site: string;
  readonly month: Month;
  readonly state: string;
  readonly total: string;
  readonly lines: readonly LineAsStored[];
}

interface LineAsStored {
  readonly component: string;
  readonly title: string;
  readonly amount: string;
}

/** Which statements are checked: those of a month, those given, or all that stand. */
export interface LookedAt {
  readonly month?: Month | undefined;
  readonly statements?: readonly string[] | undefined;
}

/**
 * The statements that stand and would be others from the facts and terms that hold now: sent ones too. Each is
 * calculated again without being kept. A statement of which no line changed is not among them. `settings` as
 * they were billed with. As the owner; hand on only those that the caller may see.
 */
export async function outdatedStatements(
  transaction: Connection,
  { month, statements }: LookedAt,
  settings: Pick<BillOptions, 'operator' | 'readyMarks'>,
): Promise<OutdatedStatement[]> {
  const changed = await transaction.query<StoredStatement>(
    `select changed.statement_id as "statementId", changed.site_id as site,
       to_char(changed.service_month, 'YYYY-MM') as month, state, total::text as total, (
         select coalesce(jsonb_agg(jsonb_build_object('component', component, 'title', title,
           'amount', amount::text)), '[]')
         from billing.statement_line as line where line.statement_id = changed.statement_id) as lines
     from billing.with_changed_inputs($1::date, $2::bigint[]) as changed
     join billing.statement using (statement_id)
     order by changed.service_month desc, changed.site_id`,
    [month === undefined ? null : firstDay(month), statements ?? null],
  );
  const outdated: OutdatedStatement[] = [];
  for (const [of, ofMonth] of Map.groupBy(changed, (one) => one.month)) {
    const run = await billWithin(transaction, {
      ...settings,
      month: of,
      sites: ofMonth.map(({ site }) => site),
      isDryRun: true,
      isRevision: true,
      proceedReason: 'compared with what was billed',
      startedBy: '',
    });
    const computedBySite = new Map(run.statements.map((one) => [one.computed.site, one]));
    const blocked = new Map(run.blocked.map(({ site, reasons }) => [site, reasons]));
    for (const one of ofMonth) {
      const now = computedBySite.get(one.site);
      const why = (blocked.get(one.site) ?? []).map(({ message }) => message).join(' ');
      const answer = now === undefined ? withoutFigure(one, why) : compared(one, now);
      if (answer !== null) outdated.push(answer);
    }
  }
  return outdated;
}

/**
 * Refuses with BILLING_FACTS_CHANGED when facts or terms of a statement changed since it was made and it would be
 * another one now; with a reason it is handed back instead, to be told. Null when it is as it was.
 */
export async function requireCurrent(
  transaction: Connection,
  { statementId, reason }: { readonly statementId: string; readonly reason: string | null },
  settings: Pick<BillOptions, 'operator' | 'readyMarks'>,
): Promise<OutdatedStatement | null> {
  const [outdated] = await outdatedStatements(transaction, { statements: [statementId] }, settings);
  if (outdated === undefined) return null;
  if (reason !== null && reason.trim() !== '') return outdated;
  const { site, month, why } = outdated;
  throw refusal('BILLING_FACTS_CHANGED', { statement: statementId, site, month, why });
}

function withoutFigure(
  { statementId, site, month, state, total }: StoredStatement,
  why: string,
): OutdatedStatement {
  const one = { statementId, site, month, state, total };
  return { ...one, now: null, difference: null, why: `it cannot be calculated now: ${why}` };
}

/** Null when every line is what it was. */
function compared(
  { lines, ...one }: StoredStatement,
  { computed }: BilledStatement,
): OutdatedStatement | null {
  const before = sums(lines.map((line) => ({ ...line, amount: decimal(line.amount) })));
  const after = sums(computed.invoices.flatMap((invoice) => invoice.lines));
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const zero = decimal('0');
  const differing = names.filter((name) => !(before.get(name) ?? zero).eq(after.get(name) ?? zero));
  if (differing.length === 0) return null;
  const now = toText(computed.total, 2);
  const difference = signed(computed.total.minus(decimal(one.total)));
  const lineOf = (name: string): string =>
    `${name} ${toText(before.get(name) ?? zero, 2)}, now ${toText(after.get(name) ?? zero, 2)}`;
  const why = `total ${toText(decimal(one.total), 2)}, now ${now} (${difference}): ${differing.map(lineOf).join('; ')}`;
  return { ...one, now, difference, why };
}

function sums(
  lines: readonly { readonly component: string; readonly title: string; readonly amount: Decimal }[],
): Map<string, Decimal> {
  const groups = Map.groupBy(lines, ({ component, title }) => `${component} “${title}”`);
  return new Map([...groups].map(([name, group]) => [name, sum(group.map(({ amount }) => amount))]));
}

function signed(amount: Decimal): string {
  return `${amount.gt('0') ? '+' : ''}${toText(amount, 2)}`;
}

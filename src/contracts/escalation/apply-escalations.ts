import { refusal, type Refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Connection, Database } from '../../platform/database/index.ts';
import { keptClauses } from '../clauses/kept-clauses.ts';
import { moneyDigestOf } from '../approval/money-digest.ts';
import { contractsInForce, type ContractInForce } from '../contract.ts';
import { originalsOf } from '../exports/originals-of.ts';
import { digestOf, type Original } from '../exports/original.ts';
import { escalateInMonth } from './escalate-in-month.ts';
import type { EscalatedRate } from './escalate.ts';
import { approvedValues } from './index-values.ts';

/** A contract whose rates escalate in a month. */
export interface EscalatedContract {
  readonly site: string;
  readonly customerName: string | null;
  readonly rates: readonly EscalatedRate[];
  /** Values of indexes that are missing: none of its rates changes until somebody enters and approves them. */
  readonly waitsFor: readonly Refusal[];
}

export interface EscalationOptions {
  readonly month: Month;
  /** Show what would change, and change nothing. */
  readonly isPreview: boolean;
  readonly appliedBy: string;
}

/**
 * Escalates the contracts whose rates change in a service month: each becomes a computed version from that month on
 * (billing.md 3). A contract with a version that begins in the month is left alone: it was escalated already, or an
 * import gave it its figures; so twice is once. A contract whose clause lacks the value of an index waits for it and
 * stops no other. As the owner; ask for the right to change contracts before.
 */
export async function applyEscalations(
  database: Database,
  { month, isPreview, appliedBy }: EscalationOptions,
): Promise<EscalatedContract[]> {
  return database.transaction(async (transaction) => {
    await transaction.execute('lock table contracts.contract in share row exclusive mode');
    const due = (await contractsInForce(transaction, { month })).filter(({ fromMonth }) => fromMonth < month);
    const escalated = await escalatedAmong(transaction, due, month);
    const ready = escalated.filter(({ waitsFor }) => waitsFor.length === 0);
    if (!isPreview) await addVersions(transaction, ready, { month, appliedBy });
    return escalated.map(({ contract: { site, customerName }, rates, waitsFor }) => ({
      ...{ site, customerName, waitsFor },
      rates: waitsFor.length === 0 ? rates : [],
    }));
  });
}

interface Due {
  readonly contract: ContractInForce;
  readonly terms: Original;
  readonly rates: readonly EscalatedRate[];
  readonly waitsFor: readonly Refusal[];
}

async function escalatedAmong(
  transaction: Connection,
  contracts: readonly ContractInForce[],
  month: Month,
): Promise<Due[]> {
  const byVersion = new Map(contracts.map((contract) => [contract.versionId, contract]));
  const originals = await originalsOf(transaction, [...byVersion.keys()]);
  const clauses = Map.groupBy(await keptClauses(transaction, { month }), ({ site_id: site }) => site);
  const values = await approvedValues(transaction);
  return originals.flatMap(({ versionId, original }) => {
    const contract = byVersion.get(versionId);
    if (contract === undefined) return [];
    const { site } = contract;
    const given = { clauses: clauses.get(site) ?? [], values };
    const { terms, rates, missing } = escalateInMonth(original, month, given);
    const waitsFor = missing.map((value) => refusal('CONTRACTS_INDEX_MISSING', { site, month, value }));
    return rates.length + waitsFor.length === 0 ? [] : [{ contract, terms, rates, waitsFor }];
  });
}

async function addVersions(
  transaction: Connection,
  escalated: readonly Due[],
  { month, appliedBy }: Pick<EscalationOptions, 'month' | 'appliedBy'>,
): Promise<void> {
  if (escalated.length === 0) return;
  const numbers = await nextNumbers(transaction, escalated);
  const versions = escalated.map(({ contract, terms }) => ({
    ...{ contract_id: contract.contractId, site_id: contract.site, number: numbers.get(contract.versionId) },
    ...{ from_month: firstDay(month), origin: 'escalation', state: contract.state, export_id: null },
    ...{ made_by: appliedBy, unmodelled: [], original: terms },
    ...{ digest: digestOf(terms), money_digest: moneyDigestOf(terms) },
  }));
  await transaction.query('select version_id from contracts.add_versions($1)', [JSON.stringify(versions)]);
  // What no table holds goes on from the version before.
  await transaction.execute(
    `update contracts.version as made set unmodelled = before.unmodelled
     from contracts.version as before
     where made.contract_id = before.contract_id and before.version_id = any ($2::bigint[])
       and made.origin = 'escalation' and made.from_month = $1::date
       and before.unmodelled <> '[]' and made.unmodelled = '[]'`,
    [firstDay(month), escalated.map(({ contract }) => contract.versionId)],
  );
}

/** The next number of each contract, by the version in force: versions that wait or were rejected have theirs. */
async function nextNumbers(
  transaction: Connection,
  escalated: readonly Due[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.query<{ versionId: string; number: number }>(
    `select held.version_id as "versionId", max(version.number) + 1 as number
     from contracts.version as held join contracts.version using (contract_id)
     where held.version_id = any ($1::bigint[]) group by 1`,
    [escalated.map(({ contract }) => contract.versionId)],
  );
  return new Map(rows.map(({ versionId, number }) => [versionId, number]));
}

import { refusal, type Refusal } from '../../kernel/errors.ts';
import type { Json } from '../../kernel/exact-json.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import {
  takenUpAgain,
  type Connection,
  type Database,
  type Queryable,
} from '../../platform/database/index.ts';
import { keptClauses } from '../clauses/stored-clauses.ts';
import { moneyDigestOf } from '../approval/money-digest.ts';
import { contractsInForce, type ContractInForce, type InForce } from '../contract.ts';
import { keepVersions, type NewVersion } from '../exports/keep-versions.ts';
import { exportedTermsOf } from '../exports/read-exported-terms.ts';
import { digestOf, type ExportedTerms } from '../exports/exported-terms.ts';
import { lockContracts } from '../lock-contracts.ts';
import { figureNames, type FigureName } from '../exports/description/figures.ts';
import type { EscalatedRate } from './escalate.ts';
import { approvedReadings } from './escalator-readings.ts';
import { approvedValues } from './index-values.ts';
import { stepsThrough, type EscalationStep } from './steps-through.ts';
import {
  increaseWaits,
  percentText,
  readIncreaseRules,
  untilWaiting,
  type IncreaseRules,
  type WaitingIncrease,
} from './waiting-increase.ts';

/** A contract whose rates are due to change. */
export interface EscalatedContract {
  readonly site: string;
  readonly customerName: string | null;
  /** Each rate with the service month from which its new value holds, oldest first. */
  readonly rates: readonly (EscalatedRate & FigureName & { readonly month: Month })[];
  /** Why no rate changes from a month on: a value of an index is missing, or an increase waits for approval. */
  readonly waitsFor: readonly Refusal[];
  /** The same in short, such as `ECI 2025`, and the service month that needs it. */
  readonly awaits: readonly { readonly month: Month; readonly value: string }[];
  /** The increase that waits for a second person; null when none does. */
  readonly increase: WaitingIncrease | null;
}

export interface EscalationOptions {
  readonly month: Month;
  /** Show what would change, and change nothing. */
  readonly isPreview: boolean;
  readonly appliedBy: string;
}

/** A contract with its terms, as a service month is calculated by them. */
export interface AgreedContract {
  readonly contract: ContractInForce;
  readonly original: ExportedTerms;
}

/** The same once what is due has changed, and what it still waits for. */
export interface CurrentContract extends AgreedContract {
  readonly waitsFor: readonly Refusal[];
}

/**
 * What is due through a service month and nobody applied, of every contract in force: increments, escalators and
 * clauses after the month as of which its figures stand (billing.md 3). With the rights of the caller.
 */
export async function dueEscalations(
  database: Queryable,
  { month, sites }: Pick<InForce, 'month' | 'sites'>,
): Promise<EscalatedContract[]> {
  const contracts = (await contractsInForce(database, { month, sites })).filter(({ works }) => works);
  const due = await dueAmong(database, await withTerms(database, contracts), { through: month });
  return due.filter(({ steps, waitsFor }) => steps.length + waitsFor.length > 0).map(toldOf);
}

/**
 * Applies what is due through a service month: each month in which rates of a contract change becomes a computed
 * version from that month on (billing.md 3). What was applied, or came with an import, is in the figures of its version
 * already; so twice is once. A contract whose clause lacks the value of an index waits for it from that month on and
 * stops no other. As the owner; check the right to change contracts first.
 */
export async function applyEscalations(
  database: Database,
  { month, isPreview, appliedBy }: EscalationOptions,
): Promise<EscalatedContract[]> {
  return database.transaction(async (transaction) => {
    await lockContracts(transaction);
    const due = await dueEscalations(transaction, { month });
    if (!isPreview) {
      const contracts = await contractsInForce(transaction, { month, sites: due.map(({ site }) => site) });
      await escalatedThrough(transaction, await withTerms(transaction, contracts), { month, appliedBy });
    }
    return due;
  }, takenUpAgain);
}

/** Through which month, by whom (null saves nothing), and whether clauses count that wait for a second person. */
interface Through {
  readonly month: Month;
  readonly appliedBy: string | null;
  readonly withWaiting?: boolean | undefined;
}

/**
 * The contracts as they are once everything that is due through a service month has changed. With `appliedBy` the new
 * versions are kept, and the contract names the last of them; without it nothing is saved, as for a preview.
 */
export async function escalatedThrough(
  transaction: Connection,
  agreed: readonly AgreedContract[],
  { month, appliedBy, withWaiting }: Through,
): Promise<CurrentContract[]> {
  const due = await dueAmong(transaction, agreed, { through: month, withWaiting });
  const newest =
    appliedBy === null ? new Map<string, StoredVersion>() : await keepSteps(transaction, due, appliedBy);
  return due.map(({ contract, original, steps, waitsFor }) => {
    const last = steps.at(-1);
    if (last === undefined) return { contract, original, waitsFor };
    const newestVersion = newest.get(contract.contractId);
    const version = { fromMonth: last.month, asOfMonth: last.month, origin: 'escalation' as const };
    return { contract: { ...contract, ...version, ...newestVersion }, original: last.terms, waitsFor };
  });
}

/** What contracts say in a service month once everything that is due through it has changed; nothing is saved. */
export async function termsDueIn(transaction: Connection, filter: InForce): Promise<CurrentContract[]> {
  const contracts = await contractsInForce(transaction, filter);
  const agreed = await withTerms(transaction, contracts);
  return escalatedThrough(transaction, agreed, { month: filter.month, appliedBy: null });
}

/**
 * Months from one on in which increases of a site's contract were applied. Terms or clauses that somebody changes from
 * that month on take their place, and what is due is recalculated. With the rights of the caller.
 */
export async function appliedFrom(
  database: Queryable,
  { site, month }: { readonly site: string; readonly month: Month },
): Promise<Month[]> {
  const rows = await database.query<{ month: Month }>(
    `select to_char(from_month, 'YYYY-MM') as month
     from contracts.escalated_from($1, $2::date) as from_month order by 1`,
    [site, firstDay(month)],
  );
  return rows.map(({ month: applied }) => applied);
}

interface Due extends AgreedContract {
  /**
   * Steps that can be taken; those from a month on wait in which an index or the approval of an increase is missing.
   */
  readonly steps: readonly EscalationStep[];
  readonly waitsFor: readonly Refusal[];
  readonly awaits: EscalatedContract['awaits'];
  readonly increase: EscalatedContract['increase'];
}

/** Contracts with the terms of their versions, as the caller sees them. */
export async function withTerms(
  database: Queryable,
  contracts: readonly ContractInForce[],
): Promise<AgreedContract[]> {
  const byVersion = new Map(contracts.map((contract) => [contract.versionId, contract]));
  const terms = await exportedTermsOf(database, [...byVersion.keys()]);
  return terms.flatMap(({ versionId, original }) => {
    const contract = byVersion.get(versionId);
    return contract === undefined ? [] : [{ contract, original }];
  });
}

async function dueAmong(
  database: Queryable,
  agreed: readonly AgreedContract[],
  { through, withWaiting = false }: { readonly through: Month; readonly withWaiting?: boolean | undefined },
): Promise<Due[]> {
  const clauseRows = await keptClauses(database, { month: null, withWaiting });
  const clauses = Map.groupBy(clauseRows, ({ site_id: site }) => site);
  const values = await approvedValues(database);
  const readingIn = await approvedReadings(database);
  const rules = await readIncreaseRules(database);
  return agreed.map(({ contract, original }) => {
    const { site, asOfMonth: asOf, origin } = contract;
    const basis = { clauses: clauses.get(site) ?? [], values, readingIn };
    const all = stepsOf(original, { asOf, isComputed: origin === 'escalation', through }, basis);
    // One contract that cannot be read stops no other.
    if (all === null) {
      const waitsFor = [refusal('CONTRACTS_TERMS_UNREADABLE', { site, version: contract.number })];
      return { contract, original, steps: [], waitsFor, awaits: [], increase: null };
    }
    return { contract, original, ...takenOf(site, all, rules) };
  });
}

/** The steps that can be taken, and what the first that cannot be waits for. */
function takenOf(
  site: string,
  all: readonly EscalationStep[],
  rules: IncreaseRules,
): Pick<Due, 'steps' | 'waitsFor' | 'awaits' | 'increase'> {
  const at = all.findIndex(({ missing }) => missing.length > 0);
  const { taken, waiting } = untilWaiting(site, at < 0 ? all : all.slice(0, at), rules);
  if (waiting !== null) {
    const awaits = [{ month: waiting.month, value: `approval of ${percentText(waiting.percent)} %` }];
    return { steps: taken, waitsFor: [increaseWaits(site, waiting)], awaits, increase: waiting };
  }
  const { month, missing = [] } = all[at] ?? {};
  if (month === undefined) return { steps: taken, waitsFor: [], awaits: [], increase: null };
  return {
    steps: taken,
    waitsFor: missing.map((value) => refusal('CONTRACTS_INDEX_MISSING', { site, month, value })),
    awaits: missing.map((value) => ({ month, value })),
    increase: null,
  };
}

/** The steps, null for terms that cannot be read. */
function stepsOf(...parameters: Parameters<typeof stepsThrough>): EscalationStep[] | null {
  try {
    return [...stepsThrough(...parameters)];
  } catch {
    return null;
  }
}

function toldOf({ contract, steps, waitsFor, awaits, increase }: Due): EscalatedContract {
  const { site, customerName } = contract;
  const rates = steps.flatMap(({ month, terms, rates: changed }) => {
    const names = figureNames(terms as unknown as Json);
    return changed.map((rate) => ({
      ...rate,
      ...(names.get(rate.path) ?? { what: rate.path, unit: null }),
      month,
    }));
  });
  return { site, customerName, rates, waitsFor, awaits, increase };
}

type StoredVersion = Pick<ContractInForce, 'versionId' | 'number'>;

/** Keeps the steps of all contracts, one of each at a time: each follows the version before. The last of each. */
async function keepSteps(
  transaction: Connection,
  due: readonly Due[],
  appliedBy: string,
): Promise<Map<string, StoredVersion>> {
  const newest = new Map<string, StoredVersion>();
  for (let at = 0; due.some(({ steps }) => steps.length > at); at += 1) {
    const stepping = due.flatMap(({ contract, steps }) => {
      const step = steps[at];
      return step === undefined ? [] : [{ contract, step }];
    });
    const numbers = await nextNumbers(
      transaction,
      stepping.map(({ contract }) => contract.contractId),
    );
    const versions = stepping.map(({ contract, step }) =>
      versionOf(contract, step, { number: numbers.get(contract.contractId) ?? 1, appliedBy }),
    );
    const added = await keepVersions(transaction, versions);
    for (const [place, { contract }] of stepping.entries())
      newest.set(contract.contractId, {
        versionId: added[place] ?? '',
        number: versions[place]?.columns.number ?? 0,
      });
  }
  return newest;
}

/** The number after the newest of each contract. */
async function nextNumbers(
  transaction: Connection,
  contractIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await transaction.query<{ contractId: string; next: number }>(
    `select contract_id as "contractId", 1 + max(number) as next from contracts.version
     where contract_id = any ($1::uuid[]) group by contract_id`,
    [contractIds],
  );
  return new Map(rows.map(({ contractId, next }) => [contractId, next]));
}

function versionOf(
  contract: ContractInForce,
  { month, terms }: EscalationStep,
  { number, appliedBy }: { readonly number: number; readonly appliedBy: string },
): NewVersion {
  return {
    terms,
    columns: {
      site_id: contract.site,
      number,
      from_month: firstDay(month),
      as_of_month: firstDay(month),
      origin: 'escalation',
      state: contract.state,
      export_id: null,
      made_by: appliedBy,
      digest: digestOf(terms),
      money_digest: moneyDigestOf(terms),
    },
  };
}

import type { ContractInForce } from '../../contracts/index.ts';
import type { Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import type { Comparison } from '../statements/comparison.ts';
import type { ComputedStatement } from '../statements/compute-statement.ts';
import type { State } from '../statements/lifecycle.ts';

export interface BillOptions {
  readonly month: Month;
  /** Only these sites; all that have a contract unless given. */
  readonly sites?: readonly string[] | undefined;
  /** The same path without the last step. */
  readonly isDryRun: boolean;
  /** Why sites are billed although facts are missing. */
  readonly proceedReason?: string | undefined;
  /** What was sent is revised: the next version of a statement, beside the one that was sent. */
  readonly isRevision?: boolean;
  readonly startedBy: string;
  /** Name that titles of lines carry; a neutral one unless given. */
  readonly operator?: string | undefined;
  /** Hears how many of the sites that are ready were calculated. */
  readonly onProgress?: (done: number, ready: number) => void;
}

/** A statement as a run made it. */
export interface BilledStatement {
  readonly contract: ContractInForce;
  readonly computed: ComputedStatement;
  readonly comparison: Comparison;
  readonly state: State;
  readonly version: number;
  /** What was missing and went on without. */
  readonly missing: readonly Refusal[];
}

/** A site that could not be billed, and why: one reason, or several facts that are missing. */
export interface BlockedSite {
  readonly site: string;
  readonly reasons: readonly Refusal[];
}

export interface BillRun {
  /** Null for a dry run. */
  readonly runId: string | null;
  readonly month: Month;
  readonly statements: readonly BilledStatement[];
  readonly blocked: readonly BlockedSite[];
}

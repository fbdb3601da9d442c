import type { ContractInForce, ExportedTerms, WaitingChange } from '../../contracts/index.ts';
import type { Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import type { Comparison } from '../statements/comparison.ts';
import type { ComputedStatement } from '../statements/compute-statement.ts';
import type { State } from '../statements/lifecycle.ts';
import type { IncompleteFacts } from './completeness.ts';
import type { ReadyMark, ReadyMarks } from './ready-marks.ts';

export interface BillOptions {
  readonly month: Month;
  /** Only these sites; all that have a contract unless given. */
  readonly sites?: readonly string[] | undefined;
  /** The same path without the last step. */
  readonly isDryRun: boolean;
  /** Whether sites that nobody marked as ready wait; they do not unless given. */
  readonly readyMarks?: ReadyMarks;
  /** Whether incomplete facts hold a site back or stand on its statement; they stand there unless given. */
  readonly incompleteFacts?: IncompleteFacts | undefined;
  /** Date used as today, `YYYY-MM-DD`: a month that has not come yet is not ready; unless given all have. */
  readonly today?: string | undefined;
  /** Why sites are billed although they are not ready: facts or their mark are missing. */
  readonly proceedReason?: string | undefined;
  /** What was sent is revised: the next version of a statement, beside the one that was sent. */
  readonly isRevision?: boolean;
  /** A statement that was not sent stays as it is, with its approval, where it would be made the same again. */
  readonly leavesUnchanged?: boolean;
  /** As if what waits for a second person were approved; of a dry run only. */
  readonly withWaiting?: boolean;
  /** As if the only site that is billed had these terms, in effect and with every increase; of a dry run only. */
  readonly asIf?: ExportedTerms | undefined;
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
  /** SHA-256 of all that it was calculated from and came to. */
  readonly sha256: string;
  /** The statement that stands is the same: it stays as it is, and `state` is its state. */
  readonly isUnchanged: boolean;
  /** What its manager said of the month; undefined when nobody marked the site. */
  readonly mark: ReadyMark | undefined;
  /** What is incomplete in its facts, for whoever reviews it: what went on without, and what only has to be known. */
  readonly notices: readonly Refusal[];
  /** What was missing and went on without. */
  readonly missing: readonly Refusal[];
}

/** A site that could not be billed, and why: one reason, or everything that is missing. */
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
  /** Changes of contracts that would hold in the month and wait for a second person: they are not billed. */
  readonly waiting: readonly WaitingChange[];
  /** Of a dry run: the sites with such changes, billed as if they were approved. */
  readonly preview: Pick<BillRun, 'statements' | 'blocked'> | null;
}

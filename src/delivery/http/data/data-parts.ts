import type { Each } from '../../../platform/database/index.ts';
import type { Principal } from '../../../platform/security/index.ts';
import type { DeclaredFeed } from '../../use-cases/read-lineage.ts';

// Delivery does not enter `sources`: what routes do with loads and held records is handed in, with these shapes.

/** Why a file was not loaded, with the records that are wrong. */
export interface StoppedBecause {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  readonly faults: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly value: string | null;
    readonly rule: string;
    readonly message: string;
  }[];
}

/** What became of a file that was taken in. */
export interface TakenFile {
  readonly file: string;
  readonly feed: string;
  readonly state: 'loaded' | 'unchanged' | 'replaced' | 'tried' | 'refused' | 'failed';
  readonly batchId: string | null;
  readonly rows: {
    readonly received: number;
    readonly loaded: number;
    readonly unchanged: number;
    readonly superseded: number;
    readonly quarantined: number;
    readonly setAside?: number;
  };
  /** Records of kinds that the feed does not take, by kind. */
  readonly setAside: Readonly<Record<string, number>>;
  readonly warnings: readonly { readonly rule: string; readonly message: string }[];
  readonly held: readonly { readonly rule: string; readonly records: number }[];
  readonly changes?: readonly {
    readonly site: string;
    readonly month: string;
    readonly kind: 'comes' | 'goes';
    readonly rows: string;
    readonly sums: Readonly<Record<string, string | null>>;
  }[];
  readonly error?: StoppedBecause;
}

/** A load as it is listed: a file that arrived, and what became of it. */
export interface ShownLoad {
  readonly batchId: string;
  readonly source: string;
  readonly feed: string;
  readonly file: string;
  readonly sha256: string;
  readonly sizeBytes: string;
  readonly receivedBy: string;
  readonly receivedAt: string;
  readonly seconds: string | null;
  readonly state: LoadState;
  readonly rows: {
    readonly received: number;
    readonly loaded: number;
    readonly unchanged: number;
    readonly superseded: number;
    readonly quarantined: number;
  };
  readonly setAside: Readonly<Record<string, number>>;
  readonly controlTotals: Readonly<
    Record<string, { readonly count: string; readonly sum: string | null }>
  > | null;
  readonly effectiveOn: string | null;
  readonly sameAsBatchId: string | null;
  readonly replayOfBatchId: string | null;
  readonly error: StoppedBecause | null;
  readonly warnings: readonly { readonly rule: string; readonly message: string }[];
}

/** States of loads. */
export const loadStates = [
  'receiving',
  'loaded',
  'unchanged',
  'replaced',
  'tried',
  'refused',
  'failed',
] as const;
export type LoadState = (typeof loadStates)[number];

/** Which loads are asked for. */
export interface LoadFilter {
  readonly source?: string | undefined;
  readonly feed?: string | undefined;
  readonly state?: LoadState | undefined;
  readonly file?: string | undefined;
  readonly receivedBy?: string | undefined;
  readonly received: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly timeZone: string;
  };
  readonly before?: string | undefined;
  readonly limit: number;
}

/** As of when the data of a source is. */
export interface ShownFreshness {
  readonly source: string;
  readonly asOf: string | null;
  readonly feeds: readonly {
    readonly feed: string;
    readonly title: string;
    readonly asOf: string | null;
    readonly batchId: string | null;
    readonly file: string | null;
    readonly effectiveOn: string | null;
    readonly dueAt: string | null;
    readonly isOverdue: boolean;
    readonly since: {
      readonly batchId: string;
      readonly state: LoadState;
      readonly receivedAt: string;
    } | null;
  }[];
}

/** A record that a check held back. */
export interface ShownHeldRecord {
  readonly quarantineId: string;
  readonly batchId: string;
  readonly feed: string;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly rule: string;
  readonly message: string;
  readonly state: 'open' | 'waiting' | 'replayed' | 'superseded' | 'discarded';
  readonly waitsFor: string | null;
  readonly waitsForId: string | null;
  readonly record: Readonly<Record<string, string>>;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decidedReason: string | null;
  readonly resolvedByBatchId: string | null;
}

/** Which held records are asked for. */
export interface HeldFilter {
  readonly feed?: string | undefined;
  readonly batch?: string | undefined;
  readonly rule?: string | undefined;
  readonly site?: string | undefined;
  /** Decided ones too. */
  readonly all: boolean;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** Records that are to be loaded again. */
export interface ReplayOrder {
  readonly ids: readonly string[];
  /** Values that replace those received, by number, then by header name. */
  readonly corrections: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The text of a corrected export; its records are loaded again too. */
  readonly corrected?: string | undefined;
}

/** What the routes of loads and of the quarantine do: the use cases of `sources`. */
export interface DataParts {
  readonly feeds: readonly DeclaredFeed[];
  readonly listLoads: (principal: Principal, filter: LoadFilter) => Promise<readonly ShownLoad[]>;
  readonly readLoad: (principal: Principal, batchId: string) => Promise<ShownLoad>;
  readonly readFreshness: (principal: Principal) => Promise<readonly ShownFreshness[]>;
  readonly listHeld: (principal: Principal, filter: HeldFilter) => Promise<readonly ShownHeldRecord[]>;
  readonly readHeld: (principal: Principal, id: string) => Promise<ShownHeldRecord>;
  /** As CSV, to be corrected. */
  readonly exportHeld: (principal: Principal, filter: HeldFilter) => Promise<string>;
  readonly replayHeld: (
    principal: Principal,
    replay: ReplayOrder,
  ) => Promise<{ readonly each: Each<string>; readonly results: readonly TakenFile[] }>;
  readonly discardHeld: (principal: Principal, ids: readonly string[]) => Promise<Each<string>>;
}

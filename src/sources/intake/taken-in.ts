import type { Clock } from '../../kernel/clock.ts';
import type { Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import type { Connection, Database } from '../../platform/database/index.ts';
import type { Feed } from '../feed.ts';
import type { Content } from '../reading/content.ts';
import type { Seal } from '../seal.ts';
import type { BatchState, RefusedBecause, RowCounts, SetAside, Warning } from './batch.ts';
import type { RowChange, WarehouseDoor } from './warehouse-door.ts';

/** What every load of a run shares. */
export interface Intake {
  readonly database: Database;
  readonly warehouse: WarehouseDoor;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly maxFailingPercent: number;
  /** Percent of its entries that a complete list, or of its rows that a site's month, may lose by a load. */
  readonly maxLossPercent: number;
  /** Who loads; kept with the batch. */
  readonly receivedBy: string;
  /** What keeps the identifiers of people out of the warehouse; asked for once the right to load is known. */
  readonly openSeal: () => Promise<Seal>;
  /**
   * What other stages say of rows that a load of this feed brings, as warnings of it. Asked in its transaction, after
   * the rows are there; absent where nobody has anything to say.
   */
  readonly consequences?: (transaction: Connection, feed: Feed, batchId: string) => Promise<Warning[]>;
  /** Throws the refusal when whoever loads may not load a file of this feed and name; absent for the owner. */
  readonly authorize?: (feed: Feed, fileName: string) => Promise<void>;
  /** The same for letting a file through that a check refuses. */
  readonly authorizeOverride?: (feed: Feed, fileName: string) => Promise<void>;
  /** Why the month of a site is completed and takes no other revenue report (R006); null where it is not. */
  readonly completed?: (site: string, month: Month) => Promise<Refusal | null>;
  /** Hears what a revenue report says of its month, in the transaction of the load; warnings of what came of it. */
  readonly submitted?: (transaction: Connection, report: SubmittedReport) => Promise<Warning[]>;
}

/** A month that a site says may be billed, or not, with what the reviewer should know. */
export interface SubmittedReport {
  readonly site: string;
  readonly month: Month;
  readonly isReady: boolean;
  readonly note: string | null;
}

export interface TakeInOptions {
  readonly feed: Feed;
  readonly content: Content;
  /** Load the same bytes again although they were loaded before. */
  readonly again?: boolean;
  readonly replay?: Replay;
  /** A dry run: everything is read, checked and compared, and nothing changes. */
  readonly isTrial?: boolean;
  /** Why a list or month may lose more than `maxLossPercent`; absent: such a load is refused. */
  readonly lossAccepted?: string;
  /** Why the budget of a frozen year changes; absent: such a load is refused. */
  readonly reloaded?: string;
  /** Why a revenue report is loaded against the checks that a person may override; absent: they hold. */
  readonly checksOverridden?: string;
  readonly onBytes?: (count: number) => void;
}

/** Records of quarantine that are loaded again, as a load of their own. */
export interface Replay {
  readonly batchId: string;
  readonly quarantineIds: readonly string[];
  /** Of these, the ones whose key was corrected: they replace no row that they kept in place. */
  readonly movedIds: readonly string[];
  /** Who had them loaded again; null where they are because what they waited for came. */
  readonly decidedBy: string | null;
}

export interface HeldBecause {
  readonly rule: string;
  readonly records: number;
}

/** The outcome of one file. */
export interface TakenIn {
  readonly file: string;
  readonly feed: string;
  readonly state: Exclude<BatchState, 'receiving'>;
  /** Null when the file was refused before a load could begin: nothing takes a file of its name, or it is not there. */
  readonly batchId: string | null;
  readonly rows: RowCounts;
  readonly warnings: readonly Warning[];
  /** Of a load that held records back: how many, by the check. */
  readonly held: readonly HeldBecause[];
  /** Records of kinds that the feed does not take, by kind. */
  readonly setAside: SetAside;
  /** Of a dry run: what would come and go. */
  readonly changes?: readonly RowChange[];
  readonly refusal: RefusedBecause | null;
}

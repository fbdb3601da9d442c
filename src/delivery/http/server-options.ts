import type { Readable } from 'node:stream';
import type { Going, LedgerEndpoint, OperatorProfile } from '../../billing/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../platform/logs/index.ts';
import type { ArchivePlace, ComponentHealth, Disk, ReportTools } from '../../platform/operations/index.ts';
import type {
  Caller,
  Certificate,
  Doors,
  LimitRules,
  Person,
  SessionRules,
  SigningPlace,
  SignInParts,
} from '../../platform/security/index.ts';
import type { DataParts, TakenFile } from './data/data-parts.ts';
import type { Status } from './status-page.ts';
import type { Meter } from './metered.ts';
import type { AppFiles } from './web/app-routes.ts';

/** What `GET /health` says when all is well; anyone may ask, so it names no place. */
export interface Health {
  readonly version: string;
  readonly migration: number;
  /** The date used as today in a sample, `YYYY-MM-DD`; absent elsewhere. */
  readonly demoClock?: string;
}

/** Someone whose content is loaded. */
export interface Sender {
  readonly person: Person;
  readonly caller: Caller;
  readonly requestId: string;
  readonly reason: string | undefined;
}

/** Takes content in as if it were a file of that name; the answer is the same object that `load --json` prints. */
export type TakeInStream = (
  sender: Sender,
  content: {
    readonly feed: string;
    readonly stream: Readable;
    readonly fileName: string;
    /** Take the same content in once more. */
    readonly again: boolean;
    readonly isTrial: boolean;
    /** Let it take away more than is allowed, for the reason of the sender. */
    readonly acceptsLoss: boolean;
    /** Let it change the budget of a year that is frozen, for the reason of the sender. */
    readonly reloads: boolean;
    /** Load a revenue report against checks that a person may override, for the reason of the sender. */
    readonly overrides: boolean;
  },
) => Promise<TakenFile>;

/** What the routes of billing need to know of the installation. */
export interface BillingParts {
  /** In which billing cycles count. */
  readonly timeZone: string;
  /** The date used as today, `YYYY-MM-DD`. */
  readonly today: () => Promise<string>;
  readonly operator: () => Promise<OperatorProfile>;
  /** With what documents go out. */
  readonly going: () => Promise<Going>;
  /** The web service of the ledger; null where none is configured. */
  readonly ledger: () => LedgerEndpoint | null;
}

/** What the routes of the P&L need to know of the installation. */
export interface ForecastingParts {
  /** Years that the operator plans whatever the budget says. */
  readonly plannedYears: readonly number[];
}

/** What the operator decided on access. */
export interface AccessRules {
  /** Days without entering after which a person is disabled. */
  readonly dormantDays: number;
  /** Minutes that a support session lasts at most. */
  readonly supportMinutes: number;
}

/** How the trail is verified, and signed where something is said about it. */
export interface AuditParts {
  /** File with heads that were signed, kept outside the database. */
  readonly headsFile: string;
  readonly signing: SigningPlace;
}

/** What the web server is handed. */
export interface ServerOptions {
  readonly doors: Doors;
  /** Absent: nobody can sign in, because no identity provider is configured; keys work. */
  readonly signIn?: SignInParts | undefined;
  readonly sessions: SessionRules;
  readonly access: AccessRules;
  /** Days for which a token of those who follow changes holds. */
  readonly changeTokenDays: number;
  /** Hours for which the answer to a request with an idempotency key is kept. */
  readonly keptAnswerHours: number;
  readonly limits: LimitRules;
  readonly clock: Clock;
  /** The date used as today in a sample, `YYYY-MM-DD`; null where today is today. */
  readonly demoDay: string | null;
  /** Address that people use, without a slash at its end. */
  readonly publicUrl: string;
  /** Absent: plain HTTP. */
  readonly certificate?: Certificate | undefined;
  /** A proxy on this machine speaks TLS and says from where a request came. */
  readonly isBehindProxy: boolean;
  /** Throws when the database does not answer. */
  readonly health: () => Promise<Health>;
  /** How each thing is that the server stands on. */
  readonly components: () => Promise<readonly ComponentHealth[]>;
  /** The disk of the database; null where that is on another machine. */
  readonly disk: () => Promise<Disk | null>;
  /** What reports of operations are made with. */
  readonly reports: ReportTools;
  /** Counts requests, and tells what is measured. */
  readonly metrics: Meter;
  /** Every request is entered into it. */
  readonly log: Log;
  /** Folder of the files of the log. */
  readonly logFolder: string;
  /** What is there, limited to what the caller may see. */
  readonly status: (caller: Caller) => Promise<Status>;
  readonly takeIn: TakeInStream;
  readonly data: DataParts;
  readonly billing: BillingParts;
  readonly forecasting: ForecastingParts;
  readonly audit: AuditParts;
  /** Where closed years are that questions still ask of. */
  readonly archive: ArchivePlace;
  /** Absent: only the services, and the status page. */
  readonly app?: AppFiles | undefined;
}

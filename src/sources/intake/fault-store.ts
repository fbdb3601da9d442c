import type { Queryable } from '../../platform/database/index.ts';
import type { Feed } from '../feed.ts';
import type { RecordFault } from '../reading/encode-rows.ts';

/** Faults are written in groups: one statement each would cost more than reading the file. */
const faultGroup = 1_000;

/** Faults on their way into sources.staged_fault, in bounded memory. */
export class FaultStore {
  count = 0;
  readonly #queryable: Queryable;
  readonly #feed: string;
  #pending: RecordFault[] = [];

  constructor(queryable: Queryable, feed: Feed) {
    this.#queryable = queryable;
    this.#feed = feed.name;
  }

  add(fault: RecordFault): void {
    this.count += 1;
    this.#pending.push(fault);
  }

  /** Writes what has gathered, once it is worth a statement. */
  async flush({ isLast = false } = {}): Promise<void> {
    if (this.#pending.length < (isLast ? 1 : faultGroup)) return;
    const group = this.#pending;
    this.#pending = [];
    await this.#queryable.query(
      `insert into sources.staged_fault
         (feed, source_line, column_name, value, rule, message, record, slice_site_id, slice_on)
       select $1, line, header, value, rule, message, record, "siteId", "on"
       from jsonb_to_recordset($2) as fault
         (line int, header text, value text, rule text, message text, record jsonb, "siteId" text, "on" date)`,
      [this.#feed, JSON.stringify(group)],
    );
  }
}

import { systemClock } from '../../kernel/clock.ts';
import { refusal } from '../../kernel/errors.ts';
import { eachForItself, type Connection, type Each } from '../../platform/database/index.ts';
import { noteRead, requireAnyRight, type Caller, type Principal } from '../../platform/security/index.ts';
import { rightsToLoad } from '../intake/rights-to-load.ts';
import {
  discardRecords,
  listQuarantine,
  replayRecords,
  undecided,
  type Corrections,
  type HeldRecord,
  type QuarantineFilter,
} from '../intake/quarantine.ts';
import type { Intake, TakenIn } from '../intake/taken-in.ts';

/** Records that a check held back, oldest first; those that await a decision unless all are asked for. */
export async function listHeldRecords(
  { caller }: Principal,
  filter: QuarantineFilter,
): Promise<HeldRecord[]> {
  return reading(caller, (transaction) => listQuarantine(transaction, filter));
}

/** One record with all its columns. Refuses with SOURCES_QUARANTINE_UNKNOWN. */
export async function readHeldRecord({ caller }: Principal, id: string): Promise<HeldRecord> {
  const [held] = /^\d{1,18}$/.test(id)
    ? await reading(caller, (transaction) => listQuarantine(transaction, { ids: [id], all: true }))
    : [];
  if (!held) throw refusal('SOURCES_QUARANTINE_UNKNOWN', { id });
  return held;
}

/** Records as they are handed out to be corrected; the trail records it. */
export async function exportHeldRecords(
  { caller }: Principal,
  filter: QuarantineFilter,
): Promise<HeldRecord[]> {
  const records = await reading(caller, (transaction) => listQuarantine(transaction, filter));
  await noteRead(caller, { what: 'quarantine', filter: { ...filter }, rows: records.length, isExport: true });
  return records;
}

/** What became of a replay: the batches of the records that were still open, and the refusals of the others. */
export interface Replayed {
  readonly each: Each<string>;
  readonly results: readonly TakenIn[];
}

/** Loads records again, corrected or as they are. Refuses with SOURCES_REPLAY_NAMES_NOTHING. */
export async function replayHeldRecords(
  { caller, database }: Principal,
  intake: Intake,
  replay: { readonly ids: readonly string[]; readonly corrections: Corrections },
): Promise<Replayed> {
  if (replay.ids.length === 0) throw refusal('SOURCES_REPLAY_NAMES_NOTHING');
  await deciding(caller);
  const each = await eachForItself(replay.ids, async (id) => {
    await undecided(database, [id]);
    return id;
  });
  return { each, results: await replayRecords(intake, each.done, replay.corrections) };
}

/** Leaves records out for good, each separately; their numbers. Refuses with SOURCES_REASON_MISSING. */
export async function discardHeldRecords(
  { caller, person, reason }: Principal,
  ids: readonly string[],
): Promise<Each<string>> {
  const why = reason ?? '';
  if (why.trim() === '') throw refusal('SOURCES_REASON_MISSING');
  await deciding(caller);
  return eachForItself(ids, async (id) => {
    const [held] = await caller.transaction((database) => undecided(database, [id]));
    // Who may not take a record in again does not leave it out either.
    if (held) await requireAnyRight(caller, rightsToLoad(held.feed, held.file));
    const discarded = await caller.transaction((database) =>
      discardRecords({ database, clock: systemClock, receivedBy: person.userId }, [id], why),
    );
    // Somebody else decided it in between.
    if (discarded === 0) throw refusal('SOURCES_QUARANTINE_UNKNOWN', { id });
    return id;
  });
}

/** Data operations see every record; whoever sends revenue reports sees those of the own sites. */
async function reading<T>(caller: Caller, work: (transaction: Connection) => Promise<T>): Promise<T> {
  await requireAnyRight(caller, [
    { object: 'data-flow', action: 'read' },
    { object: 'revenue-report', action: 'read' },
  ]);
  return caller.transaction(work);
}

async function deciding(caller: Caller): Promise<void> {
  await requireAnyRight(caller, [
    { object: 'data-flow', action: 'change' },
    { object: 'revenue-report', action: 'execute' },
  ]);
}

import { requireRight, type Principal } from '../../security/index.ts';
import { maintain, type Upkeep, type UpkeepTools } from '../upkeep/maintain.ts';

/** Looks after the database now. Needs the right to ask for runs of jobs; for a trial the right to read metrics. */
export async function maintainDatabase({ caller, database }: Principal, tools: UpkeepTools): Promise<Upkeep> {
  await requireRight(
    caller,
    tools.isTrial ? { object: 'metric', action: 'read' } : { object: 'scheduled-job', action: 'execute' },
  );
  return maintain(database, tools);
}

import { requireRight, type Principal } from '../../security/index.ts';

/** The metrics of the server that is asked, as text. Needs the right to read metrics. */
export async function readServerMetrics({ caller }: Principal, text: () => Promise<string>): Promise<string> {
  await requireRight(caller, { object: 'metric', action: 'read' });
  return text();
}

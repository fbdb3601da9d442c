import { basename } from 'node:path';
import { visibleLine } from '../kernel/visible-text.ts';
import type { ShownLoad, TakenFile } from '../delivery/index.ts';
import type { BatchSummary, PassedOver, TakenIn } from '../sources/index.ts';
import { print, printJson, say } from './command.ts';
import { counted, grouped, table } from './table.ts';

/**
 * How a load ends: 0 when all of it was loaded or was known, 1 when a file was refused or failed, 3 when nothing was
 * but a file came before and later loads replaced it.
 */
export function exitCodeOf(results: readonly TakenIn[]): number {
  if (results.some(({ state }) => state === 'refused' || state === 'failed')) return 1;
  return results.some(({ state }) => state === 'replaced') ? 3 : 0;
}

/** Names the files that are not loaded, and why; that is not a failure. */
export function tellPassedOver(passedOver: readonly PassedOver[], isJson: boolean): void {
  for (const { path, why } of passedOver) {
    if (isJson) printJson({ file: basename(path), state: 'passed over', message: why });
    else say(`Skipped ${visibleLine(basename(path))}: ${why}.`);
  }
}

/** The outcome of files: a table, what a dry run would change, and what waits for a decision. */
export function tellOutcome(results: readonly TakenIn[]): void {
  print(resultTable(results));
  for (const { file, changes } of results) {
    if (!changes || changes.length === 0) continue;
    print(`\nWhat ${visibleLine(file)} would change`);
    print(changeTable(changes));
  }
  if (results.some(({ state }) => state === 'tried')) say('Dry run: nothing was changed.');
  tellHeld(results);
}

/** The number of records held back, why, and how to see them. */
function tellHeld(results: readonly TakenIn[]): void {
  const holding = results.filter(({ state, held }) => state === 'loaded' && held.length > 0);
  if (holding.length === 0) return;
  const byRule = new Map<string, number>();
  for (const { rule, records } of holding.flatMap(({ held }) => held))
    byRule.set(rule, (byRule.get(rule) ?? 0) + records);
  const total = [...byRule.values()].reduce((sum, records) => sum + records, 0);
  const reasons = [...byRule].map(([rule, records]) => `${grouped(String(records))} ${rule}`).join(', ');
  const [only, ...others] = holding;
  const which = others.length === 0 ? ` --batch ${only?.batchId ?? ''}` : '';
  say(
    `${counted(total, 'record')} ${total === 1 ? 'is' : 'are'} in quarantine and ` +
      `${total === 1 ? 'does' : 'do'} not count yet: ${reasons}. List them: daybook quarantine list${which}`,
  );
}

/** So many sites and months of a dry run are printed; `--json` has all. */
const shownChanges = 40;

function changeTable(changes: NonNullable<TakenIn['changes']>): string {
  const columns = [...new Set(changes.flatMap(({ sums }) => Object.keys(sums)))];
  const rows = changes
    .slice(0, shownChanges)
    .map(({ site, month, kind, rows: count, sums }) => [
      ...[site, month, kind, grouped(count)],
      ...columns.map((column) => sums[column] ?? '–'),
    ]);
  const text = table(['site', 'month', 'rows', 'count', ...columns], rows, ['count', ...columns]);
  const left = changes.length - shownChanges;
  return left > 0 ? `${text}\n… and ${String(left)} more; --json shows all.` : text;
}

/** Tells the outcome of content that came as one piece. */
export function tellResults(results: readonly TakenIn[], isJson: boolean): void {
  if (isJson) return results.map(jsonOf).forEach(printJson);
  results.forEach(tellProblems);
  tellOutcome(results);
}

/** One object per file: the names that scripts use. */
export function jsonOf(result: TakenIn): Record<string, unknown> {
  return {
    file: result.file,
    feed: result.feed,
    state: result.state,
    batch_id: result.batchId,
    rows: result.rows,
    set_aside: result.setAside,
    warnings: result.warnings,
    held: result.held,
    ...(result.changes ? { changes: result.changes } : {}),
    ...(result.refusal ? { error: result.refusal } : {}),
  };
}

/** What scripts are told of a file. */
export function takenFile({ changes, refusal: error, ...result }: TakenIn): TakenFile {
  return { ...result, ...(changes ? { changes } : {}), ...(error ? { error } : {}) };
}

/** What scripts are told of a load: counts as numbers, and what stopped it as every answer calls it. */
export function shownLoad(batch: BatchSummary): ShownLoad {
  const { received, loaded, unchanged, superseded, quarantined, refusal: error, ...load } = batch;
  const rows = {
    received: Number.parseInt(received, 10),
    loaded: Number.parseInt(loaded, 10),
    unchanged: Number.parseInt(unchanged, 10),
    superseded: Number.parseInt(superseded, 10),
    quarantined: Number.parseInt(quarantined, 10),
  };
  return { ...load, rows, error };
}

/** Says why a file was refused, and what someone should look at. */
export function tellProblems({ file, warnings, refusal: why }: TakenIn): void {
  if (why) {
    say(`${why.code}: ${why.message}\nNext: ${why.next}`);
    for (const fault of why.faults.slice(0, 10))
      say(`  ${visibleLine(`${file} line ${String(fault.line)}: ${fault.message}`)}`);
    if (why.faults.length > 10) say(`  … and ${String(why.faults.length - 10)} more`);
  }
  for (const warning of warnings) say(`Warning: ${visibleLine(warning.message)}`);
}

function resultTable(results: readonly TakenIn[]): string {
  const counts = ['received', 'loaded', 'unchanged', 'superseded', 'quarantined'] as const;
  const header = ['batch', 'file', 'feed', 'state', ...counts];
  const rows = results.map((result) => [
    result.batchId ?? '-',
    result.file,
    result.feed,
    result.state,
    ...counts.map((count) => grouped(result.rows[count])),
  ]);
  return table(header, rows, ['batch', ...counts]);
}

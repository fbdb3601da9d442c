import { readFile } from 'node:fs/promises';
import { costsOfEdit, type PreviewedMonth } from '../../billing/index.ts';
import {
  editTerms,
  previewEdit,
  type EditedContract,
  type WordedChange,
  type ContractEdit,
  type NewTerms,
} from '../../contracts/index.ts';
import { toText } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { isObject, parseExactJson } from '../../kernel/exact-json.ts';
import { monthOfDay } from '../../kernel/month.ts';
import type { Command } from 'commander';
import {
  actingCommand,
  print,
  printJson,
  say,
  withCaller,
  wholeNumber,
  type ActingOptions,
} from '../command.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { readingFault } from '../given/reading-fault.ts';
import { todayOf } from '../given/today.ts';
import { grouped, table } from '../table.ts';

interface EditOptions extends ActingOptions {
  readonly from?: string;
  readonly patch?: string;
  readonly copy?: readonly string[];
  readonly remove?: readonly string[];
  readonly seen?: number;
  readonly draft?: boolean;
  readonly dryRun?: boolean;
}

/** `daybook contracts edit` */
export function editCommand(): Command {
  return actingCommand(
    'edit',
    'Change terms from a service month on; what changes billing awaits approval.',
    'daybook contracts edit 0170 --from 2025-07 fixed-fee.fee=20000 --dry-run',
  )
    .argument('<site>', 'site number', givenSite)
    .argument('[field=value...]', 'such as purchase-order=PO-77 or per-labor-hour[GSA].rate=28.50')
    .option(
      '--from <month>',
      'first service month YYYY-MM (default: this month; for a draft, its own first month)',
    )
    .option('--patch <file>', 'JSON merge patch in the fields of `contracts export`')
    .option('--copy <row>', 'duplicate a row; [+] names the copy (may be repeated)', collected)
    .option('--remove <row>', 'remove a row, such as fixed-fee[2] (may be repeated)', collected)
    .option('--seen <version>', 'version you saw; refuse if another one is in effect', wholeNumber(1))
    .option('--draft', 'save terms that cannot bill yet')
    .option('--dry-run', 'show what would change; save nothing')
    .action(edit);
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function edit(
  site: string,
  assignments: readonly string[],
  options: EditOptions,
  command: Command,
): Promise<void> {
  const { from, seen, draft, dryRun } = options;
  const terms = await wantedTerms(assignments, options, command);
  await withCaller(options, async (acting) => {
    const today = monthOfDay(await todayOf(acting, undefined));
    const wantedEdit: ContractEdit = {
      site,
      today,
      wanted: terms,
      seen,
      isDraft: draft === true,
      from: from === undefined ? undefined : givenMonth(from),
    };
    const preview = await previewEdit(acting, wantedEdit);
    const profile = await operatorOf(acting.configuration);
    const months = await costsOfEdit(acting, profile, { edited: preview, today });
    if (!options.json) tellPreview(preview, months);
    const keptEdit = dryRun === true ? null : await editTerms(acting, { ...wantedEdit, seen: preview.seen });
    if (options.json) return printJson(jsonOf(keptEdit ?? preview, { months, isKept: keptEdit !== null }));
    tellOutcome(keptEdit ?? preview, keptEdit !== null);
  });
}

/** What was typed of terms: `field=value`, `--patch`, `--copy` and `--remove`. */
export async function wantedTerms(
  assignments: readonly string[],
  { patch, copy, remove }: Pick<EditOptions, 'patch' | 'copy' | 'remove'>,
  command: Command,
): Promise<NewTerms> {
  const values = assignments.map((assignment): [string, string] => {
    const [, place = '', typed = ''] = /^((?:[^=[]|\[[^\]]*\])+)=([\s\S]*)$/.exec(assignment) ?? [];
    if (place === '') command.error(`error: "${assignment}" is not field=value`);
    return [place, typed];
  });
  const merged = patch === undefined ? {} : { patch: await patchIn(patch) };
  return { ...merged, values, copies: copy, removed: remove };
}

async function patchIn(file: string): Promise<NewTerms['patch']> {
  const wrong = (cause: unknown): Error =>
    refusal('CONTRACTS_PATCH_INVALID', { file, cause: readingFault(cause) });
  const patch = await readFile(file, 'utf8')
    .then(parseExactJson)
    .catch((cause: unknown) => {
      throw wrong(cause);
    });
  // A list or a single value would take the place of the whole contract.
  if (!isObject(patch)) throw wrong('it is not an object');
  return patch;
}

function tellPreview(
  { site, seen, from, changes, findings }: EditedContract,
  months: readonly PreviewedMonth[],
): void {
  print(`Site ${site}, on version ${String(seen)}, from ${from === '1900-01' ? 'the beginning' : from}:`);
  tellChanges(changes);
  if (findings.length > 0)
    print(
      table(
        ['grade', 'where', 'what'],
        findings.map(({ grade, path, message }) => [grade, path, message]),
      ),
    );
  if (months.length > 1) print('Tiers of earlier months would be recalculated; they would have cost:');
  for (const month of months) tellCost(month);
}

/** Prints what differs, one a row. */
export function tellChanges(changes: readonly WordedChange[]): void {
  print(
    table(
      ['what', 'until then', 'from then on'],
      changes.map(({ what, before, after }) => [what, before ?? '-', after ?? '-']),
    ),
  );
}

function tellCost({ month, before, after, lines, reasons }: PreviewedMonth): void {
  if (before === null || after === null) {
    const reason = reasons[0]?.message ?? 'the reason is unknown';
    return print(
      after === null
        ? `What ${month} would have cost with it cannot be calculated: ${reason}`
        : `${month} would have cost ${grouped(toText(after, 2))} with it; as it is, nothing is calculated: ${reason}`,
    );
  }
  const [was, is, more] = [before, after, after.minus(before)].map((one) => grouped(toText(one, 2)));
  print(`${month} cost ${was ?? ''} and would have cost ${is ?? ''} with it: ${more ?? ''}.`);
  if (lines.length > 0)
    print(
      table(
        ['line', 'now', 'with it'],
        lines.map((line) => [line.title, ...[line.before, line.after].map((one) => grouped(toText(one, 2)))]),
        ['now', 'with it'],
      ),
    );
}

function tellOutcome({ number, isWaiting, isDraft }: EditedContract, isKept: boolean): void {
  const version = `Version ${String(number)}`;
  if (!isKept) return say('Nothing was saved. Without --dry-run it would be version ' + String(number) + '.');
  if (isDraft)
    return say(
      `${version} is a draft and cannot bill; correct the fields named above with the same command.`,
    );
  say(
    isWaiting
      ? `${version} awaits approval by a second person: daybook contracts waiting.`
      : `${version} is in effect; it does not change what is billed.`,
  );
}

function jsonOf(
  { site, from, seen, number, changes, findings, isWaiting, isDraft }: EditedContract,
  { months, isKept }: { readonly months: readonly PreviewedMonth[]; readonly isKept: boolean },
): object {
  return {
    site,
    from,
    seen,
    number,
    isKept,
    isWaiting,
    isDraft,
    changes,
    findings,
    months: months.map(({ month, before, after, lines, reasons }) => ({
      month,
      before,
      after,
      lines,
      reasons: reasons.map(({ code, message }) => ({ code, message })),
    })),
  };
}

import type { Command } from 'commander';
import { sentenceOf, verifyFile } from '../../../docs/operate/verify-audit.mjs';
import { streamOut } from '../../kernel/inside-folder.ts';
import {
  drawEvidence,
  exportAuditTrail,
  readAuditTrail,
  signAuditTrail,
  verifyAuditTrail,
  type TrailEntry,
  type Verification,
} from '../../platform/security/index.ts';
import {
  actingCommand,
  configurationOf,
  groupCommand,
  headsFileOf,
  print,
  printJson,
  say,
  signingPlaceOf,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { progressBar, type Progress } from '../progress.ts';
import { counted, grouped, table } from '../table.ts';
import { explainCommand } from './explain-finding.ts';
import { restoreTestCommand } from './restore-test.ts';

/** `daybook audit log|verify|sign|export|evidence|explain|restore-test` */
export function auditCommand(): Command {
  const audit = groupCommand(
    'audit',
    'The audit trail: read it, verify it, and produce evidence.',
    'daybook audit verify',
  );
  audit.addCommand(
    actingCommand(
      'log',
      'Who changed what, newest first.',
      'daybook audit log --relation security.role_assignment',
    )
      .option('--relation <table>', 'only changes to this table')
      .option('--key <value>', 'only the record with this key')
      .option('--user <person>', 'only changes by this person')
      .option('--from <day>', 'from this date (UTC)')
      .option('--to <day>', 'through this date (UTC)')
      .option('--limit <count>', 'maximum number', wholeNumber(1), 50)
      .action(log),
    { isDefault: true },
  );
  audit.addCommand(
    actingCommand(
      'verify',
      'Verify the chain: contents, order, gaps, times, signed heads.',
      'daybook audit verify --heads outside/audit-heads.jsonl',
    )
      .option('--heads <file>', 'signed heads kept elsewhere (default: those of the data folder)')
      .option('--offline <file>', 'verify an export instead of the database')
      .action(verify),
  );
  audit.addCommand(
    actingCommand(
      'sign',
      'Sign the current head of the chain.',
      'daybook audit sign --heads outside/audit-heads.jsonl',
    )
      .option('--heads <file>', 'file to append the signed head to (default: that of the data folder)')
      .option('--new-key', 'the signing key is lost: make a new one; needs --reason')
      .action(sign),
  );
  audit.addCommand(
    actingCommand(
      'export',
      'Export the trail for the verifier in docs/operate.',
      'daybook audit export --out trail.jsonl',
    )
      .requiredOption('--out <file>', 'file to write')
      .action(exportFile),
  );
  audit.addCommand(
    actingCommand(
      'evidence',
      'Write the populations of the ten SOX controls for a quarter, as CSV and PDF with digests.',
      'daybook audit evidence --quarter 2026-Q1 --out ./evidence',
    )
      .requiredOption('--quarter <quarter>', 'such as 2026-Q1')
      .requiredOption('--out <dir>', 'folder to write to')
      .action(evidence),
  );
  audit.addCommand(explainCommand());
  audit.addCommand(restoreTestCommand());
  return audit;
}

interface LogOptions extends ActingOptions {
  readonly relation?: string;
  readonly key?: string;
  readonly user?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}

async function log(options: LogOptions): Promise<void> {
  const { relation, key, user, from, to, limit } = options;
  const entries = await withCaller(options, (acting) =>
    readAuditTrail(acting, { relation, key, user, from, to, limit }),
  );
  if (options.json) return printJson(entries);
  if (entries.length === 0) return say('No entries.');
  const rows = entries.map((entry) => [
    entry.place,
    entry.recordedAt.slice(0, 19),
    entry.kind,
    entry.relation ?? '',
    entry.record ?? '',
    entry.who,
    changesOf(entry),
    entry.reason ?? '',
  ]);
  print(table(['place', 'at (UTC)', 'what', 'where', 'record', 'who', 'changes', 'reason'], rows, ['place']));
  if (entries.length === options.limit)
    say(`Only the newest ${String(options.limit)} are shown; use --limit for more.`);
}

function changesOf({ changes }: TrailEntry): string {
  const cells = Object.entries(changes ?? {}).map(([column, change]) => {
    if (typeof change !== 'object' || change === null) return `${column}: ${String(change)}`;
    const { old, new: now, hidden } = change as { old?: unknown; new?: unknown; hidden?: unknown };
    if (hidden === true) return `${column}: (hidden)`;
    return `${column}: ${old === undefined ? '' : `${shown(old)} → `}${now === undefined ? '(gone)' : shown(now)}`;
  });
  const text = cells.join('; ');
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'committed' in value) return '(withheld)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface HeadsOptions extends ActingOptions {
  readonly heads?: string;
  readonly offline?: string;
}

/** Where signed heads are appended unless a place outside is named. */
const headsFile = (options: HeadsOptions): string => options.heads ?? headsFileOf(configurationOf(options));

async function verify(options: HeadsOptions): Promise<void> {
  const outcome =
    options.offline === undefined
      ? await verifyDatabase(options)
      : await verifyFile(options.offline, options.heads);
  if (options.json) printJson(outcome);
  else tellVerification(outcome);
  if (outcome.findings.length > 0) process.exitCode = 1;
}

function tellVerification(outcome: Verification & { newer?: number; signedAt?: string | null }): void {
  const { entries, heads, findings, explained, newer = 0, signedAt } = outcome;
  for (const finding of findings) say(sentenceOf(finding));
  for (const finding of explained)
    say(`explained by ${finding.by} (${finding.reason}): ${sentenceOf(finding)}`);
  if (newer > 0)
    say(
      `${counted(newer, 'head')} of later entries than this export has, whose end was signed at ${String(signedAt)}.`,
    );
  const others = explained.length > 0 ? `, ${counted(explained.length, 'finding')} explained` : '';
  print(
    findings.length === 0
      ? `The trail is intact: entries: ${grouped(entries)}, checked against ${counted(heads, 'signed head')}${others}.`
      : `${counted(findings.length, 'finding')} in ${entries} entries${others}.`,
  );
}

async function verifyDatabase(options: HeadsOptions): Promise<Verification> {
  let bar: Progress | undefined;
  const watch = {
    begin: (entries: number) => {
      bar = progressBar('Verifying', entries, options.json === true);
    },
    advance: (entries: number) => {
      bar?.advance(entries);
    },
  };
  const outcome = await withCaller(options, (acting) => verifyAuditTrail(acting, headsFile(options), watch));
  bar?.stop();
  return outcome;
}

async function sign(options: HeadsOptions & { readonly newKey?: boolean }): Promise<void> {
  const head = await withCaller(options, (acting) =>
    signAuditTrail(acting, signingPlaceOf(acting.configuration, options.heads), {
      isNewKey: options.newKey === true,
    }),
  );
  if (options.json) return printJson(head);
  say(
    head === null
      ? 'The newest entry is already signed.'
      : `Signed entry ${head.position}, ${head.hash.slice(0, 16)}…, into ${headsFile(options)}.`,
  );
}

async function exportFile(options: ActingOptions & { readonly out: string }): Promise<void> {
  const entries = await withCaller(options, (acting) =>
    exportAuditTrail(acting, signingPlaceOf(acting.configuration), () => streamOut(options.out)),
  );
  if (options.json) printJson({ out: options.out, entries });
  else
    say(
      `${counted(entries, 'line')} written to ${options.out}. ` +
        `Verify: node docs/operate/verify-audit.mjs ${options.out}`,
    );
}

async function evidence(
  options: ActingOptions & { readonly quarter: string; readonly out: string },
): Promise<void> {
  const files = await withCaller(options, async (acting) => {
    const drawn = await drawEvidence(acting, options.quarter);
    // Loaded here only, as in serve.ts.
    const { writeEvidence } = await import('../../delivery/index.ts');
    return writeEvidence(options.out, drawn);
  });
  if (options.json) return printJson(files);
  print(
    table(
      ['file', 'rows', 'SHA-256'],
      files.map(({ name, rows, sha256 }) => [name, rows === null ? '' : String(rows), sha256]),
      ['rows'],
    ),
  );
}

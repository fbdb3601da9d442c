import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { writeInside } from '../../kernel/inside-folder.ts';
import type { Population } from '../../platform/security/index.ts';

/** What the cover says besides the populations. */
export interface EvidenceCover {
  /** For example `2026-Q1`. */
  readonly quarter: string;
  /** Where the database is, without secrets. */
  readonly where: string;
  /** Who had it made, and the instant. */
  readonly madeBy: string;
  readonly madeAt: string;
  /** Place and hash of the newest signed head of the audit trail. */
  readonly head: string;
}

export interface WrittenFile {
  readonly name: string;
  readonly rows: number | null;
  /** SHA-256, hex. */
  readonly sha256: string;
}

/**
 * Writes the evidence of a quarter into a folder: a CSV for each control, a PDF that lists them with
 * their digests, and the digest of the PDF in `SHA256SUMS`. The files in the order in which they were written.
 */
export async function writeEvidence(
  folder: string,
  cover: EvidenceCover,
  populations: readonly Population[],
): Promise<WrittenFile[]> {
  const files = new Map<string, WrittenFile>();
  for (const { control, header, rows } of populations) {
    const name = `${control}.csv`;
    const text = [header, ...rows].map(csvLineForPeople).join('');
    await writeInside(folder, name, text);
    files.set(control, { name, rows: rows.length, sha256: digest(text) });
  }
  const pdf = 'evidence.pdf';
  await writeInside(folder, pdf, await coverPdf(cover, populations, files));
  const written = [
    ...files.values(),
    { name: pdf, rows: null, sha256: digest(await readFile(join(folder, pdf))) },
  ];
  const sums = written.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  await writeInside(folder, 'SHA256SUMS', sums);
  return written;
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

async function coverPdf(
  cover: EvidenceCover,
  populations: readonly Population[],
  files: ReadonlyMap<string, WrittenFile>,
): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const page = new PDFDocument({ size: 'A4', margin: 50, info: { Title: `Evidence ${cover.quarter}` } });
  const content = buffer(page);
  page.font('Helvetica-Bold').fontSize(18).text(`Evidence for the controls of ${cover.quarter}`);
  page.font('Helvetica').fontSize(10).moveDown(0.5);
  for (const line of [
    `Generated at ${cover.madeAt} by ${cover.madeBy}`,
    `From ${cover.where}`,
    `Audit trail: ${cover.head}`,
  ])
    page.text(line);
  for (const { control, title, says } of populations) {
    const file = files.get(control);
    page.moveDown().font('Helvetica-Bold').fontSize(12).text(`${control}  ${title}`);
    page.font('Helvetica').fontSize(10).text(says);
    if (file) {
      page.text(`${String(file.rows)} ${file.rows === 1 ? 'row' : 'rows'} in ${file.name}`);
      page.font('Courier').fontSize(8).text(`SHA-256 ${file.sha256}`);
    }
  }
  page.end();
  return content;
}

import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { zipSync } from 'fflate';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { writeInside } from '../../kernel/inside-folder.ts';
import type { EvidenceDrawn } from '../../platform/security/index.ts';

export interface WrittenFile {
  readonly name: string;
  readonly rows: number | null;
  /** SHA-256, hex. */
  readonly sha256: string;
}

/** A file before it is written. */
interface EvidenceFile extends WrittenFile {
  readonly content: string | Buffer;
}

/** A CSV for each control, a PDF that lists them with their digests, and the digests of all in `SHA256SUMS`. */
async function filesOf(drawn: EvidenceDrawn): Promise<EvidenceFile[]> {
  const tables = new Map<string, EvidenceFile>();
  for (const { control, header, rows } of drawn.populations) {
    const content = [header, ...rows].map(csvLineForPeople).join('');
    tables.set(control, { name: `${control}.csv`, rows: rows.length, sha256: digest(content), content });
  }
  const pdf = await coverPdf(drawn, tables);
  const files = [...tables.values(), { name: 'evidence.pdf', rows: null, sha256: digest(pdf), content: pdf }];
  const sums = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  return [...files, { name: 'SHA256SUMS', rows: null, sha256: digest(sums), content: sums }];
}

/**
 * Writes the evidence of a quarter into a folder: a CSV for each control, a PDF that lists them with
 * their digests, and the digest of the PDF in `SHA256SUMS`. The files in the order in which they were written.
 */
export async function writeEvidence(folder: string, drawn: EvidenceDrawn): Promise<WrittenFile[]> {
  const files = await filesOf(drawn);
  for (const { name, content } of files) await writeInside(folder, name, content);
  return files.slice(0, -1).map(({ name, rows, sha256 }) => ({ name, rows, sha256 }));
}

/** The same files in one archive (ZIP). */
export async function evidenceArchive(drawn: EvidenceDrawn): Promise<Buffer> {
  const files = await filesOf(drawn);
  const content = files.map(({ name, content: bytes }) => [name, Buffer.from(bytes)] as const);
  return Buffer.from(zipSync(Object.fromEntries(content), { mtime: drawn.madeAt }));
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

async function coverPdf(
  { populations, ...cover }: EvidenceDrawn,
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

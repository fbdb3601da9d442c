import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { moneyText } from '../../contracts/index.ts';
import { decimal, toText } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { StatementInvoice, StatementLine } from '../statements/read-statements.ts';

/** Who is owed, as the invoice page prints it (billing.md 4.11). Empty rows are left out. */
interface StatementIssuer {
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly contact: string;
  /** How to pay, by check and by ACH: rows of text that are printed as they are. */
  readonly remittance: readonly string[];
}

/** What the document of a statement prints (billing.md 4.11). Days are `YYYY-MM-DD`, money decimal text. */
export interface StatementDocument {
  readonly issuer: StatementIssuer;
  readonly billTo: {
    readonly name: string;
    readonly attention: string;
    readonly addressLines: readonly string[];
  };
  /** Null or empty: no box. */
  readonly purchaseOrder: string | null;
  readonly isRevised: boolean;
  readonly serviceMonth: Month;
  readonly invoices: readonly StatementInvoice[];
}

type Pdf = PDFKit.PDFDocument;

interface Style {
  readonly font: 'Helvetica' | 'Helvetica-Bold';
  readonly size: number;
  readonly leading: number;
  readonly color: string;
}

/** One printed row of the table: its height is `before` and the leading of the style. */
interface Row {
  readonly style: Style;
  readonly text: string;
  readonly amount: string | null;
  readonly before: number;
  readonly isRuled: boolean;
}

const black = '#111111';
const grey = '#555555';
const hairline = '#bbbbbb';
const plain: Style = { font: 'Helvetica', size: 10, leading: 13, color: black };
const bold: Style = { ...plain, font: 'Helvetica-Bold' };
const small: Style = { font: 'Helvetica', size: 8, leading: 10.5, color: grey };
const label: Style = { ...small, font: 'Helvetica-Bold' };
const large: Style = { font: 'Helvetica-Bold', size: 22, leading: 26, color: black };
const heading: Style = { font: 'Helvetica-Bold', size: 12, leading: 15, color: black };

// US Letter is 612 by 792 points.
const left = 48;
const right = 612 - 48;
const top = 48;
const bottom = 792 - 40;
const boxesLeft = 332;
const boxLabelWidth = 88;
const amountWidth = 110;
const headHeight = 20;

/**
 * The document of a statement: every invoice in order on pages of its own, counted for each invoice
 * (billing.md 4.11). The same input gives the same bytes: no clock (the date of creation is the first of the
 * service month), nothing compressed, the standard fonts of PDF, which are not embedded. What Helvetica does
 * not have becomes the nearest letter or `?`. An amount with more than 2 decimals, or no invoice at all, is a
 * bug of the caller and thrown.
 */
export async function statementPdf(document: StatementDocument): Promise<Buffer> {
  if (document.invoices.length === 0) throw new Error('A statement without invoices has no document');
  const pdf = new PDFDocument({
    size: 'LETTER',
    margin: 0, // every text is put at its place; a margin would let pdfkit begin pages of its own
    autoFirstPage: false,
    compress: false, // the bytes would be those of one version of zlib
    lang: 'en-US',
    info: {
      Title: winAnsi(`Invoice ${document.invoices.map(({ number }) => number).join(', ')}`),
      Author: winAnsi(document.issuer.name),
      CreationDate: new Date(`${firstDay(document.serviceMonth)}T00:00:00Z`),
    },
  });
  for (const invoice of document.invoices) drawInvoice(pdf, document, invoice);
  pdf.end();
  return buffer(pdf);
}

function drawInvoice(pdf: Pdf, document: StatementDocument, invoice: StatementInvoice): void {
  pdf.addPage();
  const firstTop = drawFirstHead(pdf, document, invoice) + headHeight;
  const laterTop = top + large.leading + 16 + headHeight;
  const end = bottom - footerHeight(pdf, document.issuer) - 12;
  const pages = paginate(rowsOf(pdf, invoice), end - firstTop, end - laterTop);
  for (const [index, rows] of pages.entries()) {
    if (index > 0) {
      pdf.addPage();
      drawLaterHead(pdf, document, invoice);
    }
    drawTable(pdf, rows, index > 0 ? laterTop : firstTop);
    drawFooter(pdf, document.issuer, invoice.number, `Page ${index + 1} of ${pages.length}`);
  }
}

/** Issuer, boxes, bill-to and group; where the table begins. */
function drawFirstHead(pdf: Pdf, document: StatementDocument, invoice: StatementInvoice): number {
  const { issuer, billTo } = document;
  const leftWidth = boxesLeft - left - 20;
  put(pdf, large, 'Invoice', { right, y: top });
  let rightEnd = top + large.leading;
  if (document.isRevised) {
    put(pdf, heading, 'Revised', { right, y: rightEnd });
    rightEnd += heading.leading;
  }
  rightEnd = drawBoxes(pdf, boxesOf(document, invoice), rightEnd + 8);
  let y = drawText(pdf, heading, [issuer.name], { x: left, y: top + 6, width: leftWidth });
  y = drawText(pdf, plain, issuer.addressLines, { x: left, y, width: leftWidth });
  y = drawText(pdf, label, ['Bill to'], { x: left, y: y + 18, width: leftWidth });
  y = drawText(pdf, bold, [billTo.name], { x: left, y, width: leftWidth });
  y = drawText(pdf, plain, [billTo.attention, ...billTo.addressLines], { x: left, y, width: leftWidth });
  const width = right - left;
  y = Math.max(y, rightEnd) + 18;
  y = drawText(pdf, heading, [invoice.title ?? ''], { x: left, y, width });
  y = drawText(pdf, plain, [invoice.description ?? ''], { x: left, y, width });
  y = drawText(pdf, small, [`Services of ${monthText(document.serviceMonth)}`], { x: left, y, width });
  return y + 8;
}

/** The head of a page on which an invoice goes on: one row, however long the names are. */
function drawLaterHead(pdf: Pdf, document: StatementDocument, { number }: StatementInvoice): void {
  const [title = ''] = wrap(pdf, heading, `Invoice ${number}`, boxesLeft - left);
  put(pdf, heading, title, { right, y: top + 6 });
  const room = right - left - widthOf(pdf, heading, title) - 20;
  const [name = ''] = wrap(pdf, heading, document.issuer.name, room);
  put(pdf, heading, name, { x: left, y: top + 6 });
}

function boxesOf(document: StatementDocument, invoice: StatementInvoice): [string, string][] {
  const { dueOn } = invoice;
  const purchaseOrder = document.purchaseOrder ?? '';
  return [
    ['Invoice number', invoice.number],
    ['Invoice date', dayText(invoice.invoiceOn)],
    ['Payment terms', invoice.paymentTerms],
    ...(dueOn === null ? [] : ([['Due date', dayText(dueOn)]] satisfies [string, string][])),
    ['Amount due', printedMoney(invoice.amount)],
    ...(purchaseOrder.trim() === '' ? [] : ([['PO number', purchaseOrder]] satisfies [string, string][])),
  ];
}

function drawBoxes(pdf: Pdf, boxes: readonly [string, string][], from: number): number {
  const valueLeft = boxesLeft + boxLabelWidth;
  let y = from;
  for (const [name, value] of boxes) {
    const lines = wrap(pdf, plain, value, right - valueLeft - 12);
    const height = Math.max(lines.length, 1) * plain.leading + 6;
    pdf.lineWidth(0.5).strokeColor(hairline);
    pdf.rect(boxesLeft, y, boxLabelWidth, height).fillAndStroke('#f2f2f2', hairline);
    pdf.rect(valueLeft, y, right - valueLeft, height).stroke();
    put(pdf, label, name, { x: boxesLeft + 6, y: y + 5.5 });
    for (const [index, line] of lines.entries())
      put(pdf, plain, line, { right: right - 6, y: y + 4.5 + index * plain.leading });
    y += height;
  }
  return y;
}

/** The rows of each line of the invoice. Those of the last end with the total, so that both share a page. */
function rowsOf(pdf: Pdf, invoice: StatementInvoice): Row[][] {
  const items = invoice.lines.map((line) => rowsOfLine(pdf, line));
  const total: Row = {
    ...{ style: heading, text: 'Total amount due', amount: printedMoney(invoice.amount) },
    ...{ before: 14, isRuled: true },
  };
  const last = items.pop() ?? [];
  return [...items, [...last, total]];
}

function rowsOfLine(pdf: Pdf, line: StatementLine): Row[] {
  const width = right - left - amountWidth;
  const [title = '', ...more] = wrap(pdf, plain, line.title, width);
  const description = line.description.flatMap((row) => wrap(pdf, small, row, width));
  const below = { amount: null, before: 0, isRuled: false };
  return [
    { style: plain, text: title, amount: printedMoney(line.amount), before: 7, isRuled: false },
    ...more.map((text) => ({ style: plain, text, ...below })),
    ...description.map((text) => ({ style: small, text, ...below })),
  ];
}

/** A line is parted only when it would not fit on a page of its own. Only the first page may stay empty. */
function paginate(items: readonly Row[][], firstRoom: number, laterRoom: number): Row[][] {
  let page: Row[] = [];
  let room = firstRoom;
  const pages = [page];
  const turnUnless = (height: number): void => {
    if (height <= room || (page.length === 0 && pages.length > 1)) return;
    page = [];
    room = laterRoom;
    pages.push(page);
  };
  for (const rows of items) {
    const height = rows.reduce((all, row) => all + heightOf(row), 0);
    if (page.length > 0 && height <= laterRoom) turnUnless(height);
    for (const row of rows) {
      turnUnless(heightOf(row));
      page.push(row);
      room -= heightOf(row);
    }
  }
  return pages;
}

function heightOf({ style, before }: Row): number {
  return before + style.leading;
}

/** The head of the table above `from`, and the rows below it. */
function drawTable(pdf: Pdf, rows: readonly Row[], from: number): void {
  const head = from - headHeight;
  pdf.rect(left, head, right - left, headHeight - 2).fill('#f2f2f2');
  put(pdf, label, 'Description', { x: left + 6, y: head + 5.5 });
  put(pdf, label, 'Amount', { right: right - 6, y: head + 5.5 });
  let y = from;
  for (const row of rows) {
    y += row.before;
    if (row.isRuled) drawRule(pdf, y - 6);
    put(pdf, row.style, row.text, { x: left + 6, y });
    if (row.amount !== null) put(pdf, row.style, row.amount, { right: right - 6, y });
    y += row.style.leading;
  }
}

function drawFooter(pdf: Pdf, issuer: StatementIssuer, number: string, pageOf: string): void {
  const y = bottom - footerHeight(pdf, issuer);
  drawRule(pdf, y);
  for (const { x, width, rows } of footerColumns(issuer)) {
    const [name = '', ...texts] = rows;
    const below = drawText(pdf, label, [name], { x, y: y + 6, width });
    drawText(pdf, small, texts, { x, y: below, width });
  }
  const [shown = ''] = wrap(pdf, small, `Invoice ${number}`, 400);
  put(pdf, small, shown, { x: left, y: bottom - small.leading });
  put(pdf, small, pageOf, { right, y: bottom - small.leading });
}

function footerColumns(issuer: StatementIssuer): { x: number; width: number; rows: string[] }[] {
  const middle = left + 190;
  return [
    { x: left, width: middle - left - 20, rows: ['Contact', issuer.contact] },
    { x: middle, width: right - middle, rows: ['Payment', ...issuer.remittance] },
  ].filter(({ rows }) => rows.slice(1).some((row) => row.trim() !== ''));
}

/** Contact and payment side by side, and below them the row with the number of the page. */
function footerHeight(pdf: Pdf, issuer: StatementIssuer): number {
  const heights = footerColumns(issuer).map(
    ({ rows, width }) => rows.flatMap((row) => wrap(pdf, small, row, width)).length * small.leading,
  );
  return 6 + Math.max(0, ...heights) + 8 + small.leading;
}

function drawRule(pdf: Pdf, y: number): void {
  pdf.lineWidth(0.5).moveTo(left, y).lineTo(right, y).strokeColor(hairline).stroke();
}

/** Wrapped texts below each other, empty ones left out; where the next one begins. */
function drawText(
  pdf: Pdf,
  style: Style,
  texts: readonly string[],
  place: { readonly x: number; readonly y: number; readonly width: number },
): number {
  let { y } = place;
  for (const line of texts.flatMap((text) => wrap(pdf, style, text, place.width))) {
    put(pdf, style, line, { x: place.x, y });
    y += style.leading;
  }
  return y;
}

/** One row of text, from its left edge or up to its right edge. */
function put(
  pdf: Pdf,
  style: Style,
  text: string,
  place: { readonly y: number } & ({ readonly x: number } | { readonly right: number }),
): void {
  const x = 'x' in place ? place.x : place.right - widthOf(pdf, style, text);
  pdf.font(style.font).fontSize(style.size).fillColor(style.color);
  pdf.text(text, x, place.y, { lineBreak: false });
}

function widthOf(pdf: Pdf, style: Style, text: string): number {
  return pdf.font(style.font).fontSize(style.size).widthOfString(text);
}

/** The text in rows that fit, parted at spaces, or inside a word wider than a row; none when it is empty. */
function wrap(pdf: Pdf, style: Style, text: string, width: number): string[] {
  const fits = (row: string): boolean => widthOf(pdf, style, row) <= width;
  const rows: string[] = [];
  let row = '';
  for (const word of winAnsi(text).split(' ')) {
    if (word === '') continue;
    if (row !== '' && fits(`${row} ${word}`)) {
      row = `${row} ${word}`;
      continue;
    }
    if (row !== '') rows.push(row);
    row = word;
    while (row !== '' && !fits(row)) {
      let cut = 1;
      while (fits(row.slice(0, cut + 1))) cut += 1;
      rows.push(row.slice(0, cut));
      row = row.slice(cut);
    }
  }
  return row === '' ? rows : [...rows, row];
}

// All that the standard fonts show (WinAnsi), and the nearest to what Unicode does not take apart.
const isShown = /^[ -~¡-¬®-ÿ€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/u;
const nearest = new Map(
  ['‐-', '‑-', '‒-', '―-', '−-', '⁄/', 'łl', 'ŁL', 'đd', 'ĐD', 'ıi', "′'", '″"'].map(
    (pair) => [pair.charAt(0), pair.charAt(1)] as const,
  ),
);

/** Only what Helvetica shows: other letters without accents, white space as one blank, anything else `?`. */
function winAnsi(text: string): string {
  const composed = text.normalize('NFC').replaceAll(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '');
  return Array.from(composed.replaceAll(/[\s\p{Cc}]+/gu, ' '), shownLetter).join('');
}

function shownLetter(letter: string): string {
  if (isShown.test(letter)) return letter;
  const parts = Array.from(letter.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
  const apart = parts.map((part) => nearest.get(part) ?? part).join('');
  return isShown.test(apart) ? apart : '?';
}

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

function monthText(month: string): string {
  return `${monthNames[Number.parseInt(month.slice(5, 7), 10) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** `2025-05-31` as `05/31/2025`. */
function dayText(day: string): string {
  return day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$2/$3/$1');
}

/** `-1234.5` as `($1,234.50)`. */
function printedMoney(amount: string): string {
  const value = decimal(toText(decimal(amount), 2));
  const shown = moneyText(value.abs());
  return value.lt('0') ? `(${shown})` : shown;
}

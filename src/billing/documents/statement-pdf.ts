import type { Month } from '../../kernel/month.ts';
import {
  bold,
  bottom,
  dayText,
  drawLogo,
  drawnPdf,
  drawRule,
  drawText,
  hairline,
  heading,
  label,
  large,
  left,
  monthText,
  plain,
  printedMoney,
  put,
  right,
  small,
  top,
  widthOf,
  wrap,
  type Pdf,
  type Style,
} from './page.ts';
import type { Letterhead } from '../operator.ts';
import type { StatementInvoice, StatementLine } from '../statements/read-statements.ts';

/** What the document of a statement prints (billing.md 4.11). Days are `YYYY-MM-DD`, money decimal text. */
export interface StatementDocument {
  readonly issuer: Letterhead;
  readonly billTo: {
    readonly name: string;
    readonly attention: string;
    readonly addressLines: readonly string[];
  };
  /** Null or empty: no box. */
  readonly purchaseOrder: string | null;
  readonly isRevised: boolean;
  /** Nobody was sent it: every page is marked as a draft. */
  readonly isDraft: boolean;
  readonly serviceMonth: Month;
  readonly invoices: readonly StatementInvoice[];
}

/** One printed row of the table: its height is `before` and the leading of the style. */
interface Row {
  readonly style: Style;
  readonly text: string;
  readonly amount: string | null;
  readonly before: number;
  readonly isRuled: boolean;
}

const boxesLeft = 332;
const boxLabelWidth = 88;
const amountWidth = 110;
const headHeight = 20;

/** Across every page of a draft, below what is printed on it. */
const watermark: Style = { font: 'Helvetica-Bold', size: 130, leading: 130, color: '#eeeeee' };

/**
 * The document of a statement: every invoice in order on pages of its own, counted for each invoice
 * (billing.md 4.11). The same input gives the same bytes. An amount with more than 2 decimals, or no invoice at all,
 * is a bug of the caller and thrown.
 */
export async function statementPdf(document: StatementDocument): Promise<Buffer> {
  if (document.invoices.length === 0) throw new Error('A statement without invoices has no document');
  return drawnPdf(
    {
      title: titleOf(document),
      author: document.issuer.name,
      month: document.serviceMonth,
      layout: 'portrait',
    },
    (pdf) => {
      for (const invoice of document.invoices) drawInvoice(pdf, document, invoice);
    },
  );
}

function titleOf({ isDraft, invoices }: StatementDocument): string {
  const numbers = invoices.map(({ number }) => number).join(', ');
  return `${isDraft ? 'Draft of ' : ''}${kindOf(invoices)} ${numbers}`;
}

/** What is below 0 is a credit memo by title. */
function kindOf(invoices: readonly Pick<StatementInvoice, 'amount'>[]): 'Invoice' | 'Credit Memo' {
  return invoices.every(({ amount }) => amount.startsWith('-')) ? 'Credit Memo' : 'Invoice';
}

function addPage(pdf: Pdf, { isDraft }: StatementDocument): void {
  pdf.addPage();
  if (!isDraft) return;
  pdf.save();
  pdf.rotate(-45, { origin: [306, 396] });
  const width = widthOf(pdf, watermark, 'DRAFT');
  put(pdf, watermark, 'DRAFT', { x: 306 - width / 2, y: 396 - watermark.size / 2 });
  pdf.restore();
}

function drawInvoice(pdf: Pdf, document: StatementDocument, invoice: StatementInvoice): void {
  addPage(pdf, document);
  const firstTop = drawFirstHead(pdf, document, invoice) + headHeight;
  const laterTop = top + large.leading + 16 + headHeight;
  const end = bottom - footerHeight(pdf, document.issuer) - 12;
  const pages = paginate(rowsOf(pdf, invoice), end - firstTop, end - laterTop);
  for (const [index, rows] of pages.entries()) {
    if (index > 0) {
      addPage(pdf, document);
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
  put(pdf, large, kindOf([invoice]), { right, y: top });
  let rightEnd = top + large.leading;
  if (document.isDraft) {
    put(pdf, heading, 'Draft, not sent', { right, y: rightEnd });
    rightEnd += heading.leading;
  }
  if (document.isRevised) {
    put(pdf, heading, 'Revised', { right, y: rightEnd });
    rightEnd += heading.leading;
  }
  rightEnd = drawBoxes(pdf, boxesOf(document, invoice), rightEnd + 8);
  const below = drawLogo(pdf, issuer.logo, top + 6);
  let y = drawText(pdf, heading, [issuer.name], { x: left, y: below, width: leftWidth });
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
function drawLaterHead(pdf: Pdf, document: StatementDocument, invoice: StatementInvoice): void {
  const [title = ''] = wrap(pdf, heading, `${kindOf([invoice])} ${invoice.number}`, boxesLeft - left);
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
    style: heading,
    text: 'Total amount due',
    amount: printedMoney(invoice.amount),
    before: 14,
    isRuled: true,
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

function drawFooter(pdf: Pdf, issuer: Letterhead, number: string, pageOf: string): void {
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

function footerColumns(issuer: Letterhead): { x: number; width: number; rows: string[] }[] {
  const middle = left + 190;
  return [
    { x: left, width: middle - left - 20, rows: ['Contact', issuer.contact] },
    { x: middle, width: right - middle, rows: ['Payment', ...issuer.remittance] },
  ].filter(({ rows }) => rows.slice(1).some((row) => row.trim() !== ''));
}

/** Contact and payment side by side, and below them the row with the number of the page. */
function footerHeight(pdf: Pdf, issuer: Letterhead): number {
  const heights = footerColumns(issuer).map(
    ({ rows, width }) => rows.flatMap((row) => wrap(pdf, small, row, width)).length * small.leading,
  );
  return 6 + Math.max(0, ...heights) + 8 + small.leading;
}

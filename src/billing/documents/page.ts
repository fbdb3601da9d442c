import { buffer } from 'node:stream/consumers';
import { moneyText } from '../../contracts/index.ts';
import { decimal, toText } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';

export type Pdf = PDFKit.PDFDocument;

/** How text looks; sizes in points. */
export interface Style {
  readonly font: 'Helvetica' | 'Helvetica-Bold';
  readonly size: number;
  readonly leading: number;
  readonly color: string;
}

const black = '#111111';
const grey = '#555555';
export const hairline = '#bbbbbb';
export const plain: Style = { font: 'Helvetica', size: 10, leading: 13, color: black };
export const bold: Style = { ...plain, font: 'Helvetica-Bold' };
export const small: Style = { font: 'Helvetica', size: 8, leading: 10.5, color: grey };
export const label: Style = { ...small, font: 'Helvetica-Bold' };
export const large: Style = { font: 'Helvetica-Bold', size: 22, leading: 26, color: black };
export const heading: Style = { font: 'Helvetica-Bold', size: 12, leading: 15, color: black };

// US Letter is 612 by 792 points.
export const left = 48;
export const right = 612 - 48;
export const top = 48;
export const bottom = 792 - 40;

/** What a document says of itself. */
export interface Imprint {
  readonly title: string;
  readonly author: string;
  readonly month: Month;
  readonly layout: 'portrait' | 'landscape';
}

/**
 * A PDF on paper of the size Letter, of whatever `draw` puts on its pages. The same drawing gives the same bytes: no
 * clock (the date of creation is the first of the service month), nothing compressed, the standard fonts of PDF, which
 * are not embedded. What Helvetica does not have becomes the nearest letter or `?`.
 */
export async function drawnPdf(
  { title, author, month, layout }: Imprint,
  draw: (pdf: Pdf) => void,
): Promise<Buffer> {
  // Loaded here only: commands that print nothing start a fifth sooner without it.
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: 'LETTER',
    layout,
    margin: 0, // every text is put at its place; a margin would let pdfkit begin pages of its own
    autoFirstPage: false,
    compress: false, // the bytes would be those of one version of zlib
    lang: 'en-US',
    info: {
      Title: winAnsi(title),
      Author: winAnsi(author),
      CreationDate: new Date(`${firstDay(month)}T00:00:00Z`),
    },
  });
  draw(pdf);
  pdf.end();
  return buffer(pdf);
}

const logoBox: [width: number, height: number] = [180, 44];

/** A logo at the left edge; where the next thing begins, which is `y` when there is none. */
export function drawLogo(pdf: Pdf, logo: Buffer | null, y: number): number {
  if (logo === null) return y;
  pdf.image(logo, left, y, { fit: logoBox });
  return y + logoBox[1] + 8;
}

/** A thin line across the page. */
export function drawRule(pdf: Pdf, y: number, end = right): void {
  pdf.lineWidth(0.5).moveTo(left, y).lineTo(end, y).strokeColor(hairline).stroke();
}

/** Wrapped texts below each other, empty ones left out; where the next one begins. */
export function drawText(
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
export function put(
  pdf: Pdf,
  style: Style,
  text: string,
  place: { readonly y: number } & ({ readonly x: number } | { readonly right: number }),
): void {
  const x = 'x' in place ? place.x : place.right - widthOf(pdf, style, text);
  pdf.font(style.font).fontSize(style.size).fillColor(style.color);
  pdf.text(text, x, place.y, { lineBreak: false });
}

/** In points. */
export function widthOf(pdf: Pdf, style: Style, text: string): number {
  return pdf.font(style.font).fontSize(style.size).widthOfString(text);
}

/** The text in rows that fit, parted at spaces, or inside a word wider than a row; none when it is empty. */
export function wrap(pdf: Pdf, style: Style, text: string, width: number): string[] {
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

/** `2025-05` as `May 2025`. */
export function monthText(month: string): string {
  return `${monthNames[Number.parseInt(month.slice(5, 7), 10) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** `2025-05-31` as `05/31/2025`. */
export function dayText(day: string): string {
  return day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$2/$3/$1');
}

/** `-1234.5` as `($1,234.50)`. */
export function printedMoney(amount: string): string {
  const value = decimal(toText(decimal(amount), 2));
  const shown = moneyText(value.abs());
  return value.lt('0') ? `(${shown})` : shown;
}

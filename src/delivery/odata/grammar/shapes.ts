const coordinate = String.raw`(?:[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?INF)`;
const positionHere = new RegExp(`${coordinate}(?: ${coordinate}){1,3}`, 'y');
const sridHere = /SRID=\d{1,5};/iy;
const wordHere = /[A-Za-z]+\(/y;
const deepest = 20;

/** A shape as well-known text with its reference system: `SRID=0;Point(142.1 64.1)`. */
export function isWellFormedShape(text: string): boolean {
  const scan: Scan = { text, at: 0, depth: 0 };
  return take(scan, sridHere) !== null && isShape(scan) && scan.at === text.length;
}

interface Scan {
  readonly text: string;
  at: number;
  depth: number;
}

type Check = (scan: Scan) => boolean;

/** What stands between the parentheses of a shape, by its name. */
const contents: Readonly<Record<string, Check>> = {
  point: isPosition,
  linestring: listOf(isPosition, 2),
  polygon: listOf(bracketed(listOf(isPosition, 1)), 1),
  multipoint: listOf(bracketed(isPosition), 0),
  multilinestring: listOf(bracketed(listOf(isPosition, 2)), 0),
  multipolygon: listOf(bracketed(listOf(bracketed(listOf(isPosition, 1)), 1)), 0),
  geometrycollection: listOf(isShape, 1),
};

function isShape(scan: Scan): boolean {
  const word = take(scan, wordHere)?.slice(0, -1).toLowerCase() ?? '';
  const check = Object.hasOwn(contents, word) ? contents[word] : undefined;
  if (check === undefined || scan.depth >= deepest) return false;
  scan.depth += 1;
  const isRight = check(scan) && takeCharacter(scan, ')');
  scan.depth -= 1;
  return isRight;
}

function isPosition(scan: Scan): boolean {
  return take(scan, positionHere) !== null;
}

function bracketed(check: Check): Check {
  return (scan) => takeCharacter(scan, '(') && check(scan) && takeCharacter(scan, ')');
}

function listOf(check: Check, least: number): Check {
  return (scan) => {
    if (least === 0 && scan.text.charAt(scan.at) === ')') return true;
    let count = 0;
    do {
      if (!check(scan)) return false;
      count += 1;
    } while (takeCharacter(scan, ','));
    return count >= least;
  };
}

function takeCharacter(scan: Scan, character: string): boolean {
  if (scan.text.charAt(scan.at) !== character) return false;
  scan.at += 1;
  return true;
}

function take(scan: Scan, pattern: RegExp): string | null {
  pattern.lastIndex = scan.at;
  const text = pattern.exec(scan.text)?.[0] ?? null;
  scan.at += text?.length ?? 0;
  return text;
}

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { decimal, type Decimal } from '../../src/kernel/decimal.ts';
import { isList, isObject, JsonNumber, parseExactJson, type Json } from '../../src/kernel/exact-json.ts';

/** A value of a case; what is missing reads as nothing, so that a wrong name fails the case. */
export class CaseInputs {
  readonly json: Json | undefined;

  constructor(json: Json | undefined) {
    this.json = json;
  }

  get(name: string): CaseInputs {
    return new CaseInputs(isObject(this.json) ? this.json[name] : undefined);
  }

  get list(): CaseInputs[] {
    return isList(this.json) ? this.json.map((item) => new CaseInputs(item)) : [];
  }

  get text(): string {
    assert.ok(typeof this.json === 'string', `${JSON.stringify(this.json)} is no text`);
    return this.json;
  }

  get amount(): Decimal {
    assert.ok(this.json instanceof JsonNumber, `${JSON.stringify(this.json)} is no number`);
    return this.json.value;
  }

  /** 0 where the case names no amount. */
  get amountIfAny(): Decimal {
    return this.json instanceof JsonNumber ? this.json.value : decimal('0');
  }
}

/** Exact numbers as text without trailing zeros, whatever holds them, so that two of them can be compared. */
export function plain(value: unknown): unknown {
  if (value instanceof JsonNumber) return value.value.toString();
  if (value instanceof decimal('0').constructor) return (value as Decimal).toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

/** The cases of a file in tests/golden, with numbers as they were written. */
export async function goldenCases(file: string): Promise<CaseInputs[]> {
  const text = await readFile(join(import.meta.dirname, '..', 'golden', file), 'utf8');
  return new CaseInputs(parseExactJson(text)).list;
}

/** What came out of the inputs of a case, under the names of the case. */
export type Answer = (inputs: CaseInputs, expected: CaseInputs) => unknown;

/** Cases of a file whose component is of a pattern, and what becomes of each. */
export interface AnsweredCases {
  readonly file: string;
  readonly component: RegExp;
  readonly answers: Readonly<Record<string, Answer>>;
  /** What the recommended reading gives, where a case says other. */
  readonly byReading: Readonly<Record<string, unknown>>;
  /** Cases that are not answered, by the reason. */
  readonly notRun: Readonly<Record<string, readonly string[]>>;
}

/** A test for each case, and one that fails when a case is neither answered nor listed with its reason. */
export async function testCases({ file, component, ...given }: AnsweredCases): Promise<void> {
  const cases = new Map(
    (await goldenCases(file))
      .filter((one) => component.test(one.get('component').text))
      .map((one) => [one.get('id').text, one] as const),
  );
  test(`every case of ${component.source} is answered or listed with the reason`, () => {
    const placed = [...Object.keys(given.answers), ...Object.values(given.notRun).flat()];
    assert.deepEqual(placed.toSorted(), [...cases.keys()].toSorted());
  });
  for (const [id, answer] of Object.entries(given.answers)) {
    const golden = cases.get(id) ?? new CaseInputs(null);
    test(`${id}: ${golden.get('description').text}`, () => {
      const expected = golden.get('expected');
      const wanted = given.byReading[id] ?? plain(expected.json);
      assert.deepEqual(plain(answer(golden.get('inputs'), expected)), wanted);
    });
  }
}

/** One answer for several cases. */
export function same(ids: readonly string[], answer: Answer): Record<string, Answer> {
  return Object.fromEntries(ids.map((id) => [id, answer]));
}

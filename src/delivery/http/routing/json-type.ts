import type { FastifyReply } from 'fastify';
import type { Decimal } from '../../../kernel/decimal.ts';

/**
 * What JSON says of a value of ours, as `shapedForJson` writes it: fields in snake_case, exact decimals and moments as
 * text. A reply that was sent already (a page, a file) says nothing.
 */
export type Json<T> = T extends Decimal | Date
  ? string
  : T extends FastifyReply
    ? never
    : T extends string | number | boolean | null | undefined
      ? T
      : unknown extends T
        ? unknown
        : T extends readonly (infer Item)[]
          ? Json<Item>[]
          : { [Name in keyof T as FieldName<Name>]: Json<T[Name]> };

type FieldName<Name> = Name extends string ? (string extends Name ? Name : SnakeCase<Name>) : never;

/** `fromMonth` is `from_month`. */
type SnakeCase<Name extends string, Begun extends string = ''> = Name extends `${infer Sign}${infer Rest}`
  ? SnakeCase<Rest, `${Begun}${Sign extends Capital ? `_${Lowercase<Sign>}` : Sign}`>
  : Begun;

type Capital =
  | ('A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M')
  | ('N' | 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z');

/**
 * Nothing to add where a result is what the described answer says; else the fields that differ, which no declaration
 * has, so that the compiler shows them.
 */
export type Fits<Result, Answer> = [Json<Result>] extends [Answer]
  ? unknown
  : { readonly 'differs from the described answer': Differences<Json<Result>, Answer> };

type Differences<Result, Answer> = Result extends readonly (infer Item)[]
  ? Answer extends readonly (infer Described)[]
    ? Differences<Item, Described>
    : { result: Result; described: Answer }
  : Answer extends object
    ? {
        [
          Name in keyof Answer as Name extends keyof Result
            ? [Result[Name]] extends [Answer[Name]]
              ? never
              : Name
            : Name
        ]: Name extends keyof Result
          ? { result: Result[Name]; described: Answer[Name] }
          : 'is not in the result';
      }
    : { result: Result; described: Answer };

import { isList, JsonNumber, type Json } from '../../kernel/exact-json.ts';
import { withoutDollarSign } from '../../kernel/typed-figure.ts';
import { readAccounts, writeAccounts } from '../exports/account-list.ts';
import type { Field } from '../exports/description/field.ts';

const yes = ['yes', 'on', 'true'];
const no = ['no', 'off', 'false'];

/**
 * What somebody typed as a value of a field, as exports write it: `yes` and `no` for switches, `$1,250.50` and `12.5 %`
 * as numbers, choices as exports or people call them and months however they are spelled, lists by commas; `+TaxReport`
 * and `-6015` add to a list and take from it. Empty is nothing, where nothing is allowed. What cannot be read stays a
 * text, and the check of the terms says what is expected there.
 */
export function writtenValue(field: Field, typed: string, held: Json): Json {
  const text = typed.trim();
  if (text === '' && field.shape.safeParse(null).success) return null;
  switch (field.kind) {
    case 'figure':
    case 'group':
    case 'count':
      return numberIn(text);
    case 'flag':
      return yes.includes(text.toLowerCase()) || (!no.includes(text.toLowerCase()) && text);
    case 'choice':
      return (
        Object.entries(field.choices ?? {}).find((names) =>
          names.some((one) => plain(one) === plain(text)),
        )?.[0] ?? text
      );
    case 'monthOfYear':
      return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
    case 'codes':
      return listIn(text, isList(held) ? held.filter((one) => typeof one === 'string') : []);
    case 'accounts':
      return accountsIn(text, typeof held === 'string' ? held : '[]');
    default:
      return typed;
  }
}

function numberIn(text: string): Json {
  const bare = withoutDollarSign(text.replace(/\s*%$/, ''));
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(bare) ? new JsonNumber(bare) : text;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Entries by commas; when all of them begin with a sign, they change what is listed. */
function listIn(text: string, held: readonly string[]): string[] {
  const entries = entriesOf(text);
  if (!areSigned(entries)) return entries;
  const gone = new Set(entries.filter((one) => one.startsWith('-')).map((one) => one.slice(1)));
  const added = entries.filter((one) => one.startsWith('+')).map((one) => one.slice(1));
  return [...new Set([...held.filter((one) => !gone.has(one)), ...added])];
}

/** Accounts that are billed: those named and no others, or with signs those that become so or cease to be. */
function accountsIn(text: string, held: string): string {
  const listed = readAccounts(held) ?? [];
  const entries = entriesOf(text);
  const billed = new Set(
    areSigned(entries)
      ? listIn(
          text,
          listed.filter(({ isEnabled }) => isEnabled).map(({ code }) => code),
        )
      : entries,
  );
  const codes = new Set(listed.map(({ code }) => code));
  const added = [...billed].filter((code) => !codes.has(code));
  return writeAccounts([
    ...listed.map((one) => ({ ...one, isEnabled: billed.has(one.code) })),
    ...added.map((code) => ({ code, title: '', isEnabled: true })),
  ]);
}

function entriesOf(text: string): string[] {
  return text.split(/[,;\s]+/).filter((one) => one !== '');
}

function areSigned(entries: readonly string[]): boolean {
  return entries.length > 0 && entries.every((one) => /^[+-]/.test(one));
}

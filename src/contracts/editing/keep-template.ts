import { randomUUID } from 'node:crypto';
import { refusal } from '../../kernel/errors.ts';
import { isObject, parseExactJson, type JsonObject } from '../../kernel/exact-json.ts';
import { takenUpAgain, type Database, type Queryable } from '../../platform/database/index.ts';
import { readFile, readRules } from '../checks/checked-file.ts';
import type { Finding } from '../exports/finding.ts';
import { baseTerms, type Beginning } from './base-terms.ts';
import { withoutDefaults } from './blank-contract.ts';
import { changedTerms, type NewTerms } from './changed-terms.ts';
import { documentOf } from './edit-contract.ts';
import { toldChanges, type WordedChange } from './worded-changes.ts';
import { wordedTerms, type WordedComponent } from './worded-terms.ts';

/** Terms that are to be kept under a name. */
export interface NewTemplate extends Beginning {
  readonly name: string;
  readonly summary: string | null;
  readonly wanted: NewTerms;
}

/** A template that was kept, or would be. */
export interface StoredTemplate {
  readonly name: string;
  /** What it says beyond what it began with. */
  readonly changes: readonly WordedChange[];
  /** What a contract that is written from it still needs. */
  readonly findings: readonly Finding[];
  /** Another of its name was retired for it. */
  readonly isReplacing: boolean;
}

/** Who keeps a template, and why. */
export interface Keeping {
  readonly actor: string;
  readonly reason: string | null;
  readonly isKept: boolean;
}

/** No site: a template belongs to none. */
const ofNobody = { site: '0000', customerName: null };

/**
 * Keeps terms as a template; one of the same name is retired. As the owner; ask for the right to change contracts
 * before. Refuses with CONTRACTS_TEMPLATE_REJECTED, and as `baseTerms` and `changedTerms`.
 */
export async function keepTemplate(
  database: Database,
  { name: typed, summary, wanted, ...beginning }: NewTemplate,
  { actor, reason, isKept }: Keeping,
): Promise<StoredTemplate> {
  const name = typed.trim();
  return database.transaction(async (transaction) => {
    const terms: JsonObject = { ...(await baseTerms(transaction, beginning)), id: randomUUID() };
    const changed = changedTerms(terms, wanted);
    const after = isObject(changed) ? withoutDefaults(changed) : changed;
    const rules = await readRules(transaction);
    const { findings } = readFile(documentOf(ofNobody, after), { isStrict: false, ...rules });
    const faults = findings
      .filter(({ grade }) => grade === 'rejected')
      .map(({ path, message }) => `${path}: ${message}`);
    if (name === '' || name.length > 60) faults.push('a name has 1 to 60 characters.');
    if (faults.length > 0) throw refusal('CONTRACTS_TEMPLATE_REJECTED', { name, faults: faults.join(' ') });
    const replaced = isKept ? await retire(transaction, name, actor) : 0;
    if (isKept)
      await transaction.execute(
        `insert into contracts.template (template_name, summary, terms, reason, entered_at, entered_by)
         values ($1, nullif(trim($2), ''), $3::jsonb, $4, now(), $5)`,
        [name, summary, JSON.stringify(changed), reason, actor],
      );
    return {
      name,
      changes: toldChanges(withoutDefaults(terms), after),
      findings: findings.filter(({ grade }) => grade === 'blocked' || grade === 'warning'),
      isReplacing: replaced > 0,
    };
  }, takenUpAgain);
}

/**
 * Retires a template: no contract is written from it any more. As the owner. Refuses with CONTRACTS_TEMPLATE_UNKNOWN.
 */
export async function retireTemplate(database: Queryable, name: string, actor: string): Promise<void> {
  if ((await retire(database, name, actor)) === 0) throw refusal('CONTRACTS_TEMPLATE_UNKNOWN', { name });
}

async function retire(database: Queryable, name: string, actor: string): Promise<number> {
  return database.execute(
    `update contracts.template set retired_at = now(), retired_by = $2
     where lower(template_name) = lower(trim($1)) and retired_at is null`,
    [name, actor],
  );
}

/** A template as it is listed. */
export interface ListedTemplate {
  readonly name: string;
  readonly summary: string | null;
  readonly enteredAt: string;
  readonly enteredBy: string;
  readonly retiredAt: string | null;
  readonly retiredBy: string | null;
  readonly reason: string | null;
  /** What it bills, in words. */
  readonly words: readonly WordedComponent[];
}

/** Templates by name: those that contracts are written from, or with their history. With the rights of the caller. */
export async function readTemplates(
  database: Queryable,
  { isHistory }: { readonly isHistory: boolean },
): Promise<ListedTemplate[]> {
  const rows = await database.query<Omit<ListedTemplate, 'words'> & { readonly terms: string }>(
    `select template_name as name, summary, to_json(entered_at) #>> '{}' as "enteredAt", entered_by as "enteredBy",
       to_json(retired_at) #>> '{}' as "retiredAt", retired_by as "retiredBy", reason, terms::text as terms
     from contracts.template where $1 or retired_at is null order by lower(template_name), template_id`,
    [isHistory],
  );
  return rows.map(({ terms, ...template }) => {
    const original = parseExactJson(terms);
    return { ...template, words: wordedTerms(isObject(original) ? withoutDefaults(original) : original) };
  });
}

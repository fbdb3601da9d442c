import { isObject, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import { capital } from '../exports/description/described-at.ts';
import { describedComponents } from '../exports/description/described-terms.ts';
import { agreementSentences, billableAccountSentences } from './sentences/agreement-sentences.ts';
import { contractSentences } from './sentences/contract-sentences.ts';
import {
  advanceSentences,
  bellServiceSentences,
  depositSentences,
  fixedFeeSentences,
  laborHourSentences,
  occupiedRoomSentences,
  revenueShareSentences,
} from './sentences/fee-sentences.ts';
import { noNames, type CodeNames, type SentenceContext } from './sentences/say.ts';
import { toldFields } from './worded-changes.ts';

/** What a contract says of one thing, in words. */
export interface WordedComponent {
  /** The block of the exports, `contract` for what stands outside of them. */
  readonly component: string;
  readonly title: string;
  /** `Valet Services (GL code 4700): $9,500.00 a month, from 2030-01-01.` */
  readonly sentences: readonly string[];
}

type Sentences = (block: JsonObject, context: SentenceContext) => string[];

/** The components that have sentences of their own; of others their fields are told. */
const sentencesOf: Readonly<Partial<Record<string, Sentences>>> = {
  fixedFee: fixedFeeSentences,
  perLaborHour: laborHourSentences,
  perOccupiedRoom: occupiedRoomSentences,
  revenueShare: revenueShareSentences,
  bellServiceFee: bellServiceSentences,
  midMonthAdvance: advanceSentences,
  depositedRevenue: depositSentences,
  billableAccounts: billableAccountSentences,
  managementAgreement: agreementSentences,
};

/**
 * The terms of a contract as the controller of a customer would read them: the contract itself, then each component
 * that is switched on. `names` are what people call the codes in it.
 */
export function wordedTerms(terms: Json, names: CodeNames = noNames): WordedComponent[] {
  if (!isObject(terms)) return [];
  const grouping = terms['invoiceGrouping'] ?? null;
  const context = { names, isGrouped: isObject(grouping) && grouping['enabled'] === true };
  const components = Object.entries(describedComponents).flatMap(([name, { label, fields }]) => {
    const block = terms[name] ?? null;
    if (!isObject(block) || block['enabled'] !== true) return [];
    const sentences = sentencesOf[name]?.(block, context) ?? toldFields(fields, block);
    return [{ component: name, title: capital(label), sentences }];
  });
  return [
    { component: 'contract', title: 'The contract', sentences: contractSentences(terms) },
    ...components,
  ];
}

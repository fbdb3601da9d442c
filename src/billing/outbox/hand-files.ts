import { createHash } from 'node:crypto';
import type { LedgerDocument } from '../journal/ledger-document.ts';
import { ledgerCsv, ledgerXml } from '../journal/ledger-files.ts';
import type { Outbox } from './outbox.ts';

/** Hands a document for the ledger out as CSV and as XML. */
export async function handFiles(document: LedgerDocument, outbox: Outbox): Promise<void> {
  const name = `${document.documentNumber}${document.isReversal ? '-reversal' : ''}-${document.kind}`;
  const envelope = { key: document.idempotencyKey, batch: document.batch, site: document.site };
  for (const [ending, text] of [
    ['csv', ledgerCsv([document])],
    ['xml', ledgerXml([document])],
  ] as const) {
    const content = Buffer.from(text);
    const sha256 = createHash('sha256').update(content).digest('hex');
    await outbox.hand({ kind: 'ledger', name: `${name}.${ending}`, content, sha256, envelope });
  }
}

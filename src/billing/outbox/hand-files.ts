import { createHash } from 'node:crypto';
import type { LedgerDocument } from '../journal/ledger-document.ts';
import { ledgerCsv, ledgerXml } from '../journal/ledger-files.ts';
import { mapRequest } from '../ledger/map-request.ts';
import type { Outbox } from './outbox.ts';

/** Hands a document for the ledger out as CSV and as XML, and as the call of its web service where it has one. */
export async function handFiles(document: LedgerDocument, outbox: Outbox): Promise<void> {
  const name = `${document.documentNumber}${document.isReversal ? '-reversal' : ''}-${document.kind}`;
  const envelope = { key: document.idempotencyKey, batch: document.batch, site: document.site };
  const files: (readonly [ending: string, text: string])[] = [
    ['csv', ledgerCsv([document])],
    ['xml', ledgerXml([document])],
  ];
  if (outbox.service) files.push(['soap.xml', mapRequest(document, outbox.service.namespace).body]);
  for (const [ending, text] of files) {
    const content = Buffer.from(text);
    const sha256 = createHash('sha256').update(content).digest('hex');
    await outbox.hand({ kind: 'ledger', name: `${name}.${ending}`, content, sha256, envelope });
  }
}

import XMLBuilder from 'fast-xml-builder';
import { fieldsOf, fieldsOfRow, legalInXml, type Field } from '../journal/ledger-files.ts';
import type { LedgerDocument } from '../journal/ledger-document.ts';

/** The operation of the web service of import maps, and the last part of its SOAPAction. */
const operation = 'RunMapDataTable';

/** Escapes text and attributes; in an element without children nothing is added, so that texts stay as they are. */
const builder = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: false, processEntities: true });

/** What a document goes to the service as, and the header that names the operation. */
export interface MapRequest {
  readonly body: string;
  readonly soapAction: string;
}

/**
 * A document as the call `RunMapDataTable` of the web service of import maps (billing.md 4.9): SOAP 1.1 with the map,
 * the company that it is booked in, and a data table as text in which every distribution is a row that repeats the
 * fields of its document. `namespace` is that of the service. The same document gives the same text.
 */
export function mapRequest(document: LedgerDocument, namespace: string): MapRequest {
  const header: readonly Field[] = [['BATCHID', document.batch], ...fieldsOf(document)];
  const rows = document.rows.map((row) =>
    Object.fromEntries([...header, ...fieldsOfRow(row)].map(([name, value]) => [name, legalInXml(value)])),
  );
  const envelope = {
    'soap:Envelope': {
      '@_xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/',
      '@_xmlns:map': namespace,
      'soap:Header': '',
      'soap:Body': {
        [`map:${operation}`]: {
          'map:mapID': legalInXml(document.mapId),
          'map:interID': legalInXml(document.interId),
          'map:xml': builder.build({ DataSet: { Table: rows } }),
        },
      },
    },
  };
  return {
    body: `<?xml version="1.0" encoding="utf-8"?>\n${builder.build(envelope)}\n`,
    soapAction: `${namespace.replace(/\/$/, '')}/${operation}`,
  };
}

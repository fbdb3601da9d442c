import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { decimal } from '../../kernel/decimal.ts';
import type { LedgerDocument } from '../journal/ledger-document.ts';
import { mapRequest } from './map-request.ts';

const zero = decimal('0');
const payable: LedgerDocument = {
  kind: 'payables',
  site: '0170',
  serviceMonth: '2025-05',
  mapId: 'PMIMPV2',
  interId: 'ENC',
  company: 'ENC',
  batch: '202505POWERBILL2025-05-31',
  reference: '2025050170POWERBILL',
  documentNumber: '01702025050101',
  version: 1,
  isReversal: false,
  idempotencyKey: 'payables/01702025050101/1/original',
  documentDate: '05/31/2025',
  customerId: null,
  vendorId: 'A & B <"x">\u0001 ]]>',
  amount: decimal('12.50'),
  deferredAccount: null,
  rows: [
    { account: '07-08-2701-4790-0170', debit: decimal('12.50'), credit: zero },
    { account: '07-00-0000-2000-0000', debit: zero, credit: decimal('12.50') },
  ],
};

const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false });

interface Envelope {
  readonly Envelope: {
    readonly Body: { readonly RunMapDataTable: Readonly<Record<'mapID' | 'interID' | 'xml', string>> };
  };
}

test('a document is a call of its map in its company, with every distribution as a row of the data table', () => {
  const { body, soapAction } = mapRequest(payable, 'http://tempuri.org/');
  assert.equal(soapAction, 'http://tempuri.org/RunMapDataTable');
  const call = (parser.parse(body) as Envelope).Envelope.Body.RunMapDataTable;
  assert.deepEqual([call.mapID, call.interID], ['PMIMPV2', 'ENC']);
  const { DataSet } = parser.parse(call.xml) as { DataSet: { Table: Record<string, string>[] } };
  const shared = {
    BATCHID: '202505POWERBILL2025-05-31',
    DESCRIPTION: '2025050170POWERBILL',
    PONumber: '2025050170POWERBILL',
    DISTREF: '2025050170POWERBILL',
    VENDORID: 'A & B <"x">\uFFFD ]]>',
    TRXDATE: '05/31/2025',
    DOCAMNT: '12.50',
    DISTTYPE: '2',
    COMPANY: 'ENC',
  };
  assert.deepEqual(DataSet.Table, [
    { ...shared, Account: '07-08-2701-4790-0170', Debit: '12.50', Credit: '0.00' },
    { ...shared, Account: '07-00-0000-2000-0000', Debit: '0.00', Credit: '12.50' },
  ]);
  assert.equal(
    mapRequest(payable, 'http://tempuri.org/').body,
    body,
    'the same document gives the same bytes',
  );
});

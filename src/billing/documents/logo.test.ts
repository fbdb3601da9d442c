import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jpegImage, pngImage } from '../../../tests/images.ts';
import { neutralOperator } from '../operator.ts';
import { logoCheck } from './logo.ts';
import { statementPdf, type StatementDocument } from './statement-pdf.ts';

const isLogo = await logoCheck();
const whole = [pngImage({ isTransparent: false }), pngImage({ isTransparent: true }), jpegImage];

test('a PNG and a JPEG can be printed', () => {
  for (const image of whole) assert.ok(isLogo(image));
});

test('what is broken, cut short or something else cannot', () => {
  const [png = Buffer.alloc(0)] = whole;
  const spoiled = Buffer.from(png);
  spoiled.writeUInt8(png.readUInt8(45) ^ 255, 45);
  for (const image of whole) assert.ok(!isLogo(image.subarray(0, -4)));
  for (const other of [spoiled, Buffer.alloc(0), Buffer.from('<svg/>'), Buffer.from('ffd8ffd9', 'hex')])
    assert.ok(!isLogo(other));
});

const printedWith = (logo: Buffer | null): Promise<Buffer> => {
  const document: StatementDocument = {
    issuer: { ...neutralOperator, logo },
    billTo: { name: 'Grand Hotel', attention: '', addressLines: [] },
    purchaseOrder: null,
    isRevised: false,
    isDraft: false,
    serviceMonth: '2025-05',
    invoices: [
      {
        number: '0170-202505-01-01',
        group: 1,
        title: null,
        description: null,
        invoiceOn: '2025-05-31',
        dueOn: null,
        paymentTerms: 'Due Upon Receipt',
        amount: '0.00',
        lines: [],
      },
    ],
  };
  return statementPdf(document);
};

test('an invoice carries the logo, in the same bytes each time', async () => {
  for (const logo of whole) {
    const printed = await printedWith(logo);
    assert.ok(printed.includes('/Subtype /Image'));
    assert.ok(printed.equals(await printedWith(logo)));
  }
  assert.ok(!(await printedWith(null)).includes('/Subtype /Image'));
});

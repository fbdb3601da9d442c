import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import nodemailer from 'nodemailer';
import { neutralOperator, sendMail } from '../../../src/billing/index.ts';
import { connectionTo } from '../../../src/billing/outbox/mail-server.ts';
import { Refusal } from '../../../src/kernel/errors.ts';

/** A mail as a real server took it. */
interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string;
  readonly text: string;
}

const taken: Taken[] = [];
const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, answer) => {
    if (password === 'right:word') answer(null, { user: username });
    else answer(new Error('wrong password'));
  },
  onRcptTo: ({ address }, _session, answer) => {
    if (address.startsWith('gone@')) answer(new Error('no such mailbox'));
    else answer();
  },
  onData: (stream, { envelope, user }, answer) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      taken.push({
        from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
        to: envelope.rcptTo.map(({ address }) => address),
        user: typeof user === 'string' ? user : '',
        text: Buffer.concat(chunks).toString('latin1'),
      });
      answer();
    });
  },
});
server.listen(0, '127.0.0.1');
await once(server.server, 'listening');
after(() => new Promise<void>((resolve) => server.close(resolve)));

const place = server.server.address();
const port = typeof place === 'object' && place !== null ? String(place.port) : '';
const from = 'billing@operator.invalid';
const content = Buffer.from('%PDF-1.3 a statement');
const mail = {
  recipients: 'payables@hotel.invalid;desk@hotel.invalid',
  subject: `0170 ${neutralOperator.name} Invoice`,
  text: 'Attached is the invoice for 2025-05.',
  fileName: '0170-202505-01-01_Invoice.pdf',
  content,
};

const attached = Buffer.from('%PDF-1.3 a report');

test('a mail reaches everybody with its documents, as the user of the address', async () => {
  await sendMail(
    { url: `smtp://billing:right%3Aword@127.0.0.1:${port}`, from },
    { ...mail, attachments: [{ fileName: '0170-202505-v1_tax.pdf', content: attached }] },
  );
  const [one, ...more] = taken;
  assert.deepEqual(
    [one?.from, one?.to, one?.user, more],
    [from, ['payables@hotel.invalid', 'desk@hotel.invalid'], 'billing', []],
  );
  assert.match(one?.text ?? '', /Subject: 0170 Daybook Parking Invoice/);
  assert.ok(one?.text.includes(content.toString('base64')));
  assert.match(one?.text ?? '', /filename=0170-202505-01-01_Invoice\.pdf/);
  assert.ok(one?.text.includes(attached.toString('base64')));
  assert.match(one?.text ?? '', /filename=0170-202505-v1_tax\.pdf/);
});

test('recipients whom the server refuses while it takes others are named', async () => {
  const before = taken.length;
  const recipients = 'payables@hotel.invalid;gone@hotel.invalid';
  const url = `smtp://billing:right%3Aword@127.0.0.1:${port}`;
  assert.deepEqual(await sendMail({ url, from }, { ...mail, recipients }), ['gone@hotel.invalid']);
  assert.deepEqual(taken.splice(before)[0]?.to, ['payables@hotel.invalid']);
});

const isRefused = (url: string, wanted = mail): Promise<void> =>
  assert.rejects(sendMail({ url, from }, wanted), (error: unknown) => {
    assert.ok(error instanceof Refusal && error.code === 'BILLING_MAIL_REFUSED');
    return !error.message.includes('word');
  });

test('what the server does not take is refused, without the password in the message', async () => {
  await isRefused(`smtp://billing:wrong%3Aword@127.0.0.1:${port}`);
  await isRefused(`smtp://billing:right%3Aword@127.0.0.1:${port}`, {
    ...mail,
    recipients: 'gone@hotel.invalid',
  });
  await isRefused('smtp://127.0.0.1:1');
});

test('a server on another machine is not spoken to in the clear', () => {
  const { auth, ...connection } = connectionTo('smtp://billing:right%3Aword@mail.example.org');
  assert.deepEqual(connection, { host: 'mail.example.org', port: 587, secure: false, requireTLS: true });
  assert.deepEqual(auth, { user: 'billing', pass: 'right:word' });
  assert.deepEqual(connectionTo('smtps://mail.example.org:2465'), {
    host: 'mail.example.org',
    port: 2465,
    secure: true,
    requireTLS: false,
  });
});

test('a server without TLS that is asked for it gets no mail', async () => {
  const url = `smtp://billing:right%3Aword@127.0.0.1:${port}`;
  const transport = nodemailer.createTransport({ ...connectionTo(url), requireTLS: true });
  await assert.rejects(transport.sendMail({ from, to: 'payables@hotel.invalid', subject: 'x', text: 'x' }));
  transport.close();
  assert.equal(taken.length, 1);
});

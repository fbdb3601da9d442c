import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { after, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { makeProgram } from '../../../src/commands/program.ts';
import { everyMetric } from '../../../src/commands/serving/every-metric.ts';
import {
  acknowledgeAlert,
  addSilence,
  alertKinds,
  howFar,
  assignAlert,
  endSilence,
  evaluateAlerts,
  listAlertRules,
  listAlerts,
  resetAlertRule,
  resolveAlert,
  sendNotices,
  setAlertRule,
  showAlert,
  type NoticeWays,
  type Sample,
} from '../../../src/platform/operations/index.ts';
import { limitWords, valueWords } from '../../../src/platform/operations/alerts/alert-kind.ts';
import {
  actAs,
  addPerson,
  assignRole,
  personNamed,
  workFor,
  type Principal,
} from '../../../src/platform/security/index.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { cloneDatabase } from '../../database.ts';

const database = await cloneDatabase();
for (const [userId, role] of [
  ['dana@alerts.invalid', 'dataOps'],
  ['syl@alerts.invalid', 'systemAdmin'],
  ['seth', 'systemAdmin'],
  ['fay@alerts.invalid', 'financeManager'],
] as const) {
  const person = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  await assignRole(database, person, { role, reason: 'test' });
}
const both = 'dana@alerts.invalid;syl@alerts.invalid';

/** The minute of 12 May 2025 that it is, `HH:MM`. */
let minute = '06:00';
const clock = { now: (): Date => new Date(`2025-05-12T${minute}:00Z`) };

/** What is measured; what is not named is not measured. */
type Values = Readonly<Record<string, readonly Sample[]>>;

const lag = (value: number, feed = 'account_summary'): Values => ({
  daybook_sources_lag_seconds: [{ labels: { feed }, value }],
});
const queued = (value: number): Values => ({
  daybook_platform_queued_runs: [{ labels: { state: 'queued' }, value }],
});
const disk = (value: number): Values => ({
  daybook_platform_disk_ratio: [{ labels: { folder: 'data' }, value }],
});

async function look(at: string, values: Values, machine = 'one'): Promise<[number, number, number]> {
  minute = at;
  const { opened, resolved, escalated } = await evaluateAlerts(database, {
    now: clock.now(),
    samples: new Map(Object.entries(values)),
    metrics: everyMetric,
    machine,
    hasWebhook: true,
  });
  return [opened, resolved, escalated];
}

const letters: string[] = [];
const posted: { headers: IncomingHttpHeaders; body: string }[] = [];
let answers = 200;
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    posted.push({ headers: request.headers, body });
    response.writeHead(answers).end();
  });
}).listen(0, '127.0.0.1');
await once(receiver, 'listening');
after(() => receiver.close());
const place = receiver.address();
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const ways: NoticeWays = {
  clock,
  webhook: {
    url: `http://127.0.0.1:${String(typeof place === 'object' ? place?.port : 0)}/alerts`,
    secret,
  },
  sendLetter: (letter) => {
    letters.push(`${letter.recipients} ${letter.subject}: ${letter.text}`);
    return Promise.resolve();
  },
};

/** What goes out now: mails, and what was posted. */
async function sent(): Promise<{ mails: string[]; posts: string[] }> {
  letters.length = 0;
  posted.length = 0;
  await sendNotices(database, ways);
  const posts = posted.map(({ body }) => {
    const { type, data } = JSON.parse(body) as {
      type: string;
      data: { title: string; lastedSeconds: number };
    };
    return `${type} ${data.title} ${String(data.lastedSeconds)}`;
  });
  return { mails: [...letters], posts };
}

async function alerts(): Promise<string[]> {
  const rows = await database.query<{ text: string }>(
    `select concat_ws(' ', kind, nullif(thing, ''), severity, state) as text from operations.alert order by alert_id`,
  );
  return rows.map(({ text }) => text);
}

test('a value beyond its limit opens one alert, which says what, how much, since when and what to do', async () => {
  assert.deepEqual(await look('06:00', lag(7_300)), [1, 0, 0]);
  assert.deepEqual(await look('06:01', lag(7_360)), [0, 0, 0], 'not twice');
  assert.deepEqual(await alerts(), ['feed-overdue account_summary medium open']);
  const { mails, posts } = await sent();
  assert.equal(mails.length, 1);
  const [mail = ''] = mails;
  assert.ok(mail.startsWith(`${both} [medium] Feed account_summary is overdue: `), mail);
  assert.match(mail, /: by 2 h 2 min, limit: 2 h\. Since 2025-05-12 06:00 UTC\. Severity: medium\./);
  assert.match(mail, /Next: See with `daybook batches list`.*\n.*daybook alerts acknowledge \d+/);
  assert.deepEqual(posts, ['alert.opened Feed account_summary is overdue null']);
  assert.deepEqual(await sent(), { mails: [], posts: [] }, 'what went out does not go out again');
});

test('what is posted is signed as receivers of Standard Webhooks verify it', async () => {
  assert.deepEqual(await look('06:02', { ...lag(7_400), ...lag(90_000, 'gl_accounts') }), [1, 1, 0]);
  posted.length = 0;
  await sendNotices(database, { ...ways, clock: systemClock });
  assert.equal(posted.length, 2);
  for (const { headers, body } of posted) {
    const signed = {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    };
    new Webhook(secret).verify(body, signed);
    assert.throws(() => new Webhook(secret).verify(`${body} `, signed), /signature/i);
  }
});

test('it gets worse once, is escalated once, and an acknowledged one is not', async () => {
  await database.execute('delete from operations.alert');
  await look('07:00', lag(7_300));
  await sent();
  await look('07:01', lag(86_500));
  assert.deepEqual((await sent()).posts, ['alert.worsened Feed account_summary is overdue null']);
  await look('07:02', lag(7_300));
  await look('07:03', lag(86_500));
  assert.deepEqual((await sent()).posts, [], 'it was as bad before');
  assert.deepEqual(await look('07:59', lag(86_500)), [0, 0, 0]);
  assert.deepEqual(await look('08:00', lag(86_500)), [0, 0, 1]);
  assert.deepEqual(await look('08:01', lag(86_500)), [0, 0, 0]);
  const { mails } = await sent();
  assert.equal(mails.length, 1);
  assert.match(mails[0] ?? '', /\[high, escalated\] .*Nobody has acknowledged it yet\./s);
  await database.execute('delete from operations.alert');
  await look('09:00', lag(7_300));
  await database.execute(
    `update operations.alert set state = 'acknowledged', acknowledged_at = $1, acknowledged_by = 'dana'`,
    [clock.now()],
  );
  assert.deepEqual(await look('12:00', lag(7_300)), [0, 0, 0]);
});

test('what opened it closes it, and says how long it lasted', async () => {
  await sent();
  assert.deepEqual(await look('12:30', lag(0)), [0, 1, 0]);
  const { mails, posts } = await sent();
  assert.match(
    mails[0] ?? '',
    /\[resolved\] .*this is over\. It lasted 3 h 30 min, since 2025-05-12 09:00 UTC\.$/,
  );
  assert.deepEqual(posts, ['alert.resolved Feed account_summary is overdue 12600']);
  assert.deepEqual(await look('12:31', lag(0)), [0, 0, 0]);
  assert.deepEqual(await look('12:32', lag(7_300)), [1, 0, 0], 'another one opens when it comes again');
});

test('what could not be measured neither opens nor closes', async () => {
  assert.deepEqual(await look('12:33', {}), [0, 0, 0]);
  assert.deepEqual((await alerts()).at(-1), 'feed-overdue account_summary medium open');
  await look('12:34', lag(0));
});

test('a value has to be beyond its limit for the window of its rule', async () => {
  await database.execute('delete from operations.alert');
  assert.deepEqual(await look('13:00', queued(101)), [0, 0, 0]);
  assert.deepEqual(await look('13:03', queued(99)), [0, 0, 0]);
  assert.deepEqual(await look('13:04', queued(101)), [0, 0, 0]);
  assert.deepEqual(await look('13:08', queued(101)), [0, 0, 0]);
  assert.deepEqual(await look('13:09', queued(101)), [1, 0, 0]);
  assert.deepEqual(await alerts(), ['queue-backlog medium open']);
});

test('nothing opens in a silence; what is still beyond its limit opens at its end', async () => {
  await database.execute('delete from operations.alert');
  await database.execute(
    `insert into operations.alert_silence (kind, from_at, until_at, reason, set_by)
     values ('feed-overdue', '2025-05-12T14:00Z', '2025-05-12T15:00Z', 'new disk', 'test')`,
  );
  assert.deepEqual(await look('14:00', lag(7_300)), [0, 0, 0]);
  assert.deepEqual(await look('14:59', { ...lag(7_300), ...disk(0.9) }), [1, 0, 0], 'other kinds do');
  assert.deepEqual(await look('15:00', { ...lag(7_300), ...disk(0.9) }), [1, 0, 0]);
});

test('a rule of one thing stands for that thing, and one that is off opens nothing', async () => {
  await database.execute('delete from operations.alert');
  await database.execute(
    `insert into operations.alert_rule (kind, thing, warn, critical, window_minutes, severity, told, escalated_to,
       is_off, set_by)
     values ('feed-overdue', 'gl_accounts', 100000, null, 0, 'low', 'gus@alerts.invalid', '', false, 'test'),
       ('queue-backlog', '', null, null, 0, 'low', '', '', true, 'test')`,
  );
  const values = { ...lag(99_000, 'gl_accounts'), ...queued(1_000) };
  assert.deepEqual(await look('16:00', values), [0, 0, 0]);
  await sent();
  assert.deepEqual(await look('16:01', lag(100_001, 'gl_accounts')), [1, 0, 0]);
  assert.match(
    (await sent()).mails[0] ?? '',
    /^gus@alerts\.invalid \[low\] Feed gl_accounts is overdue: .*: by 1 d 4 h, limit: /,
  );
});

test('what a machine says of itself is about that machine, and ends when it is not heard of any more', async () => {
  await database.execute('delete from operations.alert');
  assert.deepEqual(await look('17:00', disk(0.96)), [1, 0, 0]);
  assert.deepEqual(await look('17:00', disk(0.96), 'two'), [1, 0, 0]);
  assert.deepEqual(await alerts(), ['disk-full data one critical open', 'disk-full data two critical open']);
  assert.deepEqual(await look('17:01', disk(0.5), 'two'), [0, 1, 0]);
  assert.deepEqual(await look('18:00', disk(0.5), 'two'), [0, 0, 0]);
  assert.deepEqual(await look('18:01', disk(0.5), 'two'), [0, 1, 0]);
});

test('a notice that is not taken is tried again, later each time, and given up after five attempts', async () => {
  await database.execute('delete from operations.alert');
  answers = 503;
  await look('19:00', lag(7_300));
  const tries: [string, number][] = [
    ['19:00', 1],
    ['19:00', 0],
    ['19:01', 1],
    ['19:02', 0],
    ['19:03', 1],
    ['19:11', 1],
    ['20:10', 0],
    ['20:11', 1],
    ['23:00', 0],
  ];
  for (const [at, count] of tries) {
    minute = at;
    assert.equal((await sent()).posts.length, count, at);
  }
  const notices = await database.query(
    `select channel, state, attempts, answer from operations.alert_notice order by channel`,
  );
  assert.deepEqual(notices, [
    { channel: 'mail', state: 'sent', attempts: 1, answer: null },
    { channel: 'webhook', state: 'failed', attempts: 5, answer: 'the webhook answered 503' },
  ]);
  answers = 200;
});

async function principal(userId: string): Promise<Principal> {
  const person = await personNamed(database, userId);
  return {
    person,
    caller: await actAs(database, person),
    database: workFor(database, person),
    reason: null,
  };
}

test('people acknowledge, assign and resolve; what they resolve stays quiet until its value was back', async () => {
  await database.execute('delete from operations.alert_rule');
  await database.execute('delete from operations.alert');
  await look('10:00', lag(7_300));
  const [dana, fay] = [await principal('dana@alerts.invalid'), await principal('fay@alerts.invalid')];
  await assert.rejects(listAlerts(fay, { limit: 5 }), /alert/);
  const [alert] = await listAlerts(dana, { isCurrent: true, limit: 5 });
  const alertId = alert?.alertId ?? '';
  assert.equal(alert?.title, 'Feed account_summary is overdue');
  await assert.rejects(acknowledgeAlert(fay, alertId, clock), { code: 'SECURITY_FORBIDDEN' });
  assert.equal((await acknowledgeAlert(dana, alertId, clock)).acknowledgedBy, 'dana@alerts.invalid');
  await assert.rejects(assignAlert(dana, alertId, { to: 'nobody', clock }), {
    code: 'ALERT_ASSIGNEE_UNKNOWN',
  });
  const assigned = await assignAlert(dana, alertId, { to: 'SYL@alerts.invalid', clock });
  assert.deepEqual([assigned.state, assigned.assignedTo], ['assigned', 'syl@alerts.invalid']);
  const resolved = await resolveAlert(dana, alertId, { note: 'it comes on Monday', clock });
  assert.deepEqual(
    [resolved.state, resolved.note, resolved.endedAt],
    ['resolved', 'it comes on Monday', null],
  );
  await assert.rejects(acknowledgeAlert(dana, alertId, clock), { code: 'ALERT_RESOLVED' });
  assert.deepEqual(await look('10:01', lag(7_300)), [0, 0, 0]);
  assert.deepEqual(await look('10:02', lag(0)), [0, 0, 0], 'nobody is told again');
  assert.notEqual((await showAlert(dana, alertId)).endedAt, null);
  assert.deepEqual(await look('10:03', lag(7_300)), [1, 0, 0]);
  await assert.rejects(showAlert(dana, '99999'), { code: 'ALERT_UNKNOWN' });
  const noted = await database.query<{ kind: string }>(
    `select kind from audit.pending where relation = 'operations.alert' order by pending_id`,
  );
  assert.deepEqual(
    noted.map(({ kind }) => kind),
    ['alert acknowledged', 'alert assigned', 'alert resolved'],
  );
});

test('rules are changed with the right to, from the next look on, and are in the trail', async () => {
  const [dana, syl] = [await principal('dana@alerts.invalid'), await principal('syl@alerts.invalid')];
  const trailOfRules = (): Promise<object[]> =>
    database.query(
      `select from audit.pending
       where relation = 'operations.alert_rule' and kind in ('insert', 'update', 'delete')`,
    );
  const before = (await trailOfRules()).length;
  const all = { kind: 'feed-overdue', thing: '' };
  await assert.rejects(setAlertRule(dana, all, { warn: 9_000 }), { code: 'SECURITY_FORBIDDEN' });
  await assert.rejects(setAlertRule(syl, all, { warn: 90_000 }), { code: 'ALERT_LIMITS_CROSSED' });
  await assert.rejects(setAlertRule(syl, all, { told: ['nobody'] }), { code: 'ALERT_TOLD_UNKNOWN' });
  const byTitle = await setAlertRule(syl, { ...all, thing: 'budget_final' }, { told: ['Data operations'] });
  assert.deepEqual(byTitle.told, ['dataOps'], 'a role is named as people call it');
  await resetAlertRule(syl, { ...all, thing: 'budget_final' });
  await assert.rejects(setAlertRule(syl, { ...all, kind: 'none' }, {}), { code: 'ALERT_KIND_UNKNOWN' });
  await assert.rejects(setAlertRule(syl, all, { warn: '80 %' }), { code: 'ALERT_LIMIT_UNREADABLE' });
  await assert.rejects(setAlertRule(syl, all, { warn: '9000' }), { code: 'ALERT_LIMIT_UNREADABLE' });
  const rule = await setAlertRule(syl, all, { warn: '2 h 30 min' });
  assert.deepEqual([rule.warn, rule.critical, rule.setBy], [9_000, 86_400, 'syl@alerts.invalid']);
  assert.deepEqual(await look('10:10', lag(7_300)), [0, 1, 0]);
  assert.deepEqual(await look('10:11', lag(9_001)), [1, 0, 0]);
  const one = { kind: 'feed-overdue', thing: 'gl_accounts' };
  assert.equal((await setAlertRule(syl, one, { isOff: true })).warn, 9_000, 'it begins with that of all');
  assert.equal((await listAlertRules(dana)).length, alertKinds.length + 1);
  assert.equal((await resetAlertRule(syl, one)).isOff, false);
  assert.deepEqual((await resetAlertRule(syl, all)).setBy, null);
  assert.equal((await trailOfRules()).length - before, 6);
});

test('a silence is set with the right to, and ends when it is told to', async () => {
  const syl = await principal('syl@alerts.invalid');
  minute = '20:30';
  const request = { kind: null, thing: null, from: clock.now(), reason: 'new disk' };
  const until = new Date('2025-05-12T22:00:00Z');
  await assert.rejects(addSilence(syl, { ...request, until: request.from }, clock), {
    code: 'ALERT_SILENCE_EMPTY',
  });
  const [silence] = await addSilence(syl, { ...request, until }, clock);
  await assert.rejects(addSilence(syl, { ...request, until }, clock), { code: 'ALERT_SILENCE_STANDS' });
  assert.deepEqual(await look('20:31', lag(9_001, 'open_transactions')), [0, 1, 0], 'what is over is over');
  assert.deepEqual(await endSilence(syl, silence?.silenceId ?? '', clock), []);
  assert.deepEqual(await look('20:32', lag(9_001, 'open_transactions')), [1, 0, 0]);
  await assert.rejects(endSilence(syl, '99999', clock), { code: 'ALERT_SILENCE_UNKNOWN' });
});

test('of every kind, value and limit say which way the value is a problem', () => {
  const said = (kind: string, value: number): string => {
    const [known, unit] = [alertKinds.find((each) => each.kind === kind), unitOf.get(kind) ?? null];
    assert.ok(known, kind);
    const { warn, critical } = known.delivered;
    const limit = limitWords(known, warn ?? critical ?? 0, unit);
    return howFar({ value: valueWords(known, value, unit), limit });
  };
  const unitOf = new Map(
    alertKinds.map(({ kind, metric }) => [
      kind,
      everyMetric.find(({ name }) => name === metric)?.unit ?? null,
    ]),
  );
  assert.equal(said('loads-failing', 0.95), '95 % loaded, limit: at least 99 %');
  assert.equal(said('disk-full', 0.82), '82 % used, limit: 80 %');
  assert.equal(said('mails-failing', 3), '3 mails');
  assert.equal(said('job-failed', 1), '');
  for (const { kind, value, delivered } of alertKinds) {
    const isYesOrNo = (delivered.warn ?? delivered.critical) === 0 && value === null;
    assert.ok(isYesOrNo || value?.includes('{value}'), `${kind} says of what its value is one`);
    // A bare share or time does not say whether it is of what went well.
    assert.notEqual(value, '{value}', kind);
  }
});

test('every kind looks at a metric that there is, and names commands that there are', () => {
  const kinds = alertKinds.map(({ kind }) => kind);
  assert.equal(new Set(kinds).size, kinds.length);
  const program = makeProgram();
  for (const { kind, metric, where = {}, title, next, delivered } of alertKinds) {
    const declared = everyMetric.find(({ name }) => name === metric);
    assert.ok(declared, `${kind}: ${metric}`);
    const labels = [...(declared.labels ?? []), ...(declared.source.from === 'server' ? ['server'] : [])];
    for (const name of Object.keys(where)) assert.ok(labels.includes(name), `${kind}: ${name}`);
    for (const [, name = ''] of `${title} ${next}`.matchAll(/\{(\w+)\}/g))
      assert.ok(labels.includes(name), `${kind}: ${name}`);
    assert.ok(delivered.warn !== null || delivered.critical !== null, `${kind} has a limit`);
    for (const [, first = '', second] of next.matchAll(/`daybook (\w+)(?: ([a-z][a-z-]+))?/g)) {
      const command = program.commands.find((each) => each.name() === first);
      assert.ok(command, `${kind}: daybook ${first}`);
      if (second !== undefined && command.commands.length > 0)
        assert.ok(
          command.commands.some((each) => each.name() === second),
          `${kind}: daybook ${first} ${second}`,
        );
    }
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { leave, open, signInBeside } from './chromium.ts';
import type { Demo } from './demo.ts';

/** Administration: roles are reviewed, and the trail says what was done. */
export function administrationJourneys(demo: Demo): void {
  test('an administrator of rights opens a review, signs in again, and keeps a role with a reason', async () => {
    const context = await demo.as('sek.security');
    const page = await open(context, '/administration?tab=access-reviews');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Open a review' }).click();
    await dialog.getByRole('button', { name: 'Open a review' }).click();
    await page.getByRole('button', { name: 'Everybody, quarterly' }).click();
    await keepRole(page);
    // In a new tab: the reason that was typed is still there.
    const link = dialog.getByRole('link', { name: 'Sign in again' });
    await signInBeside(context, link, 'sek.security@demo.invalid');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.getByText('1 line done.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('tab', { name: 'My sessions and keys' }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    await dialog.getByLabel(/^Key/).fill('nightly export');
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    await dialog.getByText(/^dbk_/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('rowheader', { name: 'nightly export' }).waitFor();
    assert.equal(await page.getByText(/^dbk_.{30}/).count(), 0, 'the key is shown once');
    await leave(page);
  });

  test('FP&A moves a job code to another group, and says for which code a profile stands', async () => {
    const page = await open(await demo.as('fritz.forecast'), '/administration?tab=job-groups&show=codes');
    const dialog = page.getByRole('dialog');
    await page.getByRole('checkbox', { name: /^Select CASH / }).check();
    await page.getByRole('button', { name: 'Move to a group' }).click();
    await dialog.getByLabel(/^Group/).selectOption('Valet');
    await dialog.getByRole('button', { name: 'Move to a group' }).click();
    await page.getByRole('row', { name: /^Select CASH .*Valet/ }).waitFor();
    await page.goto('/administration?tab=mappings&mapping=profiles');
    await page.getByRole('row').nth(1).click();
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    await dialog.getByLabel('Job codes').fill('DOOR');
    await dialog.getByLabel(/^Reason/).fill('as the site says');
    await dialog.getByRole('button', { name: 'Map', exact: true }).click();
    await page
      .getByRole('row', { name: /decided for all sites.*DOOR/ })
      .first()
      .waitFor();
    await leave(page);
  });

  auditJourney(demo);

  jobsJourney(demo);
  supportJourney(demo);
  alertJourney(demo);
  ledgerJourneys(demo);
  // By whoever signed in again above.
  peopleJourney(demo);
  holdJourney(demo);
}

function supportJourney(demo: Demo): void {
  test('who helps sees what another person sees, for a reason, and no more; then ends it', async () => {
    const page = await open(await demo.as('casey.care'), '/administration?tab=support');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Start a session' }).click();
    await dialog.getByLabel(/^Person/).fill('amos.account@demo.invalid');
    await dialog.getByLabel(/^Reason/).fill('site 0170 is missing');
    await dialog.getByRole('button', { name: 'Start a session' }).click();
    await page.getByRole('row', { name: /^casey\.care.*amos\.account.*open/ }).click();
    const title = await page.getByRole('heading', { name: /^Support session \d+$/ }).innerText();
    const number = /\d+/.exec(title)?.[0] ?? '';
    const headers = { accept: 'application/json', 'x-support-session': number };
    const seen = (await (await page.request.get('/me', { headers })).json()) as { readonly person: string };
    assert.equal(seen.person, 'amos.account@demo.invalid');
    assert.equal((await page.request.get('/alerts', { headers })).status(), 403);
    await page.getByRole('button', { name: 'End it' }).click();
    await dialog.getByRole('button', { name: 'End it' }).click();
    await page.getByRole('row', { name: /^casey\.care.*over/ }).waitFor();
    await leave(page);
  });
}

function alertJourney(demo: Demo): void {
  test('who runs it says that an alert is known, gives it to somebody, and resolves it with a note', async () => {
    const page = await open(await demo.as('dan.data'), '/');
    const dialog = page.getByRole('dialog');
    const beside = page.getByRole('complementary');
    const line = page.getByRole('listitem').filter({ hasText: 'data is filling up on elsewhere' }).last();
    await line.getByText(/^96 % used, limit: 95 % · since /).waitFor();
    await line.getByText('critical', { exact: true }).waitFor();
    await line.getByRole('link').click();
    await beside.getByText('96 % used').waitFor();
    await page.getByRole('row', { name: /data is filling up on elsewhere critical open/ }).waitFor();
    await page.getByRole('button', { name: 'I know of it' }).click();
    await beside.getByText('known', { exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'I know of it' }).count(), 0);
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await dialog.getByLabel(/^Whole name at sign-in/).fill('nobody@demo.invalid');
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await dialog.getByText(/ALERT_ASSIGNEE_UNKNOWN/).waitFor();
    await dialog.getByLabel(/^Whole name at sign-in/).fill('syl.system@demo.invalid');
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await beside.getByText('syl.system@demo.invalid').first().waitFor();
    await page.getByRole('button', { name: 'Resolve' }).click();
    await dialog.getByLabel(/^What was done/).fill('old backups are gone');
    await dialog.getByRole('button', { name: 'Resolve' }).click();
    await page.getByText('Resolved.').first().waitFor();
    await leave(page);

    const reading = await open(
      await demo.as('audra.auditor'),
      '/administration?tab=alerts&show=all&q=elsewhere',
    );
    await reading.getByRole('row').nth(1).click();
    await reading.getByRole('complementary').getByText('old backups are gone').waitFor();
    assert.equal(await reading.getByRole('button', { name: 'Assign', exact: true }).count(), 0);
    await reading.goto('/administration?tab=alerts&show=silences');
    assert.equal(await reading.getByRole('button', { name: 'Silence alerts' }).count(), 0);
    await leave(reading);
  });

  test('who keeps the system sets a limit in its unit, gives it back, and silences alerts for a while', async () => {
    const page = await open(
      await demo.as('syl.system'),
      '/administration?tab=alerts&show=rules&q=feed-overdue',
    );
    const dialog = page.getByRole('dialog');
    const row = page.getByRole('row', { name: /^feed-overdue/ });
    await row.click();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.getByLabel('Warns').fill('3');
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.getByText(/ALERT_LIMIT_UNREADABLE/).waitFor();
    await dialog.getByLabel('Warns').fill('3 h');
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await row.getByText('> 3 h').waitFor();
    await page.getByRole('button', { name: 'As delivered' }).click();
    await dialog.getByRole('button', { name: 'As delivered' }).click();
    await row.getByText('> 2 h').waitFor();
    await page.getByLabel('What is shown').selectOption('silences');
    await page.getByRole('button', { name: 'Silence alerts' }).click();
    await dialog.getByLabel('Kind of alert').selectOption('feed-overdue');
    await dialog.getByLabel(/^Until/).fill('2040-06-01T08:00');
    await dialog.getByLabel(/^What is done/).fill('the source moves');
    await dialog.getByRole('button', { name: 'Silence alerts' }).click();
    await page.getByRole('row', { name: /^feed-overdue all .* the source moves/ }).click();
    await page.getByRole('button', { name: 'End now' }).click();
    await dialog.getByRole('button', { name: 'End now' }).click();
    await page.getByText('No silence is set or planned.').waitFor();
    await leave(page);
  });
}

function jobsJourney(demo: Demo): void {
  test('data operations runs a job and sees what became of it; who keeps the system changes when it runs', async () => {
    const address = '/administration?tab=jobs&q=delivery.responses';
    const starting = await open(await demo.as('dan.data'), address);
    await starting.getByRole('row').nth(1).click();
    assert.equal(await starting.getByRole('button', { name: 'Pause' }).count(), 0);
    await starting.getByRole('button', { name: 'Run now' }).click();
    await starting.getByRole('complementary').getByText('asked for by dan.data@demo.invalid').waitFor();
    await starting.getByRole('button', { name: 'Run again' }).waitFor();
    const run = /\d+/.exec(await starting.getByRole('heading', { name: /^Run \d+$/ }).innerText())?.[0] ?? '';
    await starting.goto('/administration?tab=jobs&show=runs&job=delivery.responses&state=done');
    await starting.getByRole('row', { name: new RegExp(`^${run} delivery.responses done`) }).waitFor();
    await leave(starting);

    const page = await open(await demo.as('syl.system'), address);
    const dialog = page.getByRole('dialog');
    const row = page.getByRole('row').nth(1);
    await row.click();
    await page.getByRole('button', { name: 'Change the schedule' }).click();
    await dialog.getByLabel('Times', { exact: true }).fill('0 99 * * *');
    await dialog.getByRole('button', { name: 'Change' }).click();
    await dialog.getByText(/is not a cron expression/).waitFor();
    await dialog.getByLabel('Times', { exact: true }).fill('15 3 * * *');
    await dialog.getByText(/^Now: daily at 03:15\./).waitFor();
    await dialog.getByRole('button', { name: 'Change' }).click();
    await row.getByText('daily at 03:15, UTC').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await row.getByText('paused').waitFor();
    await page.getByRole('button', { name: 'As delivered' }).click();
    await dialog.getByLabel(/^Reason/).fill('it was a trial');
    await dialog.getByRole('button', { name: 'As delivered' }).click();
    await row.getByText('every hour at :10, UTC').waitFor();
    await leave(page);

    const log = await open(await demo.as('dan.data'), `/administration?tab=jobs&show=runs&run=${run}`);
    await log.getByRole('complementary').getByRole('link', { name: 'Its log' }).click();
    await log.getByText(`Run ${run}`, { exact: true }).waitFor();
    await log.getByRole('row', { name: /run .*job delivery\.responses · state done/ }).click();
    await log.getByRole('complementary').getByText('delivery.responses', { exact: true }).waitFor();
    await log.getByLabel('What is shown').selectOption('capacity');
    await log.getByText(/^The database takes [\d.,]+ MB\. /).waitFor();
    await log
      .getByRole('row', { name: /^warehouse\.\w+ [\d.,]+ [kM]?B/i })
      .first()
      .waitFor();
    await log.getByLabel('What is shown').selectOption('reports');
    await log.getByRole('row', { name: /^Today so far/ }).click();
    const loads = log.getByRole('complementary').getByRole('table', { name: 'Loads' });
    await loads.getByRole('row', { name: /^Payroll look at it/ }).waitFor();
    await log.getByLabel('What is shown').selectOption('top');
    await log
      .getByText(/load pg_stat_statements/)
      .or(log.getByRole('row').nth(1))
      .first()
      .waitFor();
    await leave(log);

    const reading = await open(
      await demo.as('audra.auditor'),
      `/administration?tab=jobs&show=runs&run=${run}`,
    );
    await reading.getByText('asked for by dan.data@demo.invalid').first().waitFor();
    assert.equal(await reading.getByRole('button', { name: 'Run again' }).count(), 0);
    await leave(reading);
    const other = await open(await demo.as('amos.account'), '/administration?tab=jobs');
    assert.equal(await other.getByRole('tab', { name: 'Jobs', exact: true }).count(), 0);
    await leave(other);
  });
}

function ledgerJourneys(demo: Demo): void {
  test('a biller sees what a file of answers would do before recording it, and the unit accounts', async () => {
    const page = await open(await demo.as('bea.billing'), '/administration?tab=postings&show=held');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Answers as a file' }).click();
    const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await dialog.getByLabel('File with answers').setInputFiles(file('list.csv', 'A,B\n1,2\n'));
    await dialog.getByText(/is not a file of answers/).waitFor();
    const answers = 'Document,Batch,Result,Answer\nNONE-1,B1,refused,"no period, ""closed"""\n';
    await dialog.getByLabel('File with answers').setInputFiles(file('answers.csv', answers));
    await dialog.getByText('0 of 1 answer would be recorded.').waitFor();
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await dialog.getByText(/^Line \d+: /).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('row', { name: /NONE-1/ }).waitFor();
    await page.goto('/administration?tab=postings&show=units&period=2025-04');
    await page.getByRole('row').nth(1).waitFor();
    await leave(page);
  });

  test('an account manager asks for another job group, and FP&A approves it', async () => {
    const asking = await open(await demo.as('amos.account'), '/administration?tab=job-groups&show=codes');
    const code = (await asking.getByRole('row').nth(1).innerText()).trim().split(/\s/)[0] ?? '';
    await asking.goto('/administration?tab=job-groups&show=requests');
    const dialog = asking.getByRole('dialog');
    await asking.getByRole('button', { name: 'Ask for another group' }).click();
    await dialog.getByLabel(/^Site/).fill('0170');
    await dialog.getByLabel(/^Job codes/).fill(code);
    await dialog.getByLabel(/^Group/).fill('Valet');
    await dialog.getByLabel(/^Reason/).fill('they park cars');
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await asking.getByRole('row', { name: new RegExp(`${code} to Valet.*To decide`) }).waitFor();
    await leave(asking);
    const page = await open(await demo.as('fritz.forecast'), '/administration?tab=job-groups&show=requests');
    await page.getByRole('row', { name: /to Valet/ }).click();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('row', { name: /to Valet.*Approved/ }).waitFor();
    await leave(page);
  });
}

/** What a role may do is changed, which nobody may be in the middle of, by whoever signed in again above. */
export function rightsJourney(demo: Demo): void {
  test('an administrator of rights changes where a right holds, which is marked, and puts it back', async () => {
    const page = await open(
      await demo.as('sek.security'),
      '/administration?tab=rights&q=accountManager labor read',
    );
    await setScope(page, 'district', 'agreed with finance');
    await page.getByRole('row', { name: /was own/ }).waitFor();
    await page.getByRole('complementary').getByText('By the operator').waitFor();
    await page.getByRole('table', { name: 'History' }).getByText('agreed with finance').waitFor();
    await setScope(page, 'own', 'taken back');
    await page.getByText('Every right is as delivered.').waitFor();
    await leave(page);
  });
}

function peopleJourney(demo: Demo): void {
  test('an administrator of rights adds a person, gives roles, ends one, and makes a login', async () => {
    const page = await open(await demo.as('sek.security'), '/administration?tab=people&q=nora@demo.invalid');
    const dialog = page.getByRole('dialog');
    const act = async (button: string, reason: string): Promise<void> => {
      await dialog.getByLabel(/^Reason/).fill(reason);
      await dialog.getByRole('button', { name: button }).click();
    };
    await page.getByRole('button', { name: 'Add a person' }).click();
    await dialog.getByLabel(/^Name at sign-in/).fill('nora@demo.invalid');
    await act('Add a person', 'manages two sites');
    await page.getByRole('row').nth(1).click();
    await page.getByText('No role: they see nothing.').waitFor();
    await page.getByRole('button', { name: 'Give a role' }).click();
    await dialog.getByLabel(/^Bound to/).selectOption('site');
    await dialog.getByLabel(/^Places/).fill('0170, 0000');
    await act('Give a role', 'manages two sites');
    await dialog.getByText(/0000/).last().waitFor();
    await dialog.getByLabel(/^Places/).fill('0170, 0829');
    await dialog.getByRole('button', { name: 'Give a role' }).click();
    await page.getByRole('listitem').getByText('site 0829 · without end · manages two sites').waitFor();
    await page.getByRole('button', { name: 'Give a role' }).click();
    await dialog.getByLabel(/^Role/).selectOption('siteAdmin');
    await act('Give a role', 'cover for a leave');
    await page.getByRole('button', { name: /^End Site admin of nora/ }).click();
    await act('End', 'back from leave');
    await page.getByText('cover for a leave').waitFor({ state: 'detached' });
    // The panel reads its roles anew.
    const others = page.getByRole('listitem').filter({ hasText: 'manages two sites' });
    await others.nth(1).waitFor();
    assert.equal(await others.count(), 2);
    await page.getByLabel('What is shown').selectOption('logins');
    await page.getByRole('button', { name: 'Make a login' }).click();
    await dialog.getByLabel(/^Login/).fill('powerbi_nora');
    await dialog.getByLabel(/^Name at sign-in/).fill('nora@demo.invalid');
    await dialog.getByRole('button', { name: 'Make a login' }).click();
    // Nobody but its owner sees the password.
    await dialog.getByText(/^nora@demo\.invalid sets the password of powerbi_nora/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('row', { name: /^powerbi_nora nora@demo.* waits for its owner/ }).click();
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await dialog.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('row', { name: /^powerbi_nora/ }).waitFor({ state: 'detached' });
    await leave(page);
  });
}

function holdJourney(demo: Demo): void {
  test('an administrator of rights places a legal hold, releases it, and sets how many rows may leave', async () => {
    const page = await open(await demo.as('sek.security'), '/administration?tab=retention&show=holds');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Place a hold' }).click();
    await dialog.getByLabel('Site', { exact: true }).fill('0170');
    await dialog.getByLabel(/^Reason/).fill('matter 4711');
    await dialog.getByRole('button', { name: 'Place a hold' }).click();
    const row = page.getByRole('row', { name: /site 0170 matter 4711/ });
    await row.waitFor();
    const reading = await open(await demo.as('audra.auditor'), '/administration?tab=retention&show=holds');
    await reading.getByRole('row', { name: /site 0170 matter 4711/ }).click();
    await reading.getByRole('complementary').waitFor();
    assert.equal(await reading.getByRole('button', { name: /^(Release|Place a hold)$/ }).count(), 0);
    await leave(reading);
    await row.click();
    await page.getByRole('button', { name: 'Release' }).click();
    await dialog.getByLabel(/^Reason/).fill('matter closed');
    await dialog.getByRole('button', { name: 'Release' }).click();
    await row.waitFor({ state: 'detached' });
    await page.goto('/administration?tab=export-requests');
    await page.getByRole('button', { name: 'Set the limit' }).click();
    await dialog.getByLabel(/^Rows in one export/).fill('250000');
    await dialog.getByLabel(/^Reason/).fill('agreed with finance');
    await dialog.getByRole('button', { name: 'Set the limit' }).click();
    await page.getByText(/^Without approval: 250,000 rows/).waitFor();
    await leave(page);
  });
}

async function keepRole(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('checkbox', { name: /^Select amos\.account/ }).check();
  await page.getByRole('button', { name: 'Keep' }).click();
  assert.ok(await dialog.getByRole('button', { name: 'Keep' }).isDisabled(), 'without a reason');
  await dialog.getByLabel('Reason').fill('still manages the site');
  await dialog.getByRole('button', { name: 'Keep' }).click();
}

/** Opens the first right that is listed, and changes where it holds. */
async function setScope(page: Page, scope: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('row').nth(1).click();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await dialog.getByLabel('Where').selectOption(scope);
  await dialog.getByLabel(/^Reason/).fill(reason);
  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

function auditJourney(demo: Demo): void {
  test('an auditor reads what was changed, by whom and why, and changes nothing', async () => {
    const page = await open(await demo.as('audra.auditor'), '/administration?tab=audit');
    await page.getByLabel('Table').first().fill('contracts.');
    await page.getByRole('row').nth(1).click();
    await page.getByRole('table', { name: 'Changes' }).waitFor();
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText('The chain is intact.').waitFor();
    await page.getByRole('button', { name: 'Evidence' }).click();
    const dialog = page.getByRole('dialog');
    const take = dialog.getByRole('button', { name: 'Evidence' });
    await dialog.getByRole('textbox', { name: 'Quarter' }).fill('spring');
    await take.click();
    await dialog.getByText(/SECURITY_QUARTER_UNREADABLE/).waitFor();
    await dialog.getByRole('textbox', { name: 'Quarter' }).fill('2026-Q1');
    const saved = page.waitForEvent('download');
    await take.click();
    assert.equal((await saved).suggestedFilename(), 'evidence.zip');
    await page.goto('/administration?tab=people');
    await page.getByRole('row').nth(1).click();
    await page.getByRole('complementary').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Disable' }).count(), 0);
    await leave(page);
  });
}

/** What the pages' script adds to pages that work without it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Service } from '../service.ts';
import { guardedHome, wasteHomeCodes } from '../wasted-codes.ts';
import {
  codeSentTo,
  inviteCodeOn,
  launchBrowser,
  newNumber,
  sentence,
  signInByPages,
  startPagesService,
  visit,
} from './browser.ts';

let browser: Browser;
let service: Service;
before(async () => {
  browser = await launchBrowser();
  service = await startPagesService();
});
after(async () => {
  await browser.close();
  await service.close();
});

test('nothing blocks paste, and what is pasted is understood', async () => {
  const { context, page } = await visit(browser, service, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const number = newNumber();
  const paste = async (text: string) => {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await page.keyboard.press('Control+V');
  };
  await page.goto('/');
  await paste(` 8 (${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8, 10)}-${number.slice(10)} `);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in/code');
  const code = await codeSentTo(service, number);
  await paste(`${code.slice(0, 2)} ${code.slice(2)}`);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/profile');

  await page.click(`text=${sentence(service, 'invite.copy_link')}`);
  await page.waitForSelector(`text=${sentence(service, 'invite.copied')}`);
  const copied = await page.evaluate('navigator.clipboard.readText()');
  assert.equal(copied, `${service.config.publicUrl}/i/${await inviteCodeOn(page)}`);
  assert.equal(await page.locator('#status').textContent(), sentence(service, 'invite.copied'));
  await context.close();
});

test('times are shown in the zone of the person, by the script at first and by the server from then on', async () => {
  const { context, page } = await visit(browser, service, {
    timezoneId: 'Pacific/Auckland',
    locale: 'en-US',
  });
  await signInByPages(page, service, newNumber());
  const time = page.locator('.account time').first();
  const at = (await time.getAttribute('datetime')) ?? '';
  const expected = new Intl.DateTimeFormat('en', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Pacific/Auckland',
  }).format(Date.parse(at));
  assert.equal(await time.textContent(), expected);
  const answer = await page.goto('/profile');
  assert.ok((await answer?.text())?.includes(`>${expected}</time>`));
  await context.close();
});

test('the language is chosen once, for every page, and the page stays where it was', async () => {
  const { context, page } = await visit(browser, service);
  await page.goto('/docs/errors/invalid_code');
  await page.click('text=English');
  await page.waitForSelector('h1:text("Wrong code")');
  assert.equal(new URL(page.url()).pathname, '/docs/errors/invalid_code');
  await page.goto('/');
  await page.waitForSelector('h1:text("Sign in")');
  await context.close();
});

test('the browser solves a proof of work, and the code is sent automatically', async (t) => {
  const proving = await startPagesService({ settings: { PROOF_OF_WORK: 'always' } });
  t.after(() => proving.close());
  const { context, page } = await visit(browser, proving);
  const number = newNumber();
  await page.goto('/');
  await page.fill('[name=phone_number]', number);
  await page.click('#send');
  await page.waitForURL('**/sign-in/code');
  await page.fill('[name=code]', await codeSentTo(proving, number));
  await page.click('#confirm');
  await page.waitForURL('**/profile');
  await context.close();
});

test('the browser does the raised work that is required while strangers waste codes at home', async (t) => {
  const guarded = await startPagesService({ settings: guardedHome });
  t.after(() => guarded.close());
  await wasteHomeCodes(guarded);
  const { context, page } = await visit(browser, guarded);
  const number = newNumber();
  const asked: number[] = [];
  page.on('response', (answer) => answer.status() === 403 && asked.push(answer.status()));
  await page.goto('/');
  await page.fill('[name=phone_number]', number);
  await page.click('#send');
  await page.waitForURL('**/sign-in/code');
  assert.deepEqual(asked, [403]);
  await page.fill('[name=code]', await codeSentTo(guarded, number));
  await page.click('#confirm');
  await page.waitForURL('**/profile');
  await context.close();
});

test('the inbox shows a new message without a reload, and not while it is paused', async () => {
  const { context, page } = await visit(browser, service);
  await page.goto('/dev/inbox');
  const number = newNumber();
  await service.codeFor(number);
  await page.waitForSelector(`text=${number}`);
  await page.click(`text=${sentence(service, 'inbox.pause')}`);
  await page.waitForURL('**/dev/inbox?pause=1');
  const asked: string[] = [];
  page.on('request', (request) => request.resourceType() === 'fetch' && asked.push(request.url()));
  await page.clock.install();
  await page.reload();
  asked.length = 0;
  await page.clock.fastForward(10_000);
  await page.waitForSelector(`text=${sentence(service, 'inbox.paused')}`);
  assert.deepEqual(asked, []);
  await context.close();
});

test('a person exports their data, and the page still works', async () => {
  const { context, page } = await visit(browser, service);
  await signInByPages(page, service, newNumber());
  const download = page.waitForEvent('download');
  await page.click(`text=${sentence(service, 'account.download')}`);
  assert.equal((await download).suggestedFilename(), 'profile.json');
  await page.fill('[name=name]', 'Анна');
  await page.click('form[action="/profile/name"] button');
  await page.waitForSelector(`text=${sentence(service, 'notice.renamed')}`);
  await context.close();
});

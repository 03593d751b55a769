/** Every page in every state: checked by axe, in both colour schemes and languages, with a screenshot. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { seedInvited } from '../seed-invited.ts';
import type { Service } from '../service.ts';
import { assertAccessible } from './accessible.ts';
import { codeSentTo, launchBrowser, screenshot, signInByPages, startPagesService, visit } from './browser.ts';

let browser: Browser;
let service: Service;
let proving: Service;
before(async () => {
  browser = await launchBrowser();
  service = await startPagesService();
  proving = await startPagesService({ settings: { PROOF_OF_WORK: 'always' } });
});
after(async () => {
  await browser.close();
  await service.close();
  await proving.close();
});

const desktop = { viewport: { width: 1200, height: 860 } };
const phone = { viewport: { width: 360, height: 760 }, deviceScaleFactor: 2, hasTouch: true };

const settings = [
  { name: 'ru-light-desktop', locale: 'ru-RU', colorScheme: 'light', ...desktop },
  { name: 'en-dark-desktop', locale: 'en-US', colorScheme: 'dark', ...desktop },
  { name: 'en-light-phone', locale: 'en-US', colorScheme: 'light', ...phone },
  { name: 'ru-dark-phone', locale: 'ru-RU', colorScheme: 'dark', ...phone },
] as const;

/** Sends a form past the script that would block it, as a browser without scripts does. */
const sendAsItIs = (page: Page, button: string) =>
  Promise.all([page.waitForNavigation(), page.$eval(button, (element) => element.closest('form')?.submit())]);

for (const [index, { name, ...options }] of settings.entries()) {
  test(`every state of the pages is accessible: ${name}`, async (t) => {
    const { context, page } = await visit(browser, service, options);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const look = (state: string) =>
      t.test(state, async () => {
        await screenshot(page, `${state}-${name}`);
        await assertAccessible(page, `${state} ${name}`);
      });
    const [host, guest] = [`+790000${index}1001`, `+790000${index}1002`].map((n) =>
      n.replace('+790000', '+799900'),
    );
    assert.ok(host && guest);

    await page.goto('/');
    await look('sign-in');
    await page.fill('[name=phone_number]', '8 (912');
    await page.click('#send');
    await page.waitForSelector('.error');
    await look('sign-in-wrong-number');
    await page.fill('[name=phone_number]', host);
    await page.click('#send');
    await page.waitForURL('**/sign-in/code');
    await look('code');
    await page.fill('[name=code]', 'abcd');
    await page.click('#confirm');
    await page.waitForSelector('#code-error');
    await look('code-wrong');
    await sendAsItIs(page, '#resend');
    await page.waitForSelector('#resend-error');
    await look('code-too-soon');
    await page.fill('[name=code]', await codeSentTo(service, host));
    await page.click('#confirm');
    await page.waitForURL('**/profile');
    await look('profile-new');
    await page.fill('[name=invite_code]', 'ZZZZZZ');
    await page.click('#activate');
    await page.waitForSelector('#invite_code-error');
    await look('profile-no-such-code');
    await page.fill('[name=name]', 'я'.repeat(81));
    await page.click('form[action="/profile/name"] button');
    await page.waitForSelector('#name-error');
    await look('profile-name-too-long');
    await seedInvited(service, host, 25);
    const other = await visit(browser, service, options);
    service.clock.advance(61);
    await signInByPages(other.page, service, host);
    await other.context.close();
    await page.goto('/profile');
    await look('profile-full');
    const code = await page.textContent('.big-code');
    await page.click('a[href^="/profile/invited"]');
    await look('invited');
    await page.goto('/profile/phone');
    await look('phone-change');
    await page.fill('[name=phone_number]', host);
    await page.click('#send');
    await page.waitForSelector('.error');
    await look('phone-change-own-number');
    await page.goto('/profile/end');
    await look('account-end');
    service.clock.advance(service.config.freshSignInSeconds);
    await page.goto('/profile/end');
    await look('sign-in-again');
    await page.click('form[action="/sign-out"] button');
    await page.waitForURL((url) => url.pathname === '/');
    await look('signed-out');
    await page.goto(`/i/${code}`);
    await look('invited-sign-in');
    for (const waitSeconds of [31, 61, 121]) {
      await page.goto('/');
      await page.fill('[name=phone_number]', guest);
      await page.click('#send');
      await page.waitForURL('**/sign-in/code');
      service.clock.advance(waitSeconds);
    }
    await page.goto('/');
    await page.fill('[name=phone_number]', guest);
    await page.click('#send');
    await page.waitForSelector('[data-seconds]');
    await look('sign-in-too-many-codes');
    await page.fill('[name=received_code_1]', '99999999');
    await page.fill('[name=received_code_2]', '99999999');
    await page.click('#send-received');
    await page.waitForSelector('#received_code_1-error');
    await look('sign-in-wrong-received-codes');
    await page.goto('/sign-in/code');
    await page.fill('[name=code]', await codeSentTo(service, guest));
    await page.click('#confirm');
    await page.waitForURL('**/profile');
    await look('profile-activated');
    for (const [state, path] of Object.entries({
      inbox: '/dev/inbox',
      'inbox-paused': '/dev/inbox?pause=1',
      errors: '/docs/errors',
      error: '/docs/errors/too_many_codes',
      'not-found': '/nowhere',
    })) {
      await page.goto(path);
      await look(state);
    }
    await context.close();

    const held = await visit(browser, proving, { ...options, javaScriptEnabled: false });
    await held.page.goto('/');
    await held.page.fill('[name=phone_number]', host);
    await held.page.click('#send');
    await screenshot(held.page, `proof-without-script-${name}`);
    await held.context.close();
    assert.deepEqual(errors, []);
  });
}

test('the inbox is accessible while it is empty', async (t) => {
  const fresh = await startPagesService();
  t.after(() => fresh.close());
  const { context, page } = await visit(browser, fresh);
  await page.goto('/dev/inbox');
  await assertAccessible(page, 'empty inbox');
  await context.close();
});

test('the pages hold from right to left, and at 320 pixels', async () => {
  const { context, page } = await visit(browser, service, { viewport: { width: 320, height: 640 } });
  await signInByPages(page, service, '+79990099001');
  await seedInvited(service, '+79990099001', 25);
  for (const path of [
    '/',
    '/profile',
    '/profile/invited',
    '/profile/phone',
    '/dev/inbox',
    '/docs/errors/too_many_codes',
  ]) {
    await page.goto(path);
    await page.locator('html').evaluate((root) => root.setAttribute('dir', 'rtl'));
    await assertAccessible(page, `${path} from right to left`);
  }
  await page.goto('/profile');
  await page.locator('html').evaluate((root) => root.setAttribute('dir', 'rtl'));
  await screenshot(page, 'profile-rtl-320');
  await context.close();
});

/** What people's names, missing features and narrow screens must not do to a page. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Service } from '../service.ts';
import {
  inviteCodeOn,
  launchBrowser,
  newNumber,
  signInByPages,
  startPagesService,
  visit,
} from './browser.ts';

const phone = { width: 375, height: 812 };

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

test('a button that this browser cannot serve is not to be seen', async () => {
  const { context, page } = await visit(browser, service);
  await page.addInitScript('delete Navigator.prototype.canShare');
  await signInByPages(page, service, newNumber());
  assert.equal(await page.locator('button[data-share]').count(), 1);
  assert.equal(await page.locator('button[data-share]').isVisible(), false);
  assert.equal(await page.locator('button[data-copy]').first().isVisible(), true);
  await context.close();

  const number = newNumber();
  const withoutScript = await visit(browser, service, { javaScriptEnabled: false });
  await signInByPages(withoutScript.page, service, number);
  for (const button of await withoutScript.page.locator('button[data-share], button[data-copy]').all()) {
    assert.equal(await button.isVisible(), false);
  }
  await withoutScript.context.close();
});

test('a name of eighty letters without a space widens nobody’s page', async () => {
  const inviter = await visit(browser, service, { viewport: phone });
  await signInByPages(inviter.page, service, newNumber());
  const friend = await visit(browser, service);
  await friend.page.goto(`/i/${await inviteCodeOn(inviter.page)}`);
  await signInByPages(friend.page, service, newNumber());
  await friend.page.fill('[name=name]', 'Ж'.repeat(80));
  await friend.page.press('[name=name]', 'Enter');
  await friend.page.waitForSelector('.notice');
  await inviter.page.goto('/profile');
  assert.ok((await inviter.page.textContent('.invited'))?.includes('Ж'.repeat(80)));
  const width = await inviter.page.evaluate('document.documentElement.scrollWidth');
  assert.equal(width, phone.width);
  await friend.context.close();
  await inviter.context.close();
});

test('the underscores of error codes can be seen above the line below the link', async () => {
  const { context, page } = await visit(browser, service, { viewport: phone });
  await page.goto('/docs/errors');
  const offset = await page.evaluate(
    "parseFloat(getComputedStyle(document.querySelector('a:has(code)')).textUnderlineOffset)",
  );
  assert.ok(Number(offset) >= 5, `the line is ${offset} px below the text`);
  await context.close();
});

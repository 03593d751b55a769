/** Takes the pictures of the READMEs: the pages as a person sees them, in both languages. Needs Chromium. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import {
  inviteCodeOn,
  launchBrowser,
  signInByPages,
  startPagesService,
  visit,
} from '../test/browser/browser.ts';
import type { Service } from '../test/service.ts';

const folder = join(import.meta.dirname, '../docs/pictures');
const phone = { width: 390, height: 640 };
const desktop = { width: 1080, height: 700 };

const languages = [
  { name: 'en', locale: 'en-GB', friends: ['Boris', 'Vera', 'Galina'] },
  { name: 'ru', locale: 'ru-RU', friends: ['Борис', 'Вера', 'Галина'] },
];

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** A friend follows the link of `inviteCode`, signs in and leaves a name. */
async function bringFriend(
  browser: Browser,
  service: Service,
  inviteCode: string,
  friend: [number: string, name: string],
) {
  const [number, name] = friend;
  const { context, page } = await visit(browser, service);
  await page.goto(`/i/${inviteCode}`);
  await signInByPages(page, service, number);
  await page.fill('[name=name]', name);
  await page.press('[name=name]', 'Enter');
  await page.waitForLoadState();
  await context.close();
}

mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const { name, locale, friends } of languages) {
    const service = await startPagesService({ settings: { DEFAULT_LOCALE: name, RATE_LIMITS: 'off' } });
    const { page } = await visit(browser, service, { locale, viewport: phone, deviceScaleFactor: 2 });
    await page.goto('/');
    await take(page, `sign-in.${name}`);
    await page.fill('[name=phone_number]', '+79991234567');
    await page.click('#send');
    await page.waitForURL('**/sign-in/code');
    await take(page, `code.${name}`);
    await page.context().close();

    const { page: own } = await visit(browser, service, { locale, viewport: desktop });
    await signInByPages(own, service, '+79991234500');
    const inviteCode = (await inviteCodeOn(own)) ?? '';
    for (const [index, friend] of friends.entries()) {
      await bringFriend(browser, service, inviteCode, [`+7999123450${index + 1}`, friend]);
    }
    await own.goto('/profile');
    await take(own, `profile.${name}`);
    await own.goto('/dev/inbox?pause=1');
    await take(own, `inbox.${name}`);
    await own.context().close();
    await service.close();
  }
} finally {
  await browser.close();
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import type { TextKey, Values } from '../../src/i18n/index.ts';
import { engines } from '../engines.ts';
import { type Service, type ServiceOptions, startService } from '../service.ts';

/** The folder of screenshots; git ignores it. */
const artifacts = join(import.meta.dirname, '../../artifacts');

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Only ends a test that would hang. */
const hangMs = 5 * 60_000;

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, headless: true, args: flags });
}

/** The service on the embedded database: the engine makes no difference to pages. */
export function startPagesService(options: ServiceOptions = {}): Promise<Service> {
  const [sqlite] = engines;
  if (sqlite === undefined) throw new Error('there is no engine');
  return startService(sqlite, options);
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A person with a browser of their own: cookies of one do not reach another. */
export async function visit(
  browser: Browser,
  service: Service,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: service.url,
    locale: 'ru-RU',
    timezoneId: 'Asia/Yekaterinburg',
    viewport: { width: 1200, height: 860 },
    ...options,
  });
  context.setDefaultTimeout(hangMs);
  return { context, page: await context.newPage() };
}

/** A sentence in the language of the visits. */
export function sentence(service: Service, key: TextKey, values?: Values): string {
  return service.texts.in('ru')(key, values);
}

let numbers = 0;
/** A number that no other test of this file uses. */
export function newNumber(): string {
  numbers += 1;
  return `+7999100${String(numbers).padStart(4, '0')}`;
}

/** The invite code that a profile shows. */
export function inviteCodeOn(page: Page): Promise<string | null> {
  return page.locator('.big-code').textContent();
}

/** The code that was sent last to a number, read in the development inbox. */
export async function codeSentTo(service: Service, phoneNumber: string): Promise<string> {
  const inbox = await service.call('GET', `/api/dev/messages/?wait=10&to=${encodeURIComponent(phoneNumber)}`);
  return String(inbox.body.data[0].code);
}

/** Signs in through the pages, as a person does. */
export async function signInByPages(page: Page, service: Service, phoneNumber: string): Promise<void> {
  await page.goto('/');
  await page.fill('[name=phone_number]', phoneNumber);
  await page.click('#send');
  await page.waitForURL('**/sign-in/code');
  await page.fill('[name=code]', await codeSentTo(service, phoneNumber));
  await page.click('#confirm');
  await page.waitForURL('**/profile');
}

/** Takes a screenshot, except where nobody would look at it: it takes as long as everything else. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.CI !== undefined) return;
  await mkdir(artifacts, { recursive: true });
  await page.screenshot({ path: join(artifacts, `${name}.png`), fullPage: true });
}

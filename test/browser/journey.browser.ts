/** The main job in a real browser, with and without scripts, and what goes wrong on the way. */
import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { TextKey, Values } from '../../src/i18n/index.ts';
import type { Service } from '../service.ts';
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

const says = (...parts: [key: TextKey, values?: Values]) => sentence(service, ...parts);

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

for (const [name, javaScriptEnabled] of [
  ['with a script', true],
  ['without a script', false],
] as const) {
  for (const [size, viewport] of [
    ['on a desk', { width: 1280, height: 800 }],
    ['on a phone', { width: 375, height: 700 }],
  ] as const) {
    test(`two people sign in and one activates the other's code, ${name}, ${size}`, async () => {
      const options = { javaScriptEnabled, viewport };
      const anna = await visit(browser, service, options);
      const boris = await visit(browser, service, options);
      const number = newNumber();
      await signInByPages(anna.page, service, newNumber());
      await signInByPages(boris.page, service, number);
      const code = await inviteCodeOn(anna.page);
      await boris.page.fill('[name=invite_code]', code ?? '');
      await boris.page.click('#activate');
      await boris.page.waitForSelector(`text=${says('friend.joined_with', { inviteCode: code ?? '' })}`);
      assert.equal(await boris.page.locator('[name=invite_code]').count(), 0);
      await anna.page.reload();
      const list = (await anna.page.locator('.invited .list').textContent()) ?? '';
      assert.ok(list.replace(/\D/g, '').startsWith(number.slice(1)));
      await anna.page.click('form[action="/sign-out"] button');
      await anna.page.waitForSelector(`text=${says('notice.signed_out')}`);
      await anna.context.close();
      await boris.context.close();
    });
  }
}

test('everything from the number to the activation is done with the keyboard alone', async () => {
  const host = await visit(browser, service);
  await signInByPages(host.page, service, newNumber());
  const code = (await inviteCodeOn(host.page)) ?? '';
  const { context, page } = await visit(browser, service);
  const number = newNumber();
  await page.goto('/');
  // A browser sets the focus when it paints, which can be after the load.
  await page.waitForSelector('[name=phone_number]:focus');
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in/code');
  await page.waitForSelector('[name=code]:focus');
  await page.keyboard.type(await codeSentTo(service, number));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/profile');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').getAttribute('href'), '#main');
  const seen = new Set<string>();
  for (let presses = 0; presses < 30 && !seen.has('invite_code'); presses += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    seen.add((await focused.getAttribute('name')) ?? '');
    const outline = await focused.evaluate(
      (element) => element.ownerDocument.defaultView?.getComputedStyle(element).outlineStyle,
    );
    assert.equal(outline, 'solid');
  }
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`text=${says('friend.joined_with', { inviteCode: code })}`);
  await host.context.close();
  await context.close();
});

test('a wrong code is announced, tied to its field, and the field has the focus again', async () => {
  const { context, page } = await visit(browser, service);
  const number = newNumber();
  await page.goto('/');
  await page.fill('[name=phone_number]', number);
  await page.click('#send');
  await page.waitForURL('**/sign-in/code');
  const code = await codeSentTo(service, number);
  await page.fill('[name=code]', code === '1111' ? '2222' : '1111');
  await page.click('#confirm');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  const input = page.getByRole('textbox');
  assert.equal(await input.getAttribute('aria-describedby'), await alert.getAttribute('id'));
  assert.equal(await page.locator(':focus').getAttribute('name'), 'code');
  assert.match(await page.title(), /^Ошибка: /);

  service.clock.advance(service.config.codeTtlSeconds);
  await page.fill('[name=code]', code);
  await page.click('#confirm');
  await alert.waitFor();
  await page.click('#resend');
  await page.waitForSelector(`text=${says('notice.code_sent')}`);
  await page.fill('[name=code]', await codeSentTo(service, number));
  await page.click('#confirm');
  await page.waitForURL('**/profile');
  await context.close();
});

test('a new code is held back by a countdown, at the end of which the button works and is announced', async () => {
  const { context, page } = await visit(browser, service);
  await page.clock.install();
  await page.goto('/');
  await page.fill('[name=phone_number]', newNumber());
  await page.click('#send');
  await page.waitForURL('**/sign-in/code');
  assert.equal(await page.locator('#resend').isDisabled(), true);
  const shown = await page.getByRole('timer').textContent();
  assert.match(shown ?? '', /^0:(29|30)$/);
  await page.clock.fastForward(10_000);
  assert.match((await page.getByRole('timer').textContent()) ?? '', /^0:(19|20)$/);
  await page.clock.fastForward(21_000);
  await page.waitForSelector('#resend:enabled');
  assert.equal(await page.locator('#status').textContent(), says('code.resend_now'));
  service.clock.advance(31);
  await page.click('#resend');
  await page.waitForSelector(`text=${says('notice.code_sent')}`);
  await context.close();
});

test('too many codes hold the form back with a countdown', async () => {
  const { context, page } = await visit(browser, service);
  const number = newNumber();
  for (const waitSeconds of [31, 61, 121, 0]) {
    await page.goto('/');
    await page.fill('[name=phone_number]', number);
    await page.click('#send');
    await page.waitForSelector('[data-seconds]');
    service.clock.advance(waitSeconds);
  }
  assert.equal(await page.getByRole('alert').textContent(), says('problem.too_many_codes.detail'));
  assert.equal(await page.locator('#send').isDisabled(), true);
  assert.match((await page.getByRole('timer').textContent()) ?? '', /^\d:\d\d$/);
  await context.close();
});

for (const [name, javaScriptEnabled] of [
  ['with a script', true],
  ['without a script', false],
] as const) {
  test(`strangers used up all codes: the last two bring the owner another, ${name}`, async () => {
    const { context, page } = await visit(browser, service, { javaScriptEnabled });
    const number = newNumber();
    const came: string[] = [];
    for (const waitSeconds of [31, 61, 121]) {
      came.push((await service.codeFor(number)).code);
      service.clock.advance(waitSeconds);
    }
    await page.goto('/');
    await page.fill('[name=phone_number]', number);
    await page.click('#send');
    await page.waitForSelector('[name=received_code_1]');
    await page.fill('[name=received_code_1]', came[2] ?? '');
    await page.fill('[name=received_code_2]', unlike(came));
    await page.click('#send-received');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.equal(await alert.textContent(), says('received_codes.wrong'));
    assert.equal(await page.locator(':focus').getAttribute('name'), 'received_code_1');
    await page.fill('[name=received_code_1]', came[2] ?? '');
    await page.fill('[name=received_code_2]', came[1] ?? '');
    await page.click('#send-received');
    await page.waitForURL('**/sign-in/code');
    await page.fill('[name=code]', await codeSentTo(service, number));
    await page.click('#confirm');
    await page.waitForURL('**/profile');
    await context.close();
  });
}

/** A code that is none of these. */
function unlike(codes: readonly string[]): string {
  const [free = ''] = ['1111', '2222', '3333', '4444'].filter((code) => !codes.includes(code));
  return free;
}

/** A service whose answer to a number takes a second, as over a slow network, with time for a second click. */
async function startSlowService(t: TestContext): Promise<Service> {
  const slow = await startPagesService({ settings: { SIMULATED_DELAY_MS: '1000' } });
  t.after(() => slow.close());
  return slow;
}

/** Clicks a button, and again while the first answer is on its way. */
async function clickTwice(page: Page, button: string): Promise<void> {
  const box = await page.locator(button).boundingBox();
  assert.ok(box);
  // With the mouse: a click on an element would wait for the answer to the previous one.
  const click = () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const isOnItsWay = page.waitForRequest((request) => request.method() === 'POST');
  await click();
  await isOnItsWay;
  await click();
}

test('whatever is clicked twice is sent once', async (t) => {
  const { page } = await visit(browser, await startSlowService(t));
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await page.goto('/');
  await page.fill('[name=phone_number]', newNumber());
  await clickTwice(page, '#send');
  await page.waitForURL('**/sign-in/code');
  assert.equal(sent.length, 1);
});

test('without a script a number that is sent twice still leads to the code that was sent', async (t) => {
  const slow = await startSlowService(t);
  const { page } = await visit(browser, slow, { javaScriptEnabled: false });
  const number = newNumber();
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await page.goto('/');
  await page.fill('[name=phone_number]', number);
  await clickTwice(page, '#send');
  // Not the navigation: the second one cancels the first.
  await page.waitForSelector('[name=code]');
  assert.equal(sent.length, 2);
  await page.fill('[name=code]', await codeSentTo(slow, number));
  await page.click('#confirm');
  await page.waitForURL('**/profile');
});

test('the back button leads neither to a used code nor to a form that is sent again', async () => {
  const { context, page } = await visit(browser, service);
  await signInByPages(page, service, newNumber());
  await page.goBack();
  await page.waitForURL('**/profile');
  await page.click('form[action="/sign-out"] button');
  await page.waitForSelector(`text=${says('notice.signed_out')}`);
  await page.goBack();
  await page.waitForSelector('[name=phone_number]');
  assert.equal(await page.locator('.big-code').count(), 0);
  await context.close();
});

test('the number can be changed on the way, and stands in its field again', async () => {
  const { context, page } = await visit(browser, service);
  const number = newNumber();
  await page.goto('/');
  await page.fill('[name=phone_number]', number);
  await page.click('#send');
  await page.waitForURL('**/sign-in/code');
  await page.click(`text=${says('code.change')}`);
  assert.equal(await page.inputValue('[name=phone_number]'), number);
  await context.close();
});

test('a session that was ended elsewhere is gone at the next click, and the page says so', async () => {
  const number = newNumber();
  const desk = await visit(browser, service);
  await signInByPages(desk.page, service, number);
  service.clock.advance(61);
  const phone = await visit(browser, service);
  await signInByPages(phone.page, service, number);
  await phone.page.click('form[action="/profile/devices/end-others"] button');
  await phone.page.waitForSelector(`text=${says('notice.others_ended')}`);
  await desk.page.fill('[name=name]', 'Анна');
  await desk.page.click('form[action="/profile/name"] button');
  await desk.page.waitForSelector(`text=${says('notice.session_over')}`);
  await desk.context.close();
  await phone.context.close();
});

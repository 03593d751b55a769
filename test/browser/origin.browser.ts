/** What the browser asks of whom: nothing of another host, and nothing for another site's forms. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, type TestContext, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Service } from '../service.ts';
import { launchBrowser, signInByPages, startPagesService, visit } from './browser.ts';

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

test('no page asks any other host for anything, and breaks no policy of its own', async () => {
  const { context, page } = await visit(browser, service);
  const asked = new Set<string>();
  const refused: string[] = [];
  context.on('request', (request) => asked.add(request.url()));
  page.on(
    'console',
    (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()),
  );
  await signInByPages(page, service, '+79991234567');
  for (const path of [
    '/profile',
    '/profile/invited',
    '/profile/phone',
    '/profile/end',
    '/docs/errors',
    '/nowhere',
  ]) {
    await page.goto(path);
  }
  await page.goto('/dev/inbox');
  await page.waitForResponse((response) => response.request().resourceType() === 'fetch');
  await page.goto('/docs');
  await page.getByText('/api/verify-phone/').first().waitFor({ state: 'attached' });
  assert.ok(asked.size > 10);
  assert.deepEqual(
    [...asked].filter((url) => !url.startsWith(`${service.url}/`) && !/^(data|blob):/.test(url)),
    [],
  );
  assert.deepEqual(refused, []);
  await context.close();
});

/** Another site on this machine, whose every page is `body`. */
async function startForeignSite(t: TestContext, body: string): Promise<number> {
  const foreign = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(body);
  });
  await new Promise<void>((resolve) => foreign.listen(0, resolve));
  t.after(() => {
    foreign.close();
    foreign.closeAllConnections();
  });
  return (foreign.address() as AddressInfo).port;
}

test('a form of another origin does nothing for a signed-in person, not even from another port of the same host', async (t) => {
  const { context, page } = await visit(browser, service);
  await signInByPages(page, service, '+79991234568');
  const form = `<form method="post" action="${service.url}/profile/name"><input name="name" value="Mallory"><button>Win</button></form>`;
  const port = await startForeignSite(t, form);
  // The same host on another port is the same site, so cookies are sent; localhost is another site.
  for (const host of ['127.0.0.1', 'localhost']) {
    await page.goto(`http://${host}:${port}/`);
    const answer = page.waitForResponse(`${service.url}/profile/name`);
    await page.click('button');
    const response = await answer;
    assert.equal(response.status(), 403);
    const { cookie = '' } = await response.request().allHeaders();
    assert.equal(cookie.includes('pozovi_session='), host === '127.0.0.1');
  }
  await page.goto('/profile');
  assert.equal(await page.inputValue('[name=name]'), '');
  await context.close();
});

test('no other site can put a page into a frame', async (t) => {
  const { context, page } = await visit(browser, service);
  const port = await startForeignSite(t, `<iframe src="${service.url}/"></iframe>`);
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForLoadState('load');
  const [, frame] = page.frames();
  assert.equal(frame?.url(), 'chrome-error://chromewebdata/');
  await context.close();
});

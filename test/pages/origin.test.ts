import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';
import { createVisitor, fetched } from './visitor.ts';

const anna = '+79991234567';
/** Every form of the pages, with what somebody else's page could send. */
const forms: Readonly<Record<string, Record<string, string>>> = {
  '/sign-in': { phone_number: '+79991234568' },
  '/sign-in/code': { code: '0000' },
  '/sign-in/resend': {},
  '/sign-out': {},
  '/language': { locale: 'ru', back: '/' },
  '/invitation/decline': {},
  '/profile/friend': { invite_code: 'ABC234' },
  '/profile/name': { name: 'Mallory' },
  '/profile/devices/end': {},
  '/profile/devices/end-others': {},
  '/profile/phone': { phone_number: '+79991234568' },
  '/profile/phone/code': { code: '0000' },
  '/profile/phone/resend': {},
  '/profile/again': { next: 'end' },
  '/profile/export': {},
  '/profile/end': {},
};

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: no form works from another origin, although the cookies come with it`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const victim = createVisitor(service);
      await victim.signIn(anna);
      const { port } = new URL(service.url);
      const foreign = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: `http://127.0.0.1:${Number(port) + 1}` },
        { origin: `https://127.0.0.1:${port}` },
        { origin: `${service.config.publicUrl}.evil.example` },
      ];
      for (const [path, form] of Object.entries(forms)) {
        for (const headers of foreign) {
          const refused = await victim.request('POST', path, { form, headers });
          assert.equal(refused.status, 403, `${path} from ${headers.origin}`);
          assert.match(refused.text, /wrong_origin/);
          assert.deepEqual(refused.headers.getSetCookie(), [], path);
        }
      }
      const profile = await victim.open('/profile');
      assert.equal(profile.path, '/profile');
      assert.match(profile.html, /name="name" value=""/);
      const messages = await service.call('GET', '/api/dev/messages/');
      assert.equal(messages.body.data.length, 1);
    },
  );

  test(`${engine.name}: every form that a page shows is held to its origin`, options, async (t) => {
    const service = await startService(engine);
    t.after(() => service.close());
    const guest = createVisitor(service);
    const pages = [await guest.open('/i/ABC234'), await guest.signIn(anna), await guest.open('/profile/end')];
    pages.push(await guest.open('/profile/phone'), await guest.open('/profile/again?next=end'));
    for (const { html } of pages) {
      for (const [, action = ''] of html.matchAll(/<form[^>]*action="([^"]+)"/g))
        assert.ok(action in forms, action);
    }
  });

  test(
    `${engine.name}: a browser that sends no origin must say that the form is its own page's`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const send = (headers: Record<string, string>) =>
        fetched(`${service.url}/language`, {
          method: 'POST',
          headers: { accept: 'text/html', ...headers },
          body: new URLSearchParams({ locale: 'en', back: '/' }),
        });
      assert.equal((await send({})).status, 403);
      assert.equal((await send({ 'sec-fetch-site': 'same-site' })).status, 403);
      assert.equal((await send({ 'sec-fetch-site': 'same-origin' })).status, 303);
    },
  );

  test(
    `${engine.name}: in production only the public address is the origin, whatever the Host says`,
    options,
    async (t) => {
      const settings = {
        MODE: 'production',
        PUBLIC_URL: 'https://id.example.org',
        ALLOW_SIMULATED_SMS: 'true',
      };
      const service = await startService(engine, { settings });
      t.after(() => service.close());
      const form = { locale: 'en', back: '/' };
      const guest = createVisitor(service);
      const own = await guest.request('POST', '/language', { form, headers: { origin: service.url } });
      assert.equal(own.status, 403);
      assert.equal((await guest.request('POST', '/language', { form })).status, 303);
    },
  );

  test(
    `${engine.name}: the choice of language leads nowhere but to a page of this service`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      for (const [back, location] of [
        ['/profile?x=1', '/profile?x=1'],
        ['//evil.example/', '/'],
        ['/\\evil.example/', '/'],
        ['https://evil.example/', '/'],
        ['javascript:alert(1)', '/'],
        ['/\t/evil.example', '/'],
        ['', '/'],
      ] as const) {
        const answer = await guest.request('POST', '/language', { form: { locale: 'ru', back } });
        assert.equal(answer.headers.get('location'), location, back);
      }
      assert.match((await guest.open('/')).html, /<html lang="ru"/);
      assert.match((await guest.open('/docs/errors')).html, /<html lang="ru"/);
    },
  );
}

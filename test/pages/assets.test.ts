import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';
import { createVisitor, type Fetched, fetched } from './visitor.ts';

const [sqlite] = engines;
if (sqlite === undefined) throw new Error('there is no engine');

const addresses = (html: string) =>
  [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');

test('the first view of the sign-in weighs at most 20 KB over the wire', async (t) => {
  const service = await startService(sqlite);
  t.after(() => service.close());
  const page = await fetched(service.url, { headers: { accept: 'text/html' } });
  const html = page.text;
  let bytes = Buffer.byteLength(html) + headerBytes(page);
  for (const address of addresses(html)) {
    const asset = await fetched(service.url + address, { headers: { 'accept-encoding': 'gzip' } });
    bytes += Number(asset.headers.get('content-length')) + headerBytes(asset);
  }
  t.diagnostic(`${bytes} bytes, with headers, compressed with gzip`);
  assert.equal(addresses(html).length, 3);
  assert.ok(bytes <= 20_000);
});

function headerBytes({ headers }: Fetched): number {
  return [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 20);
}

test('files are cached forever under an address that changes with them, and an old address still leads to them', async (t) => {
  const service = await startService(sqlite);
  t.after(() => service.close());
  const { html } = await createVisitor(service).open('/');
  for (const address of addresses(html)) {
    const current = await fetched(service.url + address);
    assert.equal(current.status, 200);
    assert.equal(current.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    const old = await fetched(service.url + address.replace(/\.[0-9a-f]{10}\./, '.0123456789.'));
    assert.equal(old.status, 200);
    assert.equal(old.headers.get('cache-control'), 'no-cache');
    assert.equal(old.text, current.text);
  }
  assert.equal((await fetched(`${service.url}/assets/other.css`)).status, 404);
});

test('files come in an encoding that the browser accepts, and decoded they are the same', async (t) => {
  const service = await startService(sqlite);
  t.after(() => service.close());
  const { html } = await createVisitor(service).open('/');
  const style = addresses(html).find((address) => address.endsWith('.css'));
  const bodies = new Set<string>();
  for (const [accepted, expected] of [
    ['br, gzip', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['identity', null],
  ] as const) {
    const answer = await fetched(service.url + style, { headers: { 'accept-encoding': accepted } });
    assert.equal(answer.headers.get('content-encoding'), expected);
    assert.equal(answer.headers.get('vary'), 'accept-encoding');
    bodies.add(answer.text);
  }
  assert.equal(bodies.size, 1);
});

test('no page has anything inline or of another origin, and its policy allows neither', async (t) => {
  const service = await startService(sqlite);
  t.after(() => service.close());
  const guest = createVisitor(service);
  const pages = [await guest.open('/'), await guest.signIn('+79991234567')];
  for (const path of [
    '/dev/inbox',
    '/docs/errors',
    '/docs/errors/invalid_code',
    '/profile/phone',
    '/nowhere',
  ]) {
    pages.push(await guest.open(path));
  }
  for (const { headers, html, path } of pages) {
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/, path);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc="\/assets\/)/, path);
    assert.doesNotMatch(html, /(?:src|action)="(?:https?:)?\/\//, path);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(html, /<html lang="en" dir="ltr">/);
  }
});

test('the operator gives the pages a name, a logo, a colour and links', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'pozovi-logo-'));
  t.after(() => rm(folder, { recursive: true }));
  const logo = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  await writeFile(join(folder, 'logo.svg'), logo);
  const settings = {
    APP_NAME: 'Дом & <Сад>',
    APP_LOGO: join(folder, 'logo.svg'),
    ACCENT_COLOR: '#7a1f5c',
    TERMS_URL: 'https://example.org/terms',
    PRIVACY_URL: 'https://example.org/privacy',
  };
  const service = await startService(sqlite, { settings });
  t.after(() => service.close());
  const guest = createVisitor(service);
  for (const path of ['/', '/dev/inbox', '/docs/errors', '/nowhere']) {
    const { html } = await guest.open(path);
    assert.match(html, /Дом &amp; &lt;Сад&gt;<\/a>/);
    assert.match(html, /<a href="https:\/\/example\.org\/terms">/);
    assert.match(html, /<a href="https:\/\/example\.org\/privacy">/);
  }
  const { html } = await guest.open('/');
  const style = await fetched(service.url + addresses(html).find((address) => address.endsWith('.css')));
  assert.match(style.text, /^:root\{--accent-light:#7a1f5c;/);
  const picture = await fetched(service.url + addresses(html).find((address) => address.includes('/logo.')));
  assert.equal(picture.headers.get('content-type'), 'image/svg+xml');
  assert.match(picture.headers.get('content-security-policy') ?? '', /default-src 'none';.*sandbox$/);
  assert.equal(picture.text, logo);
});

test('an error is a page for a browser and a problem for a program, with the same status', async (t) => {
  const service = await startService(sqlite);
  t.after(() => service.close());
  const guest = createVisitor(service);
  for (const [method, path, status] of [
    ['GET', '/nowhere', 404],
    ['PUT', '/profile', 405],
    ['GET', '/%zz', 404],
  ] as const) {
    const page = await guest.request(method, path);
    assert.equal(page.status, status);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    const problem = await guest.request(method, path, { headers: { accept: '*/*' } });
    assert.equal(problem.status, status);
    assert.equal(problem.headers.get('content-type'), 'application/problem+json');
  }
  const api = await guest.request('GET', '/api/profile/');
  assert.equal(api.headers.get('content-type'), 'application/problem+json');
});

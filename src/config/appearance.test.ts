import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { mistakesOf, read } from '../../test/settings.ts';

test('an accent that cannot be read on the pages is refused at the start, with its contrast', () => {
  const [mistake] = mistakesOf({ ACCENT_COLOR: '#ffcc00' }).mistakes;
  assert.equal(mistake?.variable, 'ACCENT_COLOR');
  assert.match(mistake?.found ?? '', /#ffcc00 with a contrast of 1\.4\d:1/);
  assert.match(mistake?.expected ?? '', /4\.5:1/);
});

test('the figure of a refused accent never reads as if it were enough', () => {
  // 4.4988:1, which rounds to 4.50.
  assert.match(mistakesOf({ ACCENT_COLOR: '#6d7371' }).mistakes[0]?.found ?? '', /contrast of 4\.49:1/);
});

test('a readable accent is accepted, in one spelling', () => {
  assert.equal(read({ ACCENT_COLOR: '#03B' }).config.accentColor, '#0033bb');
});

for (const text of ['red', '#12345', '0a6c4f', '#0a6c4fff']) {
  test(`an accent spelled ${text} is refused`, () => {
    assert.deepEqual(
      mistakesOf({ ACCENT_COLOR: text }).mistakes.map(({ variable }) => variable),
      ['ACCENT_COLOR'],
    );
  });
}

test('a logo must be a picture of at most 64 KiB, recognized by its bytes and not by its name', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pozovi-logo-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const keep = (name: string, bytes: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const svg = keep('logo.svg', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>');
  assert.equal(read({ APP_LOGO: svg }).config.appLogo?.type, 'image/svg+xml');
  const webp = keep('logo', Buffer.from('RIFF0000WEBP'));
  assert.equal(read({ APP_LOGO: webp }).config.appLogo?.type, 'image/webp');

  const notPicture = mistakesOf({ APP_LOGO: keep('page.svg', '<html></html>') }).mistakes;
  assert.match(notPicture[0]?.found ?? '', /no such picture/);
  const large = mistakesOf({ APP_LOGO: keep('large.svg', `<svg>${' '.repeat(65_536)}</svg>`) }).mistakes;
  assert.match(large[0]?.found ?? '', /of 65547 bytes/);
  const missing = mistakesOf({ APP_LOGO: join(folder, 'none.png') }).mistakes;
  assert.match(missing[0]?.found ?? '', /ENOENT/);
});

test('the links to terms and privacy lead to web pages and to nothing else', () => {
  for (const address of ['javascript:alert(1)', '/terms', 'ftp://example.org']) {
    assert.equal(mistakesOf({ TERMS_URL: address, PRIVACY_URL: address }).mistakes.length, 2);
  }
});

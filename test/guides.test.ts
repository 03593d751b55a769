import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { engines } from './engines.ts';
import { startService } from './service.ts';

const root = join(import.meta.dirname, '..');
const [engine] = engines;

/** The code of a guide as a module, with the addresses that a reader would put in. */
async function moduleOf(t: TestContext, guide: string, addresses: Readonly<Record<string, string>>) {
  const text = readFileSync(join(root, 'docs/guides', guide), 'utf8');
  let code = /```js\n(.*?)```/s.exec(text)?.[1] ?? '';
  for (const [written, own] of Object.entries(addresses)) {
    assert.ok(code.includes(written), `${guide} names ${written}`);
    code = code.replaceAll(written, own);
  }
  // Inside the project, so that the code finds its packages.
  const folder = mkdtempSync(join(root, 'node_modules/.guide-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'guide.mjs'), code);
  return import(join(folder, 'guide.mjs'));
}

async function service(t: TestContext) {
  const started = await startService(engine!);
  t.after(() => started.close());
  return started;
}

test('the backend of the guide knows its caller, and refuses a token that is not genuine', async (t) => {
  const { url, config, signIn } = await service(t);
  const { whoCalls } = await moduleOf(t, 'backend.md', {
    'process.env.POZOVI_URL': `'${config.publicUrl}'`,
    "'/.well-known/jwks.json', issuer": `'/.well-known/jwks.json', '${url}'`,
  });
  const { token, id } = await signIn('+79991234567');
  assert.equal((await whoCalls(`Bearer ${token}`)).accountId, id);
  await assert.rejects(whoCalls(`Bearer ${token.slice(0, -4)}AAAA`));
  await assert.rejects(whoCalls(undefined));
});

test('the browser app of the guide signs in, and continues when its access token has expired', async (t) => {
  const { url, clock, codeFor } = await service(t);
  const app = await moduleOf(t, 'browser-app.md', { 'https://id.example.org': url });
  const { code } = await codeFor('+79991234567');
  assert.equal(await app.signIn('+79991234567', code), true);
  clock.advance(16 * 60);
  assert.equal((await app.profile()).phone_number, '+79991234567');
});

test('the test helper of the guide signs anybody in', async (t) => {
  const { url } = await service(t);
  const { signIn } = await moduleOf(t, 'testing.md', { 'http://127.0.0.1:8000': url });
  assert.equal((await signIn('+79991234567')).is_new_user, true);
  assert.equal((await signIn('+79991234568')).is_new_user, true);
});

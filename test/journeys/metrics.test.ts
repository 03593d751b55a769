import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { callerAt } from '../call.ts';
import { engines } from '../engines.ts';
import { startServing } from '../process.ts';
import { startService } from '../service.ts';

const token = 'a-token-for-the-metrics';
const settings = { METRICS_TOKEN: token };

/** The value of the sample that begins with `sample` (its name, and its labels if it has any). */
function sampleOf(text: string, sample: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  return Number(line?.slice(sample.length + 1));
}

for (const engine of engines) {
  const suite = { skip: engine.skip };

  test(
    `${engine.name}: the metrics count sent, right and wrong codes, refusals and transactions`,
    suite,
    async (t) => {
      const service = await startService(engine, { settings });
      t.after(() => service.close());
      const phone_number = '+79991234567';
      const { code } = await service.codeFor(phone_number);
      assert.equal((await service.call('POST', '/api/send-code/', { body: { phone_number } })).status, 429);
      const verify = (confirmation_code: string) =>
        service.call('POST', '/api/verify-phone/', { body: { phone_number, confirmation_code } });
      assert.equal((await verify(code === '0000' ? '1111' : '0000')).status, 400);
      assert.equal((await verify(code)).status, 200);

      const { text, status, headers } = await service.call('GET', '/metrics', { token });
      assert.equal(status, 200);
      assert.match(headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
      assert.equal(sampleOf(text, 'pozovi_codes_sent_total{channel="simulated"}'), 1);
      assert.equal(sampleOf(text, 'pozovi_codes_verified_total'), 1);
      assert.equal(sampleOf(text, 'pozovi_wrong_guesses_total'), 1);
      assert.match(text, /^pozovi_refusals_total\{rule="resend[a-z_]*"\} 1$/m);
      assert.ok(sampleOf(text, 'pozovi_database_transactions_total{outcome="committed"}') >= 3);
      assert.ok(sampleOf(text, 'pozovi_database_transactions_total{outcome="rolled_back"}') >= 1);
      assert.equal(sampleOf(text, 'pozovi_database_transactions_total{outcome="unavailable"}'), 0);
      assert.ok(sampleOf(text, 'process_resident_memory_bytes') > 0);
      const requests = 'pozovi_http_request_duration_seconds_count';
      const route = 'route="/api/verify-phone/"';
      assert.equal(sampleOf(text, `${requests}{method="POST",${route},status="200"}`), 1);
      assert.equal(sampleOf(text, `${requests}{method="POST",${route},status="400"}`), 1);
    },
  );

  test(`${engine.name}: no label holds a number, an id or a path that somebody made up`, suite, async (t) => {
    const service = await startService(engine, { settings });
    t.after(() => service.close());
    const { token: access, id } = await service.signIn('+79991234567');
    await service.call('DELETE', '/api/sessions/ses_00000000000000000000000000000001/', { token: access });
    await service.call('GET', `/made-up/${id}`);
    await service.call('GET', '/metrics/made-up');
    const { text } = await service.call('GET', '/metrics', { token });
    assert.doesNotMatch(text, /9991234567|(usr|ses|chl|msg)_[0-9a-f]{8}|made-up/);
    assert.match(text, /route="none",status="404"/);
  });
}

const [sqlite] = engines;
const refused: [who: string, headers: Record<string, string>][] = [
  ['nobody', {}],
  ['who brings another token', { authorization: `Bearer ${token}x` }],
  ['who brings its beginning', { authorization: `Bearer ${token.slice(0, -1)}` }],
  ['who brings it by another scheme', { authorization: `Basic ${token}` }],
  ['who brings nothing behind the scheme', { authorization: 'Bearer ' }],
];

test('without the right token there is nothing at /metrics', async (t) => {
  const service = await startService(sqlite!, { settings });
  t.after(() => service.close());
  for (const [who, headers] of refused) {
    const answer = await service.call('GET', '/metrics', { headers });
    assert.deepEqual([answer.status, answer.body.code], [404, 'not_found'], who);
  }
});

test('without METRICS_TOKEN there is nothing at /metrics, whatever token is sent', async (t) => {
  const service = await startService(sqlite!);
  t.after(() => service.close());
  for (const [who, headers] of refused) {
    assert.equal((await service.call('GET', '/metrics', { headers })).status, 404, who);
  }
});

test('METRICS_PORT serves the metrics and nothing else, requires a token only if one is set, and closes at the end', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'pozovi-test-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  for (const METRICS_TOKEN of ['', token]) {
    const service = await startServing(dataDir, { METRICS_PORT: '0', METRICS_TOKEN });
    t.after(() => service.end('SIGKILL'));
    const call = callerAt(service.metricsUrl!);
    assert.equal((await service.call('GET', '/livez')).status, 200);
    const withToken = await call('GET', '/metrics', { token });
    assert.match(withToken.text, /^pozovi_http_request_duration_seconds_count\{.*route="\/livez"/m);
    assert.equal((await call('GET', '/metrics')).status, METRICS_TOKEN === '' ? 200 : 404);
    assert.equal((await call('GET', '/livez')).status, 404);
    assert.equal((await service.call('GET', '/metrics')).status, 404);
    assert.deepEqual(await service.end('SIGTERM'), { code: 0, signal: null });
  }
});

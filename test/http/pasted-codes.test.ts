import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';

const phoneNumber = '+79991234567';
const [engine] = engines;

test('the API takes a whole text message as the code, and text without one counts no attempt', async (t) => {
  const service = await startService(engine!);
  t.after(() => service.close());
  const { code } = await service.codeFor(phoneNumber);
  const verify = (confirmation_code: string) =>
    service.call('POST', '/api/verify-phone/', { body: { phone_number: phoneNumber, confirmation_code } });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const refused = await verify('no code at all');
    assert.equal(refused.status, 400);
    assert.deepEqual(
      refused.body.errors.map((error: { field: string; code: string }) => [error.field, error.code]),
      [['confirmation_code', 'wrong_form']],
    );
  }
  const inbox = await service.call('GET', '/api/dev/messages/');
  const { text } = inbox.body.data[0];
  assert.ok(text.includes(code));
  assert.equal((await verify(`  ${text}\u200e`)).status, 200);
});

test('a number abroad without its plus is answered with suggestions, and nothing is sent', async (t) => {
  const service = await startService(engine!);
  t.after(() => service.close());
  const body = { phone_number: '998 90 123-45-67' };
  const refused = await service.call('POST', '/api/send-code/', { body });
  assert.deepEqual([refused.status, refused.body.code], [400, 'invalid_phone_number']);
  assert.deepEqual(refused.body.suggestions, ['+998901234567']);
  assert.deepEqual((await service.call('GET', '/api/dev/messages/')).body.data, []);
});

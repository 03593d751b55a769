/** Invalid values of the right type: too long, empty, with foreign digits, invisible, malformed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';
import { assertProblem, type ExpectedProblem } from './problem.ts';
import { everythingStored } from './stored.ts';

interface BadField {
  readonly method: string;
  readonly path: string;
  readonly guarded: boolean;
  /** The other fields, all valid. */
  readonly others: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly values: readonly [value: string, expected: ExpectedProblem][];
}

const invalid = (name: string, code: string): ExpectedProblem => ({
  status: 400,
  code: 'validation_failed',
  field: [name, code],
});
const all = (texts: readonly string[], expected: ExpectedProblem) =>
  texts.map((text): [string, ExpectedProblem] => [text, expected]);

const noNumbers = [
  ' ',
  'abc',
  '+',
  '++79991234567',
  '+7999123',
  '+799912345678901',
  '+79991234567;ext=5',
  '+79991234567 доб. 5',
  '+79991234567 x5',
  '+79991234567#5',
  '+7 999 CALL-NOW',
  '+79991234567\n+79991234568',
  '+00000000000',
  "+79991234567' or 1=1",
];
const noCodes = [' ', 'abcd', '042', '04281234567', '+428', '-428', '4e10', '0x42', 'code 0428 or 7311'];
const invisibleNames = ['a\nb', 'a\tb', 'a\u2028b', '\u202eabc', 'a\u0007', '\u2066a', 'a\u0085b'];

const phoneNumber = '+79991234568';
const verify = { method: 'POST', path: '/api/verify-phone/', guarded: false };
const badFields: readonly BadField[] = [
  ...[
    { method: 'POST', path: '/api/send-code/', guarded: false, others: {} },
    { ...verify, others: { confirmation_code: '0428' } },
  ].map((endpoint) => ({
    ...endpoint,
    name: 'phone_number',
    values: [
      ...all([''], invalid('phone_number', 'too_short')),
      ...all(['9'.repeat(65), '😀'.repeat(65)], invalid('phone_number', 'too_long')),
      ...all(noNumbers, { status: 400, code: 'invalid_phone_number' }),
    ],
  })),
  {
    ...verify,
    others: { phone_number: phoneNumber },
    name: 'confirmation_code',
    values: all(noCodes, invalid('confirmation_code', 'wrong_form')),
  },
  {
    ...verify,
    others: { phone_number: phoneNumber, confirmation_code: '0428' },
    name: 'challenge_id',
    values: [
      ...all([''], invalid('challenge_id', 'too_short')),
      ...all(['c'.repeat(65)], invalid('challenge_id', 'too_long')),
      ...all(['chl_', 'chl_٠', 'usr_00000000000000000000000000000000', "chl_' or 1=1 --", 'null'], {
        status: 400,
        code: 'invalid_code',
      }),
    ],
  },
  {
    ...verify,
    others: { phone_number: phoneNumber, confirmation_code: '0428' },
    name: 'invite_code',
    values: all(['A'.repeat(65)], invalid('invite_code', 'too_long')),
  },
  {
    method: 'POST',
    path: '/api/token/refresh/',
    guarded: false,
    others: {},
    name: 'refresh_token',
    values: [
      ...all([''], invalid('refresh_token', 'too_short')),
      ...all(['r'.repeat(2001)], invalid('refresh_token', 'too_long')),
      ...all(['rt', `rt_${'0'.repeat(32)}.1.${'A'.repeat(43)}`, `rt_${'٠'.repeat(32)}.1.${'A'.repeat(43)}`], {
        status: 401,
        code: 'invalid_refresh_token',
      }),
    ],
  },
  ...['referrer', 'invite_code'].map((name) => ({
    method: 'PUT',
    path: '/api/update-referrer/',
    guarded: true,
    others: {},
    name,
    values: [...all([''], invalid(name, 'too_short')), ...all(['A'.repeat(65)], invalid(name, 'too_long'))],
  })),
  {
    method: 'PATCH',
    path: '/api/profile/',
    guarded: true,
    others: {},
    name: 'name',
    values: [
      ...all(['', '   ', '\u00a0\n'], invalid('name', 'too_short')),
      ...all(['n'.repeat(81), '😀'.repeat(81), 'n'.repeat(5000)], invalid('name', 'too_long')),
      ...all(invisibleNames, invalid('name', 'wrong_form')),
    ],
  },
];

for (const engine of engines) {
  test(`${engine.name}: every field refuses values that no one can mean, and nothing is written`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine);
    t.after(() => service.close());
    const { token } = await service.signIn('+79991234567');
    const before = await everythingStored(service.database);
    for (const { method, path, guarded, others, name, values } of badFields) {
      for (const [value, expected] of values) {
        const body = { ...others, [name]: value };
        const answer = await service.call(method, path, { body, ...(guarded && { token }) });
        const what = `${method} ${path} with ${name} = ${JSON.stringify(value).slice(0, 80)}`;
        assertProblem(service, answer, expected, what);
      }
    }
    const noReferrer = await service.call('PUT', '/api/update-referrer/', { token, body: {} });
    assertProblem(service, noReferrer, invalid('referrer', 'missing'), 'no invite code');
    const both = { referrer: 'ABC234', invite_code: 'ABC234' };
    const twoReferrers = await service.call('PUT', '/api/update-referrer/', { token, body: both });
    assertProblem(service, twoReferrers, invalid('invite_code', 'duplicate'), 'both names of the field');
    assert.deepEqual(await everythingStored(service.database), before);
  });

  test(`${engine.name}: what cannot be an invite code is one that nobody has, and activates nothing`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine);
    t.after(() => service.close());
    const { token } = await service.signIn('+79991234567');
    for (const referrer of ['٢٣٤٥٦٧', '２３４５６７', 'AB', "' or 1=1 --"]) {
      const answer = await service.call('PUT', '/api/update-referrer/', { token, body: { referrer } });
      assertProblem(service, answer, { status: 404, code: 'invite_code_not_found' }, referrer);
    }
    assert.deepEqual((await everythingStored(service.database)).referrals, []);
  });
}

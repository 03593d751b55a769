/** Every problem that the API answers with, each brought about. */
import { DatabaseUnavailable } from '../../src/db/index.ts';
import { type ExampleRecord, expect, type House, type Service } from './house.ts';

export async function showProblems(house: House, record: ExampleRecord): Promise<void> {
  const service = await house.open();
  await showRequestProblems(service, record);
  await showCodeProblems(house, service, record);
  await showAccountProblems(house, service, record);
  await showReferralProblems(house, service, record);
  await service.close();
  await showRefusedSendings(house, record);
  await showOutages(house, record);
}

/** Requests that no service takes. */
async function showRequestProblems({ call, clientError }: Service, record: ExampleRecord): Promise<void> {
  const send = (body: unknown, headers = {}) => call('POST', '/api/send-code/', { body, headers });
  record.problem('malformed_body', await send('{"phone_number":'));
  record.problem('validation_failed', await send({ phone: '+79991234567' }));
  record.problem('body_too_large', await send({ phone_number: '9'.repeat(20_000) }));
  record.problem('unsupported_media_type', await send('phone_number=1', { 'content-type': 'text/plain' }));
  record.problem('invalid_phone_number', await send({ phone_number: '+7999' }));
  record.problem('not_found', await call('GET', '/api/nothing/'));
  record.problem('method_not_allowed', await call('DELETE', '/api/send-code/'));
  record.problem('unauthorized', await call('GET', '/api/profile/'));
  record.problem('malformed_request', await clientError('HPE_INVALID_METHOD'));
  record.problem('headers_too_large', await clientError('HPE_HEADER_OVERFLOW'));
  record.problem('request_timeout', await clientError('ERR_HTTP_REQUEST_TIMEOUT'));
}

/** Too many codes sent, or wrong ones entered. */
async function showCodeProblems({ clock }: House, service: Service, record: ExampleRecord): Promise<void> {
  const { call } = service;
  const phoneNumber = '+79991234580';
  const send = (from: string, more = {}) =>
    call('POST', '/api/send-code/', { body: { phone_number: phoneNumber, ...more }, from });
  const codes: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    codes.push((await service.codeFor(phoneNumber)).code);
    if (round === 0) record.problem('resend_too_soon', await send('203.0.113.7'));
    clock.advance(121);
  }
  record.problem('too_many_codes', await send('203.0.113.8'));
  const body = { phone_number: phoneNumber, received_codes: codes.slice(1) };
  record.exchange('sendCode', 'with_received_codes', body, await call('POST', '/api/send-code/', { body }));

  const wrong = { phone_number: '+79991234581', confirmation_code: '0000' };
  const verify = () => call('POST', '/api/verify-phone/', { body: wrong, from: '203.0.113.30' });
  let answer = await verify();
  record.problem('invalid_code', answer);
  while (answer.status === 400) answer = await verify();
  record.problem('too_many_attempts', answer);

  for (let index = 10; answer.body.code !== 'too_many_requests'; index += 1) {
    const another = { phone_number: `+799912346${index}` };
    answer = await call('POST', '/api/send-code/', { body: another, from: '203.0.113.40' });
  }
  record.problem('too_many_requests', answer);
}

async function showAccountProblems({ clock }: House, service: Service, record: ExampleRecord): Promise<void> {
  const { call, codeFor, signIn } = service;
  const phoneNumber = '+79991234590';
  const taken = '+79991234591';
  const from = '203.0.113.50';
  await signIn(taken, from);
  const token = await signIn(phoneNumber, from);
  expect(await call('POST', '/api/phone-change/', { token, body: { phone_number: taken }, from }), 200);
  const inbox = await call('GET', `/api/dev/messages/?to=${encodeURIComponent(taken)}`);
  const confirm = { phone_number: taken, confirmation_code: inbox.body.data[0].code };
  record.problem(
    'phone_number_taken',
    await call('POST', '/api/phone-change/confirm/', { token, body: confirm, from }),
  );
  record.problem(
    'session_not_found',
    await call('DELETE', `/api/sessions/ses_${'0'.repeat(32)}/`, { token, from }),
  );
  clock.advance(700);
  record.problem('fresh_sign_in_required', await call('DELETE', '/api/profile/', { token, from }));

  const { code } = await codeFor(phoneNumber, from);
  const verify = { phone_number: phoneNumber, confirmation_code: code };
  const signedIn = await call('POST', '/api/verify-phone/', { body: verify, from });
  const refresh = (refresh_token: string) =>
    call('POST', '/api/token/refresh/', { body: { refresh_token }, from });
  const second = expect(await refresh(signedIn.body.refresh_token), 200);
  expect(await refresh(second.body.refresh_token), 200);
  clock.advance(60);
  record.problem('refresh_token_reused', await refresh(signedIn.body.refresh_token));
  record.problem('invalid_refresh_token', await refresh('none'));
}

async function showReferralProblems(
  { clock }: House,
  service: Service,
  record: ExampleRecord,
): Promise<void> {
  const { call, signIn } = service;
  const from = '203.0.113.60';
  const activate = (token: string, referrer: string) =>
    call('PUT', '/api/update-referrer/', { token, body: { referrer }, from });
  const inviteCodeOf = async (token: string) =>
    (await call('GET', '/api/profile/', { token, from })).body.invite_code;

  const inviter = await signIn('+79991234600', from);
  const invited = await signIn('+79991234601', from);
  const other = await signIn('+79991234602', from);
  const inviteCode = await inviteCodeOf(inviter);
  record.problem('invite_code_not_found', await activate(invited, 'ZZZZ99'));
  record.problem('own_invite_code', await activate(inviter, inviteCode));
  expect(await activate(invited, inviteCode), 200);
  record.problem('referrer_already_set', await activate(invited, await inviteCodeOf(other)));
  record.problem('referral_cycle', await activate(inviter, await inviteCodeOf(invited)));

  expect(await call('DELETE', '/api/profile/', { token: other, from }), 204);
  clock.advance(60);
  record.problem('returning_number', await activate(await signIn('+79991234602', from), inviteCode));
}

/** Codes that are not sent, by rules that are stricter than in development. */
async function showRefusedSendings(house: House, record: ExampleRecord): Promise<void> {
  const cases = [
    ['country_not_allowed', { ALLOWED_COUNTRIES: 'RU' }, '+12015550123'],
    ['number_type_not_allowed', { FRAUD_MODE: 'protect' }, '+449098790000'],
    ['proof_required', { PROOF_OF_WORK: 'always' }, '+79991234610'],
    ['sending_paused', { SMS_BUDGET_DAY: '1', FRAUD_MODE: 'protect' }, '+79991234611'],
  ] as const;
  for (const [code, settings, phone_number] of cases) {
    const service = await house.open(settings);
    record.problem(
      code,
      await service.call('POST', '/api/send-code/', { body: { phone_number }, from: '203.0.113.70' }),
    );
    await service.close();
  }
  const provider = {
    name: 'simulated',
    send: async () => {
      throw new Error('the provider is away');
    },
  };
  const service = await house.open({}, { provider });
  const body = { phone_number: '+79991234612' };
  record.problem(
    'sms_unavailable',
    await service.call('POST', '/api/send-code/', { body, from: '203.0.113.71' }),
  );
  await service.close();
}

async function showOutages(house: House, record: ExampleRecord): Promise<void> {
  for (const [code, error] of [
    ['database_unavailable', new DatabaseUnavailable('away')],
    ['internal_error', new Error('a mistake of the program')],
  ] as const) {
    const database = Object.create(house.database, { ping: { value: () => Promise.reject(error) } });
    const service = await house.open({}, { database });
    record.problem(code, await service.call('GET', '/readyz'));
    await service.close();
  }
  const service = await house.open();
  const drained = service.drain();
  record.problem('shutting_down', await service.call('GET', '/readyz'));
  await drained;
}

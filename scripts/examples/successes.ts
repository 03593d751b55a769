/** What each operation answers when all is well, shown by Anna and those whom she invites. */
import { type ExampleRecord, expect, type House, type Service } from './house.ts';

const anna = '+79991234567';
const boris = '+79991234568';
const vera = '+79991234569';
const newNumber = '+79991234570';

export async function showSuccesses(house: House, record: ExampleRecord): Promise<void> {
  const service = await house.open();
  await showSignIn(house, service, record);
  await showReferrals(house, service, record);
  await showSessions(house, service, record);
  await showOwnData(house, service, record);
  await service.close();
}

/** Anna signs in for the first time. */
async function showSignIn({ clock }: House, { call }: Service, record: ExampleRecord): Promise<void> {
  record.exchange('checkLiveness', 'alive', undefined, await call('GET', '/livez'));
  record.exchange('checkReadiness', 'ready', undefined, await call('GET', '/readyz'));
  record.exchange('getSigningKeys', 'one_key', undefined, await call('GET', '/.well-known/jwks.json'));
  const send = { phone_number: anna };
  const sent = await call('POST', '/api/send-code/', { body: send });
  record.exchange('sendCode', 'first_code', send, sent);
  const messages = await call('GET', `/api/dev/messages/?to=${encodeURIComponent(anna)}`);
  record.exchange('listMessages', 'one_message', undefined, messages);
  clock.advance(12);
  const verify = {
    phone_number: anna,
    confirmation_code: messages.body.data[0].code,
    challenge_id: sent.body.challenge_id,
  };
  record.exchange(
    'verifyPhone',
    'first_sign_in',
    verify,
    await call('POST', '/api/verify-phone/', { body: verify }),
  );
}

/** Boris signs in for the first time with Anna's invite code; Vera activates it later. */
async function showReferrals({ clock }: House, service: Service, record: ExampleRecord): Promise<void> {
  const { call, codeFor, signIn } = service;
  clock.advance(60);
  const token = await signIn(anna);
  const name = { name: 'Anna' };
  record.exchange(
    'updateProfile',
    'new_name',
    name,
    await call('PATCH', '/api/profile/', { token, body: name }),
  );
  const { invite_code } = (await call('GET', '/api/profile/', { token })).body;

  async function verifyBoris() {
    const { code, challenge_id } = await codeFor(boris, '198.51.100.23');
    const body = { phone_number: boris, confirmation_code: code, challenge_id, invite_code };
    return [body, await call('POST', '/api/verify-phone/', { body, from: '198.51.100.23' })] as const;
  }
  record.exchange('verifyPhone', 'with_an_invite_code', ...(await verifyBoris()));
  clock.advance(3600);
  record.exchange('verifyPhone', 'not_the_first_sign_in', ...(await verifyBoris()));

  const veraToken = await signIn(vera, '198.51.100.24');
  for (const [example, body] of [
    ['referrer', { referrer: invite_code }],
    ['invite_code', { invite_code }],
  ] as const) {
    const answer = await call('PUT', '/api/update-referrer/', { token: veraToken, body });
    record.exchange('updateReferrer', example, body, answer);
  }
  const own = { token: await signIn(anna) };
  record.exchange('getProfile', 'two_invited_users', undefined, await call('GET', '/api/profile/', own));
  record.exchange('listReferrals', 'last_page', undefined, await call('GET', '/api/referrals/', own));
  const first = await call('GET', '/api/referrals/?limit=1', own);
  record.exchange('listReferrals', 'page_of_one', undefined, first);
}

/** Anna has two devices. */
async function showSessions({ clock }: House, service: Service, record: ExampleRecord): Promise<void> {
  const { call, codeFor } = service;
  clock.advance(3600);
  const { code } = await codeFor(anna);
  const body = { phone_number: anna, confirmation_code: code };
  const signedIn = expect(await call('POST', '/api/verify-phone/', { body }), 200);
  const { token, refresh_token } = signedIn.body;
  record.exchange(
    'listSessions',
    'page_of_two',
    undefined,
    await call('GET', '/api/sessions/?limit=2', { token }),
  );
  const refresh = { refresh_token };
  const refreshed = await call('POST', '/api/token/refresh/', { body: refresh });
  record.exchange('refreshTokens', 'newest_token', refresh, refreshed);
}

/** Vera changes her number, and exports her data. */
async function showOwnData({ clock }: House, service: Service, record: ExampleRecord): Promise<void> {
  const { call, signIn } = service;
  clock.advance(3600);
  const from = '198.51.100.24';
  const token = await signIn(vera, from);
  const request = { phone_number: newNumber };
  const sent = await call('POST', '/api/phone-change/', { token, body: request, from });
  record.exchange('requestPhoneChange', 'new_number', request, sent);
  const inbox = await call('GET', `/api/dev/messages/?to=${encodeURIComponent(newNumber)}`);
  const confirm = {
    ...request,
    confirmation_code: inbox.body.data[0].code,
    challenge_id: sent.body.challenge_id,
  };
  const confirmed = await call('POST', '/api/phone-change/confirm/', { token, body: confirm, from });
  record.exchange('confirmPhoneChange', 'right_code', confirm, confirmed);
  record.exchange(
    'exportProfile',
    'whole',
    undefined,
    await call('GET', '/api/profile/export/', { token, from }),
  );
  expect(await call('DELETE', '/api/profile/', { token, from }), 204);
}

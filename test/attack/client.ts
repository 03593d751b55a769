import { Pool } from 'undici';

/** The reply to a request. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed JSON of the body; null when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds, and fails when it is not there
  readonly body: any;
  readonly text: string;
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';
  readonly body?: unknown;
  /** The address the service sees, when it trusts the loopback as its proxy. */
  readonly from?: string;
  readonly headers?: Record<string, string>;
}

/** An attacker with any number of connections and addresses. */
export interface Client {
  call(path: string, request?: Request): Promise<Reply>;
  /** With the codes that supposedly came to the number last, if any. */
  sendCode(phoneNumber: string, from: string, receivedCodes?: readonly string[]): Promise<Reply>;
  guess(phoneNumber: string, code: string, from: string, challengeId?: string): Promise<Reply>;
  close(): Promise<void>;
}

/** Under this setting the service takes the address from `X-Forwarded-For`, which `from` fills. */
export const manyAddresses = { TRUSTED_PROXIES: '127.0.0.1/32' };

export function createClient(url: string, connections = 64): Client {
  const pool = new Pool(url, { connections, pipelining: 1 });

  async function call(path: string, { method = 'POST', body, from, headers }: Request = {}): Promise<Reply> {
    const answer = await pool.request({
      path,
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(from !== undefined && { 'x-forwarded-for': from }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    const isJson = /json/.test(String(answer.headers['content-type']));
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson ? JSON.parse(text) : null,
      text,
    };
  }

  return {
    call,
    sendCode: (phoneNumber, from, receivedCodes) =>
      call('/api/send-code/', {
        body: { phone_number: phoneNumber, ...(receivedCodes && { received_codes: receivedCodes }) },
        from,
      }),
    guess: (phoneNumber, code, from, challengeId) =>
      call('/api/verify-phone/', {
        body: {
          phone_number: phoneNumber,
          confirmation_code: code,
          ...(challengeId !== undefined && { challenge_id: challengeId }),
        },
        from,
      }),
    close: () => pool.close(),
  };
}

/** How many replies there are of each kind: `{ '200': 1, '400 invalid_code': 49 }`. */
export function kinds(replies: readonly Reply[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of replies) {
    const kind = body?.code === undefined ? String(status) : `${status} ${body.code}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Calls over real HTTP, as a client of the service makes them. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON of the body; null when it is empty. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds, and fails when it is not there
  readonly body: any;
  readonly text: string;
}

export interface Call {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

export type Caller = (method: string, path: string, call?: Call) => Promise<Answer>;

/** Makes calls to the service at `url`. A body that is a string goes out as it is, any other as JSON. */
export function callerAt(url: string): Caller {
  return async (method, path, { body, token, headers } = {}) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : null,
      text,
    };
  };
}

/** One HTTP request of a load; it must be answered 200. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function post(path: string, body: object): Request {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

export function get(path: string, token?: string): Request {
  return { method: 'GET', path, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } };
}

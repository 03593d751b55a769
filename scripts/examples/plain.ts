/** How tokens and everything else that no seed decides are shown. */

const shownOf = (secret: string) => `${secret.slice(0, 16)}…`;
const hex = (digits: number) => '0123456789abcdef'.repeat(4).slice(0, digits);

const plainly: Readonly<Record<string, (text: string) => string>> = {
  token: shownOf,
  refresh_token: (token) => shownOf(token) + token.slice(-4),
  // The key that RFC 7517 shows in its appendix A.1.
  kid: () => 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  x: () => 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: () => '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
  nonce: () => hex(32),
  salt: () => hex(32),
  keyPrefix: () => hex(32),
  keySignature: () => hex(64),
  signature: () => hex(64),
  request_id: () => '0f3c7a52-6d1e-4b7a-9c58-2e4f6a8b0d13',
};

/** The same value, the same in every run and without a secret. */
export function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (name, inner) => {
    const change = plainly[name];
    return change !== undefined && typeof inner === 'string' ? change(inner) : inner;
  });
  return text === undefined ? undefined : JSON.parse(text);
}

import bowser from 'bowser';

/** The device's name from the user agent, such as "Chrome on Windows"; null when it is not recognized. */
export function deviceName(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === '') return null;
  const { browser, os } = bowser.parse(userAgent);
  const names = [browser.name, os.name].filter((name) => name !== undefined && name !== '');
  return names.length > 0 ? names.join(' on ') : (/^[\w.-]{1,40}/.exec(userAgent)?.[0] ?? null);
}

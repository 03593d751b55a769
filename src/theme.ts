import type { Config } from './config.ts';
import type { Theme } from './http/index.ts';

/** What the operator gives the pages, from the settings. */
export function themeOf({ appName, appLogo, accentColor, termsUrl, privacyUrl }: Config): Theme {
  return { name: appName, logo: appLogo, accent: accentColor, termsUrl, privacyUrl };
}

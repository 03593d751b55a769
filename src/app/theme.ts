import type { Config } from '../config/index.ts';
import type { Theme } from '../ui/index.ts';

/** What the operator gives the pages, from the settings. */
export function themeOf({ appName, appLogo, accentColor, termsUrl, privacyUrl }: Config): Theme {
  return { name: appName, logo: appLogo, accent: accentColor, termsUrl, privacyUrl };
}

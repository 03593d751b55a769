import type { Config } from '../config/index.ts';
import type { Branding } from '../ui/index.ts';

/** What the operator gives the pages, from the settings. */
export function brandingOf({ appName, appLogo, accentColor, termsUrl, privacyUrl }: Config): Branding {
  return { name: appName, logo: appLogo, accent: accentColor, termsUrl, privacyUrl };
}

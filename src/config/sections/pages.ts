import { accentColor, displayName, imageFile, pageAddress } from '../appearance.ts';
import { optionalSetting, setting } from '../setting.ts';

export const pages = {
  appName: setting({
    name: 'APP_NAME',
    default: 'Pozovi',
    parse: displayName,
    expected: '1 to 40 characters',
    description: 'The name of the service on the pages and in text messages.',
    example: 'Example',
  }),
  appLogo: optionalSetting({
    name: 'APP_LOGO',
    defaultDescription: "Pozovi's logo",
    parse: imageFile,
    expected: 'the path of an SVG, PNG or WebP image of at most 65536 bytes',
    description: 'The logo beside the name. The file is read at the start and served by Pozovi.',
  }),
  accentColor: setting({
    name: 'ACCENT_COLOR',
    default: '#0a6c4f',
    parse: accentColor,
    expected:
      'a colour such as #0a6c4f with a contrast of at least 4.5:1 against the light page (WCAG 2.2 AA)',
    description: 'The colour of buttons and links. The dark theme uses a lighter shade of it.',
  }),
  termsUrl: optionalSetting({
    name: 'TERMS_URL',
    defaultDescription: 'no link',
    parse: pageAddress,
    expected: 'an http:// or https:// address',
    description: 'The terms of use that the pages link to.',
    example: 'https://example.org/terms',
  }),
  privacyUrl: optionalSetting({
    name: 'PRIVACY_URL',
    defaultDescription: 'no link',
    parse: pageAddress,
    expected: 'an http:// or https:// address',
    description: 'The privacy policy that the pages link to.',
    example: 'https://example.org/privacy',
  }),
};

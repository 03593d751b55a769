import { accentColor, displayName, imageFile, pageAddress } from '../appearance.ts';
import { optionalSetting, setting } from '../setting.ts';

export const pages = {
  appName: setting({
    name: 'APP_NAME',
    standard: 'Pozovi',
    parse: displayName,
    expected: '1 to 40 characters',
    meaning: 'The name of the service that the pages show.',
    example: 'Example',
  }),
  appLogo: optionalSetting({
    name: 'APP_LOGO',
    whenUnset: 'the mark of Pozovi',
    parse: imageFile,
    expected: 'the path of an SVG, PNG or WebP picture of at most 65536 bytes',
    meaning: 'The picture beside the name. It is read at the start and served from this address.',
  }),
  accentColor: setting({
    name: 'ACCENT_COLOR',
    standard: '#0a6c4f',
    parse: accentColor,
    expected:
      'a colour such as #0a6c4f with a contrast of at least 4.5:1 against the light page (WCAG 2.2 AA)',
    meaning: 'The colour of buttons and links. The dark scheme takes a lighter shade of it by itself.',
  }),
  termsUrl: optionalSetting({
    name: 'TERMS_URL',
    whenUnset: 'no link',
    parse: pageAddress,
    expected: 'an address that begins with http:// or https://',
    meaning: 'The terms of use, which the pages link to.',
    example: 'https://example.org/terms',
  }),
  privacyUrl: optionalSetting({
    name: 'PRIVACY_URL',
    whenUnset: 'no link',
    parse: pageAddress,
    expected: 'an address that begins with http:// or https://',
    meaning: 'The privacy policy, which the pages link to.',
    example: 'https://example.org/privacy',
  }),
};

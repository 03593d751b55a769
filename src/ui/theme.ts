import { readFileSync } from 'node:fs';
import { lightPaper } from '../lib/accent.ts';
import { type Asset, createAsset } from './asset.ts';
import { mark } from './logo.ts';

/** The operator's name, logo, colour and links. */
export interface Branding {
  readonly name: string;
  readonly logo: { readonly type: string; readonly bytes: Buffer } | undefined;
  /** `#rrggbb`, checked against the light page. */
  readonly accent: string;
  readonly termsUrl: string | undefined;
  readonly privacyUrl: string | undefined;
}

/** How all pages look: the operator's branding, and the files that they load. */
export interface Theme {
  readonly branding: Branding;
  readonly style: Asset;
  readonly script: Asset;
  readonly icon: Asset;
  readonly logo: Asset | undefined;
}

const read = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
/** The parts of the one stylesheet. Later ones may override earlier ones. */
const styles = ['tokens', 'ground', 'frame', 'forms', 'profile', 'rest'];
const style = styles.map((name) => read(`styles/${name}.css`)).join('\n');
const script = read('app.js');

const logoExtensions: Readonly<Record<string, string>> = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/webp': 'webp',
};

export function createTheme(branding: Branding): Theme {
  const { accent, logo } = branding;
  const tokens = `:root{--accent-light:${accent};--paper-light:${lightPaper}}\n`;
  return {
    branding,
    style: createAsset('app.css', 'text/css; charset=utf-8', tokens + style),
    script: createAsset('app.js', 'text/javascript; charset=utf-8', script),
    icon: createAsset(
      'icon.svg',
      'image/svg+xml',
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${mark(accent, '#fff').text}</svg>`,
    ),
    logo: logo && createAsset(`logo.${logoExtensions[logo.type] ?? 'bin'}`, logo.type, logo.bytes),
  };
}
